import { afterEach, expect, it } from 'vitest';
import { marksStand } from '../../../src-main/core/board/marksStand.ts';
import { resultRows } from '../../../src-main/core/results/queries.ts';
import type { Store } from '../../../src-main/core/store/openDatabase.ts';
import { markedSite, markWhole } from '../../support/markedSite.ts';
import type { MarkedSite } from '../../support/markedSite.ts';

const sites: MarkedSite[] = [];
afterEach(() => {
  for (const site of sites.splice(0)) site.remove();
});

/** The store with every statement counted that is asked for. */
function counted(store: Store): { readonly store: Store; readonly reads: () => number } {
  let reads = 0;
  const statement: Store['statement'] = (sql) => {
    reads += 1;
    return store.statement(sql);
  };
  return { store: { ...store, statement }, reads: () => reads };
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
    const counting = counted(site.store);
    expect(resultRows(counting.store, site.batchId)).toHaveLength(people);
    reads.push(counting.reads());
  }
  expect(reads[1]).toBe(reads[0]);
});

it('computes the board’s figures anew only when the batch has a new row, and not in every second', async () => {
  const site = await marked(2);
  const counting = counted(site.store);
  const first = marksStand(counting.store, 0)(site.batchId);
  expect(first.scoreBands.find((band) => band.from === 80)?.practical).toBe(2);
  const before = counting.reads();
  expect(marksStand(counting.store, 60_000)(site.batchId)).toBe(first);
  expect(counting.reads()).toBe(before + 1);
  await site.finish('practical');
  expect(marksStand(counting.store, 1000)(site.batchId)).toBe(first);
  expect(marksStand(counting.store, 60_000)(site.batchId)).not.toBe(first);
});
