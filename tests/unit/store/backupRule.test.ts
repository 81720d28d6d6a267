import { expect, it } from 'vitest';
import { backupRule, surplusBackups } from '../../../src-main/core/store/backupRule.ts';
import type { StoredBackup } from '../../../src-main/core/store/backupRule.ts';

const quarterMs = 15 * 60_000;
const begin = Date.parse('2026-09-01T00:00:00.000Z');
const plenty = 2 ** 50;

function backup(ms: number, bytes = 1000): StoredBackup {
  const at = new Date(ms).toISOString();
  return { name: `kaodian-${at}.db`, at, bytes };
}

/** Makes one back-up a quarter of an hour for some days, each time letting go what the rule says. */
function afterDays(days: number): readonly StoredBackup[] {
  let stored: readonly StoredBackup[] = [];
  for (let ms = begin; ms < begin + days * 86_400_000; ms += quarterMs) {
    const made = backup(ms);
    const all = [...stored, made];
    const gone = new Set(surplusBackups(all, made, plenty));
    stored = all.filter(({ name }) => !gone.has(name));
  }
  return stored;
}

it('keeps the ten newest, the newest of 24 hours and of 30 days', () => {
  const stored = afterDays(40);
  const end = begin + 40 * 86_400_000;
  const ages = stored.map(({ at }) => (end - Date.parse(at)) / quarterMs).toSorted((a, b) => a - b);
  expect(ages.slice(0, 10)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  expect(stored.length).toBeGreaterThanOrEqual(backupRule.hours + backupRule.days - 2);
  expect(stored.length).toBeLessThanOrEqual(backupRule.newest + backupRule.hours + backupRule.days);
  // The oldest is the last of its day, 29 days before today.
  expect(Math.max(...ages)).toBeGreaterThan(28 * 96);
  expect(Math.max(...ages)).toBeLessThanOrEqual(30 * 96);
});

it('keeps within a quarter of the disk, but three in any case', () => {
  const all = Array.from({ length: 20 }, (_, at) => backup(begin + at * quarterMs, 1_000_000));
  const made = all[19];
  if (made === undefined) throw new Error('none');
  // 20 MB held and 12 MB free: a quarter is 8 MB.
  expect(surplusBackups(all, made, 12_000_000)).toHaveLength(12);
  expect(surplusBackups(all, made, 0)).toHaveLength(15);
  const few = all.slice(-4);
  expect(surplusBackups(few, made, 0)).toEqual([few[0]?.name]);
});

it('never lets go what was just made, whatever the clock says; what comes from the future goes first', () => {
  const future = Array.from({ length: 12 }, (_, at) => backup(Date.parse('2031-01-01') + at * 3_600_000));
  const made = backup(begin);
  const gone = surplusBackups([...future, made], made, 0);
  expect(gone).not.toContain(made.name);
  expect(gone).toHaveLength(12 - (backupRule.always - 1));
});
