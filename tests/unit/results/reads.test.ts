import { afterEach, expect, it, vi } from 'vitest';
import { marksStand } from '../../../src-main/core/board/marksStand.ts';
import { resultRows } from '../../../src-main/core/results/queries.ts';
import type { Store } from '../../../src-main/core/store/openDatabase.ts';
import { markedSite, markWhole } from '../../support/markedSite.ts';
import type { MarkedSite } from '../../support/markedSite.ts';

const sites: MarkedSite[] = [];
afterEach(() => {
  for (const site of sites.splice(0)) site.remove();
});

afterEach(() => {
  vi.restoreAllMocks();
});

/** How many reads there have been since, by whatever way: of drizzle, or prepared. */
function countReads(store: Store): () => number {
  const statements = Object.getPrototypeOf(store.raw.prepare('SELECT 1')) as Record<
    'all' | 'get' | 'iterate',
    () => unknown
  >;
  const spies = (['all', 'get', 'iterate'] as const).map((way) => vi.spyOn(statements, way));
  return () => spies.reduce((sum, spy) => sum + spy.mock.calls.length, 0);
}

async function marked(people: number): Promise<MarkedSite> {
  const site = await markedSite(people);
  sites.push(site);
  await site.come('practical', site.candidates);
  for (const candidate of site.candidates) await markWhole(site, candidate, 80);
  return site;
}

it('reads the results of eight people with as many reads as those of two', async () => {
  const reads: number[] = [];
  for (const people of [2, 8]) {
    const site = await marked(people);
    const counted = countReads(site.store);
    expect(resultRows(site.store, site.batchId)).toHaveLength(people);
    reads.push(counted());
    vi.restoreAllMocks();
  }
  expect(reads[0]).toBeGreaterThan(5);
  expect(reads[1]).toBe(reads[0]);
});

it('computes the board’s figures anew only when the batch has a new row, and not in every second', async () => {
  const site = await marked(2);
  const counted = countReads(site.store);
  const first = marksStand(site.store, 0)(site.batchId);
  expect(first.scoreBands.find((band) => band.from === 80)?.practical).toBe(2);
  const before = counted();
  expect(marksStand(site.store, 60_000)(site.batchId)).toBe(first);
  expect(counted()).toBe(before + 1);
  await site.finish('practical');
  expect(marksStand(site.store, 1000)(site.batchId)).toBe(first);
  expect(marksStand(site.store, 60_000)(site.batchId)).not.toBe(first);
});
