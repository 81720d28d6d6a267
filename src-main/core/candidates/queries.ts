import { eq } from 'drizzle-orm';
import type { Identity } from '#shared/contract/commands/candidates.ts';
import type { BatchId, CandidateId, EnrolmentId } from '#shared/contract/ids.ts';
import type { CandidateCard, EnrolmentRow, Page, TimelineEntry } from '#shared/contract/views/preparation.ts';
import { maskDocumentNumber } from '#shared/domain/documentNumber.ts';
import type { RowHeader } from '#shared/formats/rowHeader.ts';
import type { Sex } from '#shared/domain/idNumber.ts';
import { peopleNames } from '../access/queries.ts';
import { batchRow } from '../batches/queries.ts';
import type { Store } from '../store/openDatabase.ts';
import { candidates } from './tables.ts';

interface JoinedRow {
  readonly enrolmentId: string;
  readonly candidateId: string;
  readonly batchId: string;
  readonly name: string | null;
  readonly documentNumber: string | null;
  readonly sex: Sex | null;
  readonly className: string | null;
  readonly edition: string;
  readonly code: string;
  readonly occupationName: string;
  readonly level: number;
  readonly ticketNumber: string | null;
  readonly withdrawn: number;
  readonly warnings: string;
}

const columns = `e.enrolment_id AS enrolmentId, e.candidate_id AS candidateId, e.batch_id AS batchId, c.name, c.document_number AS documentNumber, c.sex,
  c.class_name AS className, e.edition, e.code, e.occupation_name AS occupationName, e.level, e.ticket_number AS ticketNumber, e.withdrawn, e.warnings`;
const source = 'FROM enrolments e JOIN candidates c ON c.candidate_id = e.candidate_id';
const found = `(c.name LIKE @within OR c.document_number LIKE @tail OR e.ticket_number LIKE @tail OR c.class_name LIKE @within)`;

function rowView(row: JoinedRow): EnrolmentRow {
  return {
    enrolmentId: row.enrolmentId as EnrolmentId,
    candidateId: row.candidateId as CandidateId,
    batchId: row.batchId as BatchId,
    name: row.name,
    documentNumberMasked: row.documentNumber === null ? null : maskDocumentNumber(row.documentNumber),
    sex: row.sex,
    className: row.className,
    occupationLevel: {
      edition: row.edition,
      code: row.code,
      name: row.occupationName,
      level: row.level as EnrolmentRow['occupationLevel']['level'],
    },
    ticketNumber: row.ticketNumber,
    withdrawn: row.withdrawn === 1,
    warnings: JSON.parse(row.warnings) as string[],
  };
}

/**
 * A page of enrolments in the order of their registration, found by part of a name or class, or the end of a document or
 * ticket number. A hot path of long lists: each condition stands only where it narrows, so that an index answers it.
 */
export function enrolmentPage(
  store: Store,
  batchId: string | null,
  text: string,
  offset: number,
  limit: number,
): Page<EnrolmentRow> {
  const wanted = text.trim().replace(/[%_]/g, '');
  const values = { batchId, within: `%${wanted}%`, tail: `%${wanted.toUpperCase()}` };
  const conditions = [
    ...(batchId === null ? [] : ['e.batch_id = @batchId']),
    ...(wanted === '' ? [] : [found]),
  ];
  const matching = `${wanted === '' ? 'FROM enrolments e' : source} WHERE ${conditions.join(' AND ') || 'TRUE'}`;
  const { n } = store.statement(`SELECT count(*) AS n ${matching}`).get(values) as { n: number };
  const rows = store
    .statement(
      `SELECT ${columns} ${source} WHERE e.enrolment_id IN
         (SELECT e.enrolment_id ${matching} ORDER BY e.seq LIMIT @limit OFFSET @offset) ORDER BY e.seq`,
    )
    .all({ ...values, limit, offset }) as JoinedRow[];
  return { total: n, offset, rows: rows.map(rowView) };
}

/** The identity of a candidate; null when blanked or unknown. */
export function identityOf(store: Store, candidateId: string): Identity | null {
  const row = store.orm.select().from(candidates).where(eq(candidates.candidateId, candidateId)).get();
  if (row === undefined || row.name === null || row.documentNumber === null || row.documentType === null)
    return null;
  const { candidateId: _id, ...rest } = row;
  return { ...rest, name: row.name, documentType: row.documentType, documentNumber: row.documentNumber };
}

/** Everything about one enrolment on one card, with its time line from the ledger. */
export function candidateCard(store: Store, enrolmentId: string): CandidateCard | null {
  const row = store.statement(`SELECT ${columns} ${source} WHERE e.enrolment_id = ?`).get(enrolmentId) as
    | JoinedRow
    | undefined;
  if (row === undefined) return null;
  const seats = store
    .statement(
      `SELECT s.subject, r.name AS roomName, s.seat_no AS seatNo, es.starts_at AS startsAt, es.minutes FROM seats s
       JOIN sittings si ON si.sitting_id = s.sitting_id JOIN rooms r ON r.room_id = si.room_id
       JOIN exam_sessions es ON es.session_id = si.session_id WHERE s.enrolment_id = ? ORDER BY es.starts_at`,
    )
    .all(enrolmentId) as CandidateCard['seats'];
  return {
    enrolment: rowView(row),
    identity: identityOf(store, row.candidateId),
    batchName: batchRow(store, row.batchId)?.name ?? '',
    seats,
    timeline: timeline(store, enrolmentId, row.candidateId),
  };
}

function timeline(store: Store, enrolmentId: string, candidateId: string): readonly TimelineEntry[] {
  const names = peopleNames(store);
  const rows = store
    .statement(
      `SELECT DISTINCT r.seq, r.header, r.data FROM ledger_subjects s JOIN ledger_rows r ON r.seq = s.seq
       WHERE s.subject IN (?, ?) ORDER BY r.seq DESC LIMIT 300`,
    )
    .all(enrolmentId, candidateId) as { seq: number; header: string; data: string }[];
  return rows.map((row) => {
    const header = JSON.parse(row.header) as RowHeader;
    return {
      seq: row.seq,
      at: header.at,
      type: header.type,
      by: names.get(header.actor) ?? header.actor,
      facts: plainFacts(row.data),
    };
  });
}

/** The small facts of an event (numbers and short words), without ids and lists. */
function plainFacts(data: string): Readonly<Record<string, string | number>> {
  const facts: Record<string, string | number> = {};
  for (const [key, value] of Object.entries(JSON.parse(data) as Record<string, unknown>)) {
    if (key.endsWith('Id') || key.endsWith('Sha256')) continue;
    if (typeof value === 'number' || (typeof value === 'string' && value.length <= 40)) facts[key] = value;
  }
  return facts;
}
