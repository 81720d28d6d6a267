import { describe, expect, it } from 'vitest';
import { liveFrameKinds as kinds } from '#shared/contract/recorder.ts';
import { liveLimits, liveStep } from '../../../src-renderer/pages/cameras/liveEdge.ts';
import { createTileQueue } from '../../../src-renderer/pages/cameras/tileQueue.ts';
import type { TileQueue } from '../../../src-renderer/pages/cameras/tileQueue.ts';
import { camerasOnWall, readChoice, sizeFor } from '../../../src-renderer/pages/cameras/wallChoice.ts';

const text = (value: unknown) => new TextEncoder().encode(JSON.stringify(value));
const start = { kind: kinds.start, camera: 0, payload: text({ codecs: 'video/mp4; codecs="avc1.42E01E"' }) };
const bytes = (kind: number, ...payload: number[]) => ({ kind, camera: 0, payload: new Uint8Array(payload) });

function stepsOf(queue: TileQueue): readonly (string | number)[] {
  const steps: (string | number)[] = [];
  for (let step = queue.next(); step !== null; step = queue.next())
    steps.push(step.kind === 'begin' ? `begin ${step.init[0]}` : (step.bytes[0] ?? -1));
  return steps;
}

describe('the bytes of a tile', () => {
  it('begin with a key frame: what comes before it is not decoded', () => {
    const queue = createTileQueue();
    for (const frame of [start, bytes(kinds.init, 1), bytes(kinds.fragment, 2)]) queue.push(frame);
    expect(stepsOf(queue)).toEqual([]);
    for (const frame of [bytes(kinds.keyFragment, 3), bytes(kinds.fragment, 4)]) queue.push(frame);
    expect(stepsOf(queue)).toEqual(['begin 1', 3, 4]);
  });

  it('begin anew when the camera does, and what was left of before is dropped', () => {
    const queue = createTileQueue();
    for (const frame of [start, bytes(kinds.init, 1), bytes(kinds.keyFragment, 2), bytes(kinds.fragment, 3)])
      queue.push(frame);
    for (const frame of [start, bytes(kinds.init, 5), bytes(kinds.fragment, 6), bytes(kinds.keyFragment, 7)])
      queue.push(frame);
    expect(stepsOf(queue)).toEqual(['begin 5', 7]);
  });

  it('begin again at the next key frame after a fault of the decoder, with the beginning of before', () => {
    const queue = createTileQueue();
    for (const frame of [start, bytes(kinds.init, 1), bytes(kinds.keyFragment, 2)]) queue.push(frame);
    stepsOf(queue);
    queue.restart();
    for (const frame of [bytes(kinds.fragment, 3), bytes(kinds.keyFragment, 4)]) queue.push(frame);
    expect(stepsOf(queue)).toEqual(['begin 1', 4]);
  });

  it('do not pile up on a desk that cannot keep up', () => {
    const queue = createTileQueue();
    const large = (kind: number) => ({ kind, camera: 0, payload: new Uint8Array(1024 * 1024) });
    for (const frame of [start, bytes(kinds.init, 1), large(kinds.keyFragment)]) queue.push(frame);
    for (let count = 0; count < 50; count += 1) queue.push(large(kinds.fragment));
    expect(stepsOf(queue).length).toBeLessThan(10);
    for (let count = 0; count < 50; count += 1) queue.push(large(kinds.fragment));
    queue.push(bytes(kinds.keyFragment, 9));
    expect(stepsOf(queue)).toEqual(['begin 1', 9]);
  });

  it('stills and states are no bytes of a picture', () => {
    const queue = createTileQueue();
    for (const frame of [bytes(kinds.still, 1), bytes(kinds.state, 2), bytes(kinds.keyFragment, 3)])
      queue.push(frame);
    expect(stepsOf(queue)).toEqual([]);
  });
});

describe('the newest picture', () => {
  const at = (first: number, end: number, now: number) => liveStep({ first, start: first, end, at: now });

  it.each([
    ['near: stays', at(100, 102, 101.2), { seekTo: null, rate: 1, removeBefore: null }],
    ['a little behind: hurries', at(100, 104, 101.8), { seekTo: null, rate: 1.1, removeBefore: null }],
    [
      'far behind: jumps',
      at(100, 110, 101),
      { seekTo: 110 - liveLimits.cushionS, rate: 1, removeBefore: null },
    ],
    ['before its beginning: jumps in', at(100, 100.4, 0), { seekTo: 100, rate: 1, removeBefore: null }],
    [
      'much is kept: the old goes',
      at(0, 40, 39.2),
      { seekTo: null, rate: 1, removeBefore: 39.2 - liveLimits.keepS },
    ],
  ])('%s', (_, step, expected) => {
    expect(step).toEqual(expected);
  });
});

describe('which cameras are on the wall', () => {
  const cameras = ['a', 'b', 'c', 'd', 'e'].map((cameraId) => ({ cameraId }));
  const ids = (kept: string | null) =>
    camerasOnWall(readChoice(kept) ?? { size: 4, cameraIds: [] }, cameras).map(({ cameraId }) => cameraId);

  it.each([
    ['nothing chosen: the first', null, ['a', 'b', 'c', 'd']],
    ['chosen: in that order', '{"size":4,"cameraIds":["e","b"]}', ['e', 'b']],
    ['chosen and gone: those that there are', '{"size":1,"cameraIds":["gone","c"]}', ['c']],
    ['all chosen are gone: the first', '{"size":4,"cameraIds":["gone"]}', ['a', 'b', 'c', 'd']],
    ['more than there are places', '{"size":1,"cameraIds":["b","c"]}', ['b']],
    ['no JSON', '{"size":', ['a', 'b', 'c', 'd']],
    ['a size that there is not', '{"size":5,"cameraIds":["e"]}', ['a', 'b', 'c', 'd']],
    ['nothing at all', 'null', ['a', 'b', 'c', 'd']],
  ])('%s', (_, kept, expected) => {
    expect(ids(kept)).toEqual(expected);
  });

  it.each([
    [0, 1],
    [1, 1],
    [2, 4],
    [5, 9],
    [10, 16],
    [40, 16],
  ])('%i cameras begin with a wall of %i', (count, size) => {
    expect(sizeFor(count)).toBe(size);
  });
});
