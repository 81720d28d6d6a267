import { and, desc, eq, inArray, isNull, or, sql } from 'drizzle-orm';
import type { SQL } from 'drizzle-orm';
import type { BatchId, EnrolmentId } from '#shared/contract/ids.ts';
import type { CandidateCard, EnrolmentRow, Page, TimelineEntry } from '#shared/contract/views/preparation.ts';
import { maskDocumentNumber } from '#shared/domain/documentNumber.ts';
import { peopleNames } from '../access/queries.ts';
import { batchRow } from '../batches/queries.ts';
import { plannedSeats } from '../enrolments/attendance.ts';
import type { Scope } from '../enrolments/attendance.ts';
import { identityOf, lineColumns, occupationLevelOf } from '../enrolments/people.ts';
import type { StoredLine } from '../enrolments/people.ts';
import { readHeader } from '../ledger/rows.ts';
import { ledgerRows, ledgerSubjects } from '../ledger/tables.ts';
import { preparedOnce } from '../store/openDatabase.ts';
import type { Store } from '../store/openDatabase.ts';
import { enrolments } from './tables.ts';

/** A person in a batch with the codes of the warnings, as JSON. */
type ListRow = StoredLine & { readonly warnings: string };

const columns = `${lineColumns}, e.warnings`;
const source = 'FROM enrolments e JOIN candidates c ON c.candidate_id = e.candidate_id';
const found = `(c.name LIKE @within OR c.document_number LIKE @tail OR e.ticket_number LIKE @tail OR c.class_name LIKE @within)`;

function rowView(row: ListRow): EnrolmentRow {
  return {
    enrolmentId: row.enrolmentId,
    candidateId: row.candidateId,
    batchId: row.batchId,
    name: row.name,
    documentNumberMasked: row.documentNumber === null ? null : maskDocumentNumber(row.documentNumber),
    sex: row.sex,
    className: row.className,
    occupationLevel: occupationLevelOf(row),
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
  batchId: BatchId | null,
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
  const counted = store.hot<{ readonly n: number }>(`SELECT count(*) AS n ${matching}`).get(values);
  const rows = store
    .hot<ListRow>(
      `SELECT ${columns} ${source} WHERE e.enrolment_id IN
         (SELECT e.enrolment_id ${matching} ORDER BY e.seq LIMIT @limit OFFSET @offset) ORDER BY e.seq`,
    )
    .all({ ...values, limit, offset });
  return { total: counted?.n ?? 0, offset, rows: rows.map(rowView) };
}

/** One enrolment; null when there is none of that id. */
export function enrolmentRow(store: Store, enrolmentId: EnrolmentId): typeof enrolments.$inferSelect | null {
  return enrolmentById(store).get({ enrolmentId }) ?? null;
}

/** Asked at every entry and at every mark. */
const enrolmentById = preparedOnce(({ orm }) =>
  orm
    .select()
    .from(enrolments)
    .where(eq(enrolments.enrolmentId, sql.placeholder('enrolmentId')))
    .prepare(),
);

/** Everything about one enrolment on one card, with its time line from the ledger. */
export function candidateCard(store: Store, enrolmentId: EnrolmentId): CandidateCard | null {
  const row = store.hot<ListRow>(`SELECT ${columns} ${source} WHERE e.enrolment_id = ?`).get(enrolmentId);
  if (row === undefined) return null;
  return {
    enrolment: rowView(row),
    identity: identityOf(row),
    batchName: batchRow(store, row.batchId)?.name ?? '',
    seats: plannedSeats(store, { enrolmentId }).get(enrolmentId) ?? [],
    timeline: timeline(store, row),
  };
}

/** What happened to the person in this batch; what concerns the person in several stands in each of them once. */
function timeline(
  store: Store,
  { enrolmentId, candidateId, batchId }: Pick<StoredLine, 'enrolmentId' | 'candidateId' | 'batchId'>,
): readonly TimelineEntry[] {
  const names = peopleNames(store);
  const rows = store.orm
    .selectDistinct({ seq: ledgerRows.seq, header: ledgerRows.header, data: ledgerRows.data })
    .from(ledgerSubjects)
    .innerJoin(ledgerRows, eq(ledgerRows.seq, ledgerSubjects.seq))
    .where(
      and(
        inArray(ledgerSubjects.subject, [enrolmentId, candidateId]),
        or(isNull(ledgerRows.batch), eq(ledgerRows.batch, batchId)),
      ),
    )
    .orderBy(desc(ledgerRows.seq))
    .limit(300)
    .all();
  return rows.map((row) => {
    const header = readHeader(row.header);
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

/** The condition of a scope on the table of enrolments, for queries that join it. */
export function enrolledIn(scope: Scope): SQL | undefined {
  return and(
    'batchId' in scope
      ? eq(enrolments.batchId, scope.batchId)
      : eq(enrolments.enrolmentId, scope.enrolmentId),
    eq(enrolments.withdrawn, false),
  );
}
