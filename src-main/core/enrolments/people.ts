import type { Identity } from '#shared/contract/commands/candidates.ts';
import type { CandidateId, EnrolmentId } from '#shared/contract/ids.ts';
import type { OccupationLevel } from '#shared/contract/values.ts';
import type { Level } from '#shared/domain/level.ts';
import type { Sex } from '#shared/domain/idNumber.ts';
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

/** Everyone in the scope, in order of their tickets; those without one at the end, as registered. */
export function enrolmentLines(store: Store, scope: Scope): readonly EnrolmentLine[] {
  const { condition, value } = within(scope);
  const rows = store
    .statement(
      `SELECT e.enrolment_id, e.candidate_id, e.ticket_number, e.workpiece_code, e.edition, e.code, e.occupation_name, e.level,
        c.name, c.document_type, c.document_number, c.sex, c.birth_date, c.student_number, c.class_name, c.phone, c.remark
        FROM enrolments e JOIN candidates c ON c.candidate_id = e.candidate_id
        WHERE ${condition} ORDER BY e.ticket_number IS NULL, e.ticket_number, e.seq`,
    )
    .all(value) as StoredLine[];
  return rows.map((row) => ({
    enrolmentId: row.enrolment_id as EnrolmentId,
    candidateId: row.candidate_id as CandidateId,
    ticketNumber: row.ticket_number,
    workpieceCode: row.workpiece_code,
    occupationLevel: {
      edition: row.edition,
      code: row.code,
      name: row.occupation_name,
      level: row.level as Level,
    },
    name: row.name,
    className: row.class_name,
    documentNumber: row.document_number,
    identity: identityOf(row),
  }));
}

function identityOf(row: StoredLine): Identity | null {
  if (row.name === null || row.document_number === null || row.document_type === null) return null;
  return {
    name: row.name,
    documentType: row.document_type,
    documentNumber: row.document_number,
    sex: row.sex,
    birthDate: row.birth_date,
    studentNumber: row.student_number,
    className: row.class_name,
    phone: row.phone,
    remark: row.remark,
  };
}

interface StoredLine {
  readonly enrolment_id: string;
  readonly candidate_id: string;
  readonly ticket_number: string | null;
  readonly workpiece_code: string | null;
  readonly edition: string;
  readonly code: string;
  readonly occupation_name: string;
  readonly level: number;
  readonly name: string | null;
  readonly document_type: string | null;
  readonly document_number: string | null;
  readonly sex: Sex | null;
  readonly birth_date: string | null;
  readonly student_number: string | null;
  readonly class_name: string | null;
  readonly phone: string | null;
  readonly remark: string | null;
}
