import { and, desc, eq, inArray, isNull, or } from 'drizzle-orm';
import type { EnrolmentId } from '#shared/contract/ids.ts';
import type { CandidateCard, TimelineEntry } from '#shared/contract/views/preparation.ts';
import { peopleNames } from '../access/queries.ts';
import { visibleFacts } from '../access/visibleFacts.ts';
import type { ShowContext } from '../api/answers.ts';
import { batchRow } from '../batches/queries.ts';
import { plannedSeats } from '../enrolments/attendance.ts';
import { identityOf } from '../enrolments/people.ts';
import { readHeader } from '../ledger/rows.ts';
import { ledgerRows, ledgerSubjects } from '../ledger/tables.ts';
import { enrolmentView, listColumns, listSource } from './queries.ts';
import type { ListRow } from './queries.ts';

/** Everything about one enrolment on one card, with its time line from the ledger as far as the viewer may see it. */
export function candidateCard(context: ShowContext, enrolmentId: EnrolmentId): CandidateCard | null {
  const { store } = context;
  const row = store
    .hot<ListRow>(`SELECT ${listColumns} ${listSource} WHERE e.enrolment_id = ?`)
    .get(enrolmentId);
  if (row === undefined) return null;
  return {
    enrolment: enrolmentView(row),
    identity: identityOf(row),
    batchName: batchRow(store, row.batchId)?.name ?? '',
    seats: plannedSeats(store, { enrolmentId }).get(enrolmentId) ?? [],
    timeline: timeline(context, row),
  };
}

/** What happened to the person in this batch; what concerns the person in several stands in each of them once. */
function timeline(
  { store, actor, seals }: ShowContext,
  { enrolmentId, candidateId, batchId }: Pick<ListRow, 'enrolmentId' | 'candidateId' | 'batchId'>,
): readonly TimelineEntry[] {
  const names = peopleNames(store);
  const rows = store.orm
    .selectDistinct({
      seq: ledgerRows.seq,
      header: ledgerRows.header,
      data: ledgerRows.data,
      personal: ledgerRows.personal,
    })
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
    const { data, hidden } = visibleFacts(row, actor, seals);
    return {
      seq: row.seq,
      at: header.at,
      type: header.type,
      by: names.get(header.actor) ?? header.actor,
      facts: data === null ? {} : plainFacts(data),
      hidden,
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
