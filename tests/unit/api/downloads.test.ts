import { expect, it } from 'vitest';
import { createDownloads } from '../../../src-main/core/api/downloads.ts';

const file = { name: 'a.xlsx', bytes: Buffer.from('roster') };
const minuteMs = 60_000;

it('is good once', () => {
  const downloads = createDownloads(() => 0);
  const id = downloads.offer(file, 'session a');
  expect(downloads.take(id, 'session a')).toEqual(file);
  expect(downloads.take(id, 'session a')).toBeNull();
});

it('is good for its session alone, and a foreign try takes nothing from it', () => {
  const downloads = createDownloads(() => 0);
  const id = downloads.offer(file, 'session a');
  expect(downloads.take(id, 'session b')).toBeNull();
  expect(downloads.take(id, 'session a')).toEqual(file);
});

it('is gone after two minutes', () => {
  let nowMs = 0;
  const downloads = createDownloads(() => nowMs);
  const early = downloads.offer(file, 'a');
  const late = downloads.offer(file, 'a');
  nowMs = 2 * minuteMs - 1;
  expect(downloads.take(early, 'a')).toEqual(file);
  nowMs = 2 * minuteMs;
  expect(downloads.take(late, 'a')).toBeNull();
});

it('gives way to newer ones where many fill the memory', () => {
  const downloads = createDownloads(() => 0);
  // Never touched, so no memory of the machine is taken.
  const large = { name: 'large', bytes: new Uint8Array(100 * 1024 * 1024) };
  const ids = [1, 2, 3].map(() => downloads.offer(large, 'a'));
  expect(ids.map((id) => downloads.take(id, 'a') !== null)).toEqual([false, true, true]);
});
