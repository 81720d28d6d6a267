import { siteDay, siteTime } from '#shared/domain/sittingTimes.ts';

/**
 * Which back-ups stay: the newest ones, of each of the last hours and days in which one was made its newest, all together within a
 * share of what the disk would have free without them; a few stay even if that is exceeded.
 */
export const backupRule = { newest: 10, hours: 24, days: 30, shareOfDisk: 0.25, always: 3 } as const;

export interface StoredBackup {
  readonly name: string;
  /** When it was made by the clock of then, UTC. */
  readonly at: string;
  readonly bytes: number;
}

/**
 * The names of the back-ups that go. `made` is the one that was just made and checked: it stays whatever the rule says, so what
 * goes is never the only good one. One dated later than it was made by a clock that was wrong and counts as the oldest.
 */
export function surplusBackups(
  backups: readonly StoredBackup[],
  made: StoredBackup,
  freeBytes: number,
): readonly string[] {
  const others = backups.filter(({ name }) => name !== made.name);
  const byTime = (list: readonly StoredBackup[]) =>
    list.toSorted((left, right) => (left.at < right.at ? 1 : left.at > right.at ? -1 : 0));
  const newestFirst = [
    made,
    ...byTime(others.filter(({ at }) => at <= made.at)),
    ...byTime(others.filter(({ at }) => at > made.at)),
  ];
  const kept = new Set([
    ...newestFirst.slice(0, backupRule.newest),
    ...newestOfEach(newestFirst, backupRule.hours, ({ at }) => siteTime(at).slice(0, 13)),
    ...newestOfEach(newestFirst, backupRule.days, ({ at }) => siteDay(at)),
  ]);
  const held = newestFirst.reduce((sum, { bytes }) => sum + bytes, 0);
  const budgetBytes = backupRule.shareOfDisk * (freeBytes + held);
  let keptBytes = 0;
  let count = 0;
  const staying = new Set<string>();
  for (const backup of newestFirst) {
    if (!kept.has(backup)) continue;
    keptBytes += backup.bytes;
    count += 1;
    if (count <= backupRule.always || keptBytes <= budgetBytes) staying.add(backup.name);
  }
  return newestFirst.map(({ name }) => name).filter((name) => !staying.has(name));
}

function newestOfEach(
  newestFirst: readonly StoredBackup[],
  most: number,
  spanOf: (backup: StoredBackup) => string,
): readonly StoredBackup[] {
  const newest = new Map<string, StoredBackup>();
  for (const backup of newestFirst) {
    const span = spanOf(backup);
    if (!newest.has(span)) newest.set(span, backup);
  }
  return [...newest.values()].slice(0, most);
}
