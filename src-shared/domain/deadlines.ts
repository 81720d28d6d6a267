import { dayMs } from './calendarDate.ts';
import type { CalendarDate } from './calendarDate.ts';
import type { BatchRules } from '../contract/batchRules.ts';
import type { DeadlineStep } from '../contract/views/site.ts';
import { countWorkingDays } from './workingDays.ts';
import type { WorkingCalendar } from './workingDays.ts';

const nearDays = 3;

/** What the deadlines of a batch are drawn from. Days are of the exam site. */
export interface BatchProgress {
  readonly firstDay: CalendarDate;
  /** The day on which the first sitting really began; null while none has. */
  readonly begunOn: CalendarDate | null;
  /** The day of the last sitting, added ones included (`endOfExams`). */
  readonly end: { readonly day: CalendarDate; readonly over: boolean };
  readonly rules: BatchRules;
  /** When each step was done; null while it is not. */
  readonly planSubmittedOn: CalendarDate | null;
  readonly frozenOn: CalendarDate | null;
  readonly published: { readonly from: CalendarDate; readonly until: CalendarDate } | null;
  readonly sealedOn: CalendarDate | null;
  /** The centre has said that it received the package. */
  readonly reportedOn: CalendarDate | null;
}

/** A sitting as its day is counted: by the day it began on, or is planned for. */
export interface HeldSitting {
  readonly day: CalendarDate;
  readonly over: boolean;
}

/**
 * The day on which the exams of a batch end: the last sitting that was really held, added ones included. While one is still to
 * come, or somebody has no seat yet, the later of the planned last day and the last sitting so far.
 */
export function endOfExams(
  lastDay: CalendarDate,
  sittings: readonly HeldSitting[],
  everybodySat: boolean,
): BatchProgress['end'] {
  const days = sittings.map((sitting) => sitting.day);
  const over = sittings.length > 0 && everybodySat && sittings.every((sitting) => sitting.over);
  const day = (over ? days : [lastDay, ...days]).reduce((last, one) => (one > last ? one : last), '');
  return { day, over };
}

interface Due {
  readonly day: CalendarDate | null;
  readonly calendarVersion: string | null;
}

/**
 * The last safe day of every step of a batch, planned backwards from the report, which is due `reportWorkingDays` working
 * days after the end of the exams (document, part 二). The publication is over before the package is sealed, so it has to start a
 * working day more than its length earlier. The calendars are tried in their order; a year that none has gives no day, never a
 * guess. What was done after its last safe day is late, not done.
 */
export function deadlineSteps(
  batch: BatchProgress,
  today: CalendarDate,
  calendars: readonly [WorkingCalendar, ...WorkingCalendar[]],
): readonly DeadlineStep[] {
  const { rules, published } = batch;
  const from = (start: CalendarDate | null, count: number): Due => {
    const answer = start === null ? null : countWorkingDays(calendars, start, count);
    return answer?.ok === true
      ? { day: answer.date, calendarVersion: answer.calendarVersion }
      : { day: null, calendarVersion: null };
  };
  const fixed = (day: CalendarDate): Due => ({ day, calendarVersion: null });
  const step = (code: DeadlineStep['code'], due: Due, doneOn: CalendarDate | null): DeadlineStep => ({
    code,
    ...due,
    doneOn,
    state: stateOf(due.day, doneOn, today),
  });

  const report = from(batch.end.day, rules.reportWorkingDays);
  const asksPublication = rules.publicationWorkingDays > 0 || published !== null;
  const publicationEnd = from(report.day, -1);
  const publicationStart = from(report.day, -1 - rules.publicationWorkingDays);
  const publication: readonly DeadlineStep[] = asksPublication
    ? [
        step('publicationStart', publicationStart, published?.from ?? null),
        publicationEndStep(publicationEnd, published?.until ?? null, today),
      ]
    : [];
  return [
    step('plan', from(batch.firstDay, -rules.planWorkingDays), batch.planSubmittedOn),
    step('firstDay', fixed(batch.firstDay), batch.begunOn),
    step('lastDay', fixed(batch.end.day), batch.end.over ? batch.end.day : null),
    step('freeze', asksPublication ? publicationStart : report, batch.frozenOn),
    ...publication,
    step('seal', report, batch.sealedOn),
    step('report', report, batch.reportedOn),
  ];
}

/** A publication that is recorded to end too late is missed already while it hangs. */
function publicationEndStep(due: Due, until: CalendarDate | null, today: CalendarDate): DeadlineStep {
  const over = until !== null && until < today;
  const tooLate = until !== null && due.day !== null && until > due.day;
  const state = tooLate && !over ? 'missed' : stateOf(due.day, over ? until : null, today);
  return { code: 'publicationEnd', ...due, doneOn: over ? until : null, state };
}

function stateOf(
  due: CalendarDate | null,
  doneOn: CalendarDate | null,
  today: CalendarDate,
): DeadlineStep['state'] {
  if (due === null) return 'calendarMissing';
  if (doneOn !== null) return doneOn > due ? 'late' : 'done';
  if (due < today) return 'missed';
  const days = (Date.parse(due) - Date.parse(today)) / dayMs;
  return days <= nearDays ? 'near' : 'ahead';
}
