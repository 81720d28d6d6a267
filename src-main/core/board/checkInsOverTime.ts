import { and, between, eq } from 'drizzle-orm';
import { siteDay, siteDaySpan } from '#shared/domain/sittingTimes.ts';
import { examSessions, sittings } from '../arrangement/tables.ts';
import { checkIns } from '../checkin/tables.ts';
import type { Store } from '../store/openDatabase.ts';

/** Length of a step, in milliseconds. */
const stepMs = 5 * 60_000;

/** Live check-ins of today's sittings in steps of five minutes from the first to the last, empty steps included. */
export function checkInsOverTime(
  store: Store,
  at: string,
): readonly { readonly at: string; readonly count: number }[] {
  const { from, until } = siteDaySpan(siteDay(at));
  const rows = store.orm
    .select({ at: checkIns.at })
    .from(examSessions)
    .innerJoin(sittings, eq(sittings.sessionId, examSessions.sessionId))
    .innerJoin(checkIns, eq(checkIns.sittingId, sittings.sittingId))
    .where(and(between(examSessions.startsAt, from, until), eq(checkIns.undone, false)))
    .orderBy(checkIns.at)
    .all();
  const counts = new Map<number, number>();
  for (const row of rows) {
    const step = Math.floor(Date.parse(row.at) / stepMs) * stepMs;
    counts.set(step, (counts.get(step) ?? 0) + 1);
  }
  const steps = [...counts.keys()];
  const [first, last] = [steps[0], steps.at(-1)];
  if (first === undefined || last === undefined) return [];
  return Array.from({ length: (last - first) / stepMs + 1 }, (_, index) => {
    const step = first + index * stepMs;
    return { at: new Date(step).toISOString(), count: counts.get(step) ?? 0 };
  });
}
