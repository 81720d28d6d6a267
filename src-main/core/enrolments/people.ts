import type { Identity } from '#shared/contract/commands/candidates.ts';
import type { BatchId, CandidateId, EnrolmentId } from '#shared/contract/ids.ts';
import type { OccupationLevel } from '#shared/contract/values.ts';
import type { Level } from '#shared/domain/level.ts';
import type { Store } from '../store/openDatabase.ts';
import { within } from './attendance.ts';
import type { Scope } from './attendance.ts';

/** Who is enrolled for what. Personal parts are null after blanking. */
export interface EnrolmentLine {
  readonly enrolmentId: EnrolmentId;
  readonly candidateId: CandidateId;
  readonly ticketNumber: string | null;
  readonly workpieceCode: string | null;
  readonly occupationLevel: OccupationLevel;
  readonly name: string | null;
  readonly className: string | null;
  readonly documentNumber: string | null;
  /** Null when blanked. */
  readonly identity: Identity | null;
}

/** A candidate's identity as the table keeps it: every part may be blanked. */
export type StoredIdentity = { readonly [Part in keyof Identity]: Identity[Part] | null };

/** A row of `enrolments e` joined with `candidates c`, read by `lineColumns`. */
export interface StoredLine extends StoredIdentity {
  readonly enrolmentId: EnrolmentId;
  readonly candidateId: CandidateId;
  readonly batchId: BatchId;
  /** 0 or 1. */
  readonly withdrawn: number;
  readonly ticketNumber: string | null;
  readonly workpieceCode: string | null;
  readonly edition: string;
  readonly code: string;
  readonly occupationName: string;
  readonly level: Level;
}

export const lineColumns = `e.enrolment_id AS enrolmentId, e.candidate_id AS candidateId, e.batch_id AS batchId, e.withdrawn,
  e.ticket_number AS ticketNumber, e.workpiece_code AS workpieceCode, e.edition, e.code, e.occupation_name AS occupationName, e.level,
  c.name, c.document_type AS documentType, c.document_number AS documentNumber, c.sex, c.birth_date AS birthDate,
  c.student_number AS studentNumber, c.class_name AS className, c.phone, c.remark`;

/** Everyone in the scope, in order of their tickets; those without one at the end, as registered. */
export function enrolmentLines(store: Store, scope: Scope): readonly EnrolmentLine[] {
  const { condition, value } = within(scope);
  return store
    .hot<StoredLine>(
      `SELECT ${lineColumns} FROM enrolments e JOIN candidates c ON c.candidate_id = e.candidate_id
        WHERE ${condition} ORDER BY e.ticket_number IS NULL, e.ticket_number, e.seq`,
    )
    .all(value)
    .map((row) => ({
      enrolmentId: row.enrolmentId,
      candidateId: row.candidateId,
      ticketNumber: row.ticketNumber,
      workpieceCode: row.workpieceCode,
      occupationLevel: occupationLevelOf(row),
      name: row.name,
      className: row.className,
      documentNumber: row.documentNumber,
      identity: identityOf(row),
    }));
}

/** What an enrolment is for. */
export function occupationLevelOf(
  row: Pick<StoredLine, 'edition' | 'code' | 'occupationName' | 'level'>,
): OccupationLevel {
  return { edition: row.edition, code: row.code, name: row.occupationName, level: row.level };
}

/** The identity of a candidate; null when it was blanked. */
export function identityOf(row: StoredIdentity): Identity | null {
  const { name, documentType, documentNumber, sex, birthDate, studentNumber, className, phone, remark } = row;
  if (name === null || documentType === null || documentNumber === null) return null;
  return { name, documentType, documentNumber, sex, birthDate, studentNumber, className, phone, remark };
}
