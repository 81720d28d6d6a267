import { dayMs } from './calendarDate.ts';
import type { BatchRules } from '../contract/batchRules.ts';
import type { DeadlineStep } from '../contract/views/site.ts';
import { addWorkingDays } from './workingDays.ts';
import type { WorkingCalendar } from './workingDays.ts';

const nearDays = 3;

/** What the deadlines of a batch are drawn from. Days are of the exam site. */
export interface BatchProgress {
  readonly firstDay: string;
  readonly lastDay: string;
  readonly planSubmittedOn: string | null;
  readonly rules: BatchRules;
  readonly frozen: boolean;
  /** Last day of the publication; null before it is recorded. */
  readonly publishedUntil: string | null;
  readonly sealed: boolean;
  /** The centre has said that it received the package. */
  readonly reported: boolean;
}

/**
 * The last safe day of every step of a batch, planned backwards from the report, which is due `reportWorkingDays` working
 * days after the last exam day (document, part 二). A year that the calendar has not gives no day, never a guess.
 */
export function deadlineSteps(
  batch: BatchProgress,
  today: string,
  calendar: WorkingCalendar,
): readonly DeadlineStep[] {
  const { rules, publishedUntil } = batch;
  const day = (from: string | null, count: number): string | null => {
    if (from === null) return null;
    const answer = addWorkingDays(calendar, from, count);
    return answer.ok ? answer.date : null;
  };
  const report = day(batch.lastDay, rules.reportWorkingDays);
  const seal = report;
  const publication = day(seal, -1);
  const freeze =
    rules.publicationWorkingDays === 0 ? publication : day(publication, -rules.publicationWorkingDays);
  const step = (code: DeadlineStep['code'], due: string | null, done: boolean): DeadlineStep => ({
    code,
    day: due,
    state: stateOf(due, done, today),
  });
  return [
    step('plan', day(batch.firstDay, -rules.planWorkingDays), batch.planSubmittedOn !== null),
    step('firstDay', batch.firstDay, batch.firstDay <= today),
    step('lastDay', batch.lastDay, batch.lastDay < today),
    step('freeze', freeze, batch.frozen),
    step('publication', publication, publishedUntil !== null && publishedUntil < today),
    step('seal', seal, batch.sealed),
    step('report', report, batch.reported),
  ];
}

function stateOf(due: string | null, done: boolean, today: string): DeadlineStep['state'] {
  if (done) return 'done';
  if (due === null) return 'calendarMissing';
  if (due < today) return 'missed';
  const days = (Date.parse(due) - Date.parse(today)) / dayMs;
  return days <= nearDays ? 'near' : 'ahead';
}
