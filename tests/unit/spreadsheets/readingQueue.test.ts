import { expect, it } from 'vitest';
import { childLimits } from '../../../src-main/core/spreadsheets/parse.ts';
import { createReadingQueue } from '../../../src-main/core/spreadsheets/readingQueue.ts';

/** Works that end when they are told to, and how many were under way at the most. */
function works() {
  const ends: (() => void)[] = [];
  const state = { under: 0, most: 0, begun: 0 };
  const work = async (): Promise<string> => {
    state.begun += 1;
    state.under += 1;
    state.most = Math.max(state.most, state.under);
    await new Promise<void>((resolve) => ends.push(resolve));
    state.under -= 1;
    return 'read';
  };
  return { state, work, endOne: () => ends.shift()?.() };
}

/** Lets everything that can go on now go on. */
const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

it('lets two work, the others wait for their turn, and more than that are turned away', async () => {
  const queue = createReadingQueue({ atOnce: 2, waiting: 20 });
  const { state, work, endOne } = works();
  const all = Array.from({ length: 100 }, (_, at) => queue.run(work, { name: `file ${at}` }));
  await settle();
  expect(queue.placeOf('file 1')).toEqual({ state: 'reading', before: 0 });
  expect(queue.placeOf('file 4')).toEqual({ state: 'waiting', before: 4 });
  expect(queue.placeOf('file 99')).toBeNull();
  while (state.begun < 22 || state.under > 0) {
    endOne();
    await settle();
  }
  const answers = await Promise.all(all);
  expect(answers.filter((answer) => answer === 'read')).toHaveLength(22);
  expect(answers.filter((answer) => answer === null)).toHaveLength(78);
  expect(state.most).toBe(2);
});

it('forgets whoever goes away while it waits, without ever beginning', async () => {
  const queue = createReadingQueue({ atOnce: 1, waiting: 20 });
  const { state, work, endOne } = works();
  const first = queue.run(work);
  const gone = new AbortController();
  const leaving = queue.run(work, { name: 'leaving', signal: gone.signal });
  const last = queue.run(work, { name: 'last' });
  gone.abort(new Error('the page was closed'));
  await expect(leaving).rejects.toThrow('the page was closed');
  expect(queue.placeOf('leaving')).toBeNull();
  expect(queue.placeOf('last')).toEqual({ state: 'waiting', before: 1 });
  endOne();
  await first;
  await settle();
  endOne();
  expect(await last).toBe('read');
  expect(state.begun).toBe(2);
});

it('goes on after a work that fails', async () => {
  const queue = createReadingQueue({ atOnce: 1, waiting: 20 });
  await expect(queue.run(() => Promise.reject(new Error('fell over')))).rejects.toThrow('fell over');
  expect(await queue.run(() => Promise.resolve(1))).toBe(1);
});

it('keeps what all children may take together below half of the machine', () => {
  for (const gigabytes of [2, 4, 8, 64]) {
    const limits = childLimits(gigabytes * 2 ** 30);
    expect(limits.residentBytes * 2).toBeLessThanOrEqual(gigabytes * 2 ** 29);
    expect(limits.heapMegabytes * 2 ** 20).toBeLessThan(limits.residentBytes);
  }
});
