import { and, eq, sql } from 'drizzle-orm';
import type { SQL } from 'drizzle-orm';
import type { BatchId, EnrolmentId } from '#shared/contract/ids.ts';
import type { EnrolmentRow, Page } from '#shared/contract/views/preparation.ts';
import { maskDocumentNumber } from '#shared/domain/documentNumber.ts';
import type { Scope } from '../enrolments/attendance.ts';
import { lineColumns, occupationLevelOf } from '../enrolments/people.ts';
import type { StoredLine } from '../enrolments/people.ts';
import { preparedOnce } from '../store/openDatabase.ts';
import type { Store } from '../store/openDatabase.ts';
import { enrolments } from './tables.ts';

/** A person in a batch with the codes of the warnings, as JSON. */
export type ListRow = StoredLine & { readonly warnings: string };

export const listColumns = `${lineColumns}, e.warnings`;
export const listSource = 'FROM enrolments e JOIN candidates c ON c.candidate_id = e.candidate_id';
const found = `(c.name LIKE @within OR c.document_number LIKE @tail OR e.ticket_number LIKE @tail OR c.class_name LIKE @within)`;

/** An enrolment as lists and the card show it. */
export function enrolmentView(row: ListRow): EnrolmentRow {
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
  const matching = `${wanted === '' ? 'FROM enrolments e' : listSource} WHERE ${conditions.join(' AND ') || 'TRUE'}`;
  const counted = store.hot<{ readonly n: number }>(`SELECT count(*) AS n ${matching}`).get(values);
  const rows = store
    .hot<ListRow>(
      `SELECT ${listColumns} ${listSource} WHERE e.enrolment_id IN
         (SELECT e.enrolment_id ${matching} ORDER BY e.seq LIMIT @limit OFFSET @offset) ORDER BY e.seq`,
    )
    .all({ ...values, limit, offset });
  return { total: counted?.n ?? 0, offset, rows: rows.map(enrolmentView) };
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

/** The condition of a scope on the table of enrolments, for queries that join it. */
export function enrolledIn(scope: Scope): SQL | undefined {
  return and(
    'batchId' in scope
      ? eq(enrolments.batchId, scope.batchId)
      : eq(enrolments.enrolmentId, scope.enrolmentId),
    eq(enrolments.withdrawn, false),
  );
}
