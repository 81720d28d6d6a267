import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { boxesIn, movedToZero, Mp4Splitter, NotMp4, wholePart } from '../../../src-main/recorder/mp4Boxes.ts';
import type { Mp4Piece } from '../../../src-main/recorder/mp4Boxes.ts';

/** Three seconds that ffmpeg coded: a key frame each second, a fragment each half second. */
function film(size = '160x120', more: readonly string[] = []): Buffer {
  const done = spawnSync(
    'ffmpeg',
    [
      ...`-loglevel error -f lavfi -i testsrc=size=${size}:rate=10:duration=3 ${more.join(' ')}`
        .trim()
        .split(' '),
      ...'-c:v libx264 -preset ultrafast -g 10 -f mp4 -frag_duration 500000'.split(' '),
      ...'-movflags +empty_moov+default_base_moof+frag_keyframe+skip_trailer pipe:1'.split(' '),
    ],
    { maxBuffer: 1 << 26 },
  );
  if (done.status !== 0) throw new Error(done.stderr.toString());
  return done.stdout;
}

const bytes = film();

function split(stream: Buffer, chunk: number): readonly Mp4Piece[] {
  const splitter = new Mp4Splitter();
  const pieces: Mp4Piece[] = [];
  for (let at = 0; at < stream.length; at += chunk)
    pieces.push(...splitter.push(stream.subarray(at, at + chunk)));
  return pieces;
}

describe('pieces of a stream', () => {
  it.each([1 << 20, 4096, 7])('are the same in chunks of %i bytes', (chunk) => {
    const pieces = split(bytes, chunk);
    const [init] = pieces;
    expect(init?.kind === 'init' && init.facts).toMatchObject({
      codec: 'h264',
      width: 160,
      height: 120,
      sound: false,
    });
    expect(init?.kind === 'init' && init.facts.codecs).toMatch(/^avc1\.[0-9a-f]{6}$/);
    const fragments = pieces.flatMap((piece) => (piece.kind === 'fragment' ? [piece.fragment] : []));
    expect(fragments.map(({ key }) => key)).toEqual([true, false, true, false, true, false]);
    expect(fragments.map(({ startSeconds }) => startSeconds)).toEqual([0, 0.5, 1, 1.5, 2, 2.5]);
    expect(fragments.reduce((sum, { durationSeconds }) => sum + durationSeconds, 0)).toBeCloseTo(3);
    expect(fragments.reduce((sum, { pictures }) => sum + pictures, 0)).toBe(30);
    expect(
      Buffer.concat(pieces.map((piece) => (piece.kind === 'init' ? piece.bytes : piece.fragment.bytes))),
    ).toEqual(bytes);
  });

  it('tell another format within the stream', () => {
    // As a camera sends it: the parameter sets stand before each key frame.
    const repeated = ['-x264-params', 'repeat-headers=1'];
    const same = split(film('160x120', repeated), 4096);
    const other = split(film('320x240', repeated), 4096);
    const told = (pieces: readonly Mp4Piece[]): readonly boolean[] =>
      pieces.flatMap((piece) => (piece.kind === 'fragment' ? [piece.fragment.otherFormat] : []));
    expect(told(same)).toEqual([false, false, false, false, false, false]);
    const joined = [...same.slice(0, 3), ...other.slice(1)];
    const stream = Buffer.concat(
      joined.map((piece) => (piece.kind === 'init' ? piece.bytes : piece.fragment.bytes)),
    );
    expect(told(split(stream, 4096))).toEqual([false, false, true, false, true, false, true, false]);
  });

  it.each([
    ['a box of no size', Buffer.alloc(16)],
    ['a box without measure', Buffer.from('7fffffff6d6f6f7600000000', 'hex')],
    ['a page of the web', Buffer.from('<!doctype html><html><body>camera</body></html>'.repeat(9))],
  ])('refuse %s', (_, stream) => {
    expect(() => new Mp4Splitter().push(stream)).toThrow(NotMp4);
  });
});

it('a fragment that is moved plays from its beginning', () => {
  const pieces = split(bytes, 4096);
  const [init] = pieces;
  const later = pieces.flatMap((piece) => (piece.kind === 'fragment' ? [piece.fragment] : [])).slice(2);
  if (init?.kind !== 'init') throw new Error('no init');
  const moved = Buffer.concat([init.bytes, ...later.map((one) => movedToZero(one.bytes, init.facts, 1))]);
  const starts = split(moved, 4096).flatMap((piece) =>
    piece.kind === 'fragment' ? [piece.fragment.startSeconds] : [],
  );
  expect(starts).toEqual([0, 0.5, 1, 1.5]);
});

describe('the whole part of a broken-off segment', () => {
  it('is all of a whole one', () => {
    expect(wholePart(bytes)).toEqual({ size: bytes.length, seconds: 3 });
  });

  it('ends with the last whole fragment wherever it breaks off', () => {
    const ends = new Set<number>();
    let at = 0;
    for (const box of boxesIn(bytes)) {
      at += box.bytes.length;
      if (box.type === 'mdat') ends.add(at);
    }
    for (let size = 0; size < bytes.length; size += 97) {
      const whole = wholePart(bytes.subarray(0, size));
      const before = [...ends].filter((end) => end <= size);
      expect(whole?.size ?? 0).toBe(before.length === 0 ? 0 : Math.max(...before));
      expect(whole?.seconds ?? 0).toBeCloseTo(before.length / 2);
    }
  });
});
