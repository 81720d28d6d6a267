import type { BoardSitting } from '#shared/contract/views/site.ts';
import { siteDay, siteDaySpan } from '#shared/domain/sittingTimes.ts';
import { sittingsWithinOrOpen, staffOfSitting } from '../arrangement/queries.ts';
import type { SittingRow } from '../arrangement/queries.ts';
import { invigilatorsNeeded } from '../arrangement/views.ts';
import { batchRow } from '../batches/queries.ts';
import type { BatchRow } from '../batches/queries.ts';
import type { Store } from '../store/openDatabase.ts';
import { countSittings } from './queries.ts';

/** Length of a step of `checkInsOverTime`, in milliseconds. */
const stepMs = 5 * 60_000;

/** Practical sheets of a sitting: signed and needed. */
export interface SheetCounts {
  readonly signed: number;
  readonly needed: number;
}

/**
 * Today's sittings (by the site's day) and any that is still open from another day, by start. `sheets` brings the progress of
 * practical marking by sitting id; without it those numbers are null.
 */
export function boardSittings(
  store: Store,
  at: string,
  sheets?: ReadonlyMap<string, SheetCounts>,
): readonly BoardSitting[] {
  const { from, until } = siteDaySpan(siteDay(at));
  return boardRows(store, sittingsWithinOrOpen(store, from, until), sheets);
}

/** Sittings as the board and the desk show them. */
export function boardRows(
  store: Store,
  rows: readonly SittingRow[],
  sheets?: ReadonlyMap<string, SheetCounts>,
): readonly BoardSitting[] {
  const counts = countSittings(
    store,
    rows.map((row) => row.sittingId),
  );
  const batches = new Map<string, BatchRow | null>();
  return rows.map((row) => {
    if (!batches.has(row.batchId)) batches.set(row.batchId, batchRow(store, row.batchId));
    const batch = batches.get(row.batchId) ?? null;
    const counted = counts(row.sittingId);
    const progress = row.subject === 'practical' ? sheets?.get(row.sittingId) : undefined;
    return {
      sittingId: row.sittingId,
      batchId: row.batchId,
      batchName: batch?.name ?? '—',
      roomName: row.roomName,
      subject: row.subject,
      startsAt: row.startsAt,
      minutes: row.minutes,
      state: row.state,
      ...counted,
      invigilators: staffOfSitting(store, row.sittingId)
        .filter((one) => one.duty === 'invigilator')
        .map((one) => one.displayName ?? '—'),
      invigilatorsNeeded: batch === null ? 0 : invigilatorsNeeded(batch.rules, row.subject, counted.expected),
      sheetsSigned: progress?.signed ?? null,
      sheetsNeeded: progress?.needed ?? null,
    };
  });
}

/** Live check-ins of today's sittings in steps of five minutes from the first to the last, empty steps included. */
export function checkInsOverTime(
  store: Store,
  at: string,
): readonly { readonly at: string; readonly count: number }[] {
  const { from, until } = siteDaySpan(siteDay(at));
  const rows = store
    .statement(
      `SELECT k.at FROM exam_sessions e JOIN sittings t ON t.session_id = e.session_id JOIN check_ins k ON k.sitting_id = t.sitting_id
        WHERE e.starts_at BETWEEN ? AND ? AND k.undone = 0 ORDER BY k.at`,
    )
    .all(from, until) as { at: string }[];
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
