import { expect, test } from 'vitest';
import { packageStates } from '#shared/domain/packageStates.ts';
import { stateOfBatch } from '../../../src-main/core/board/batchState.ts';
import type { BatchStands } from '../../../src-main/core/board/batchState.ts';

const fresh: BatchStands = {
  newestPackage: null,
  published: false,
  sittings: [],
  planSubmitted: false,
  planNeeded: false,
};

test.each<[string, Partial<BatchStands>, string]>([
  ['nobody is seated yet', {}, 'preparing'],
  [
    'people are seated, or the day has come: the plan is missing, nothing runs',
    { planNeeded: true },
    'planDue',
  ],
  ['the plan is handed in', { planNeeded: true, planSubmitted: true }, 'planSubmitted'],
  [
    'the day has come and nobody began',
    { planSubmitted: true, sittings: ['notStarted', 'notStarted'] },
    'planSubmitted',
  ],
  ['one room lets people in', { sittings: ['notStarted', 'admitting'] }, 'running'],
  ['one room is over, another to come', { sittings: ['finished', 'notStarted'] }, 'running'],
  ['all rooms are over', { sittings: ['finished', 'finished'] }, 'finished'],
  ['the names are public', { sittings: ['finished'], published: true }, 'publishing'],
  ['sealed, and lies at the site', { published: true, newestPackage: 'sealed' }, 'sealed'],
  ['on a drive that is still here', { newestPackage: 'written' }, 'sealed'],
  ['uploaded', { newestPackage: 'uploaded' }, 'reported'],
  ['the centre has it', { newestPackage: 'received' }, 'reported'],
  ['accepted', { newestPackage: 'accepted' }, 'accepted'],
  ['returned', { newestPackage: 'returned' }, 'returned'],
])('%s', (_, change, state) => {
  expect(stateOfBatch({ ...fresh, ...change })).toBe(state);
});

test('nothing is called handed in before it has left', () => {
  const before = packageStates.slice(0, packageStates.indexOf('uploaded'));
  expect(before.map((newestPackage) => stateOfBatch({ ...fresh, newestPackage }))).not.toContain('reported');
});
