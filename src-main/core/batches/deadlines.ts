import { and, eq, isNotNull } from 'drizzle-orm';
import type { DeadlineStep } from '#shared/contract/views/site.ts';
import { siteDay } from '#shared/domain/sittingTimes.ts';
import { addWorkingDays } from '#shared/domain/workingDays.ts';
import type { ReferenceData } from '../ledger/capability.ts';
import { packages } from '../packages/tables.ts';
import { frozenTables, publications } from '../results/tables.ts';
import type { Store } from '../store/openDatabase.ts';
import type { BatchRow } from './queries.ts';

const nearDays = 3;

/**
 * The last safe day of every step of a batch, planned backwards from the report, which is due `reportWorkingDays` working
 * days after the last exam day (document, part 二). A year that the calendar has not gives no day, never a guess.
 */
export function deadlines(
  store: Store,
  batch: BatchRow,
  at: string,
  reference: ReferenceData,
): readonly DeadlineStep[] {
  const { rules } = batch;
  const today = siteDay(at);
  const day = (from: string | null, count: number): string | null => {
    if (from === null) return null;
    const answer = addWorkingDays(reference.calendar, from, count);
    return answer.ok ? answer.date : null;
  };
  const report = day(batch.lastDay, rules.reportWorkingDays);
  const seal = report;
  const publication = day(seal, -1);
  const freeze =
    rules.publicationWorkingDays === 0 ? publication : day(publication, -rules.publicationWorkingDays);
  const isFrozen =
    store.orm.select().from(frozenTables).where(eq(frozenTables.batchId, batch.batchId)).get() !== undefined;
  const published = store.orm
    .select()
    .from(publications)
    .where(eq(publications.batchId, batch.batchId))
    .get();
  const sealed = store.orm
    .select()
    .from(packages)
    .where(and(eq(packages.batchId, batch.batchId), isNotNull(packages.packageSha256)))
    .all();
  const reported = sealed.some(
    (one) => one.state === 'received' || one.state === 'accepted' || one.state === 'returned',
  );
  const step = (code: DeadlineStep['code'], due: string | null, done: boolean): DeadlineStep => ({
    code,
    day: due,
    state: stateOf(due, done, today),
  });
  return [
    step('plan', day(batch.firstDay, -rules.planWorkingDays), batch.planSubmittedOn !== null),
    step('firstDay', batch.firstDay, batch.firstDay <= today),
    step('lastDay', batch.lastDay, batch.lastDay < today),
    step('freeze', freeze, isFrozen),
    step('publication', publication, published !== undefined && published.until < today),
    step('seal', seal, sealed.length > 0),
    step('report', report, reported),
  ];
}

function stateOf(due: string | null, done: boolean, today: string): DeadlineStep['state'] {
  if (done) return 'done';
  if (due === null) return 'calendarMissing';
  if (due < today) return 'missed';
  const days = (Date.parse(due) - Date.parse(today)) / 86_400_000;
  return days <= nearDays ? 'near' : 'ahead';
}
