import { describe, expect, it } from 'vitest';
import { nextStretch } from '../../../src-renderer/pages/cameras/askedStretch.ts';
import type { AskedStretch } from '../../../src-renderer/pages/cameras/askedStretch.ts';
import { createPlayClock } from '../../../src-renderer/pages/cameras/playClock.ts';
import {
  nextPiece,
  nextRecordedMs,
  offsetOf,
  paceOf,
  pieceAt,
  pieceKey,
} from '../../../src-renderer/pages/cameras/pieces.ts';
import { mp4TypeOf } from '../../../src-renderer/pages/cameras/mp4Codecs.ts';
import {
  neighbour,
  shareOf,
  showing,
  ticksOf,
  within,
  zoomed,
} from '../../../src-renderer/pages/cameras/timeScale.ts';

const second = 1000;
const minute = 60 * second;
const nine = Date.parse('2026-11-24T01:00:00.000Z');

describe('the clock of a playback', () => {
  function clock() {
    let now = 0;
    const made = createPlayClock(nine, () => now);
    return { made, pass: (ms: number) => (now += ms), into: () => made.at() - nine };
  }

  it('stands until it is played, and stands when it is paused', () => {
    const { made, pass, into } = clock();
    pass(5000);
    expect(into()).toBe(0);
    made.play();
    pass(3000);
    made.pause();
    pass(3000);
    expect(into()).toBe(3000);
  });

  it('goes at its speed, and a change of speed moves nothing', () => {
    const { made, pass, into } = clock();
    made.play();
    made.setSpeed(8);
    pass(1000);
    made.setSpeed(0.5);
    expect(into()).toBe(8000);
    pass(1000);
    expect(into()).toBe(8500);
  });

  it('waits while a picture is on its way', () => {
    const { made, pass, into } = clock();
    made.play();
    pass(1000);
    made.hold(true);
    pass(4000);
    made.hold(false);
    pass(500);
    expect(into()).toBe(1500);
  });

  it('goes to a moment and plays on from there', () => {
    const { made, pass, into } = clock();
    made.play();
    pass(1000);
    made.seek(nine + minute);
    pass(1000);
    expect(into()).toBe(minute + 1000);
    expect(made.running).toBe(true);
  });
});

describe('pieces of a recording', () => {
  const piece = (index: number, from: number, seconds = 10) => ({
    run: 'r',
    index,
    start: new Date(nine + from * second).toISOString(),
    end: new Date(nine + (from + seconds) * second).toISOString(),
    coverage: 'live' as const,
    href: `/p/${index}`,
  });
  // Nothing from 20 to 40 s.
  const pieces = [piece(1, 0), piece(2, 10), piece(3, 40), piece(4, 50)];

  it.each([
    [0, 1],
    [9.999, 1],
    [10, 2],
    [25, null],
    [40, 3],
    [60, null],
  ])('at %d s stands piece %s', (at, index) => {
    expect(pieceAt(pieces, nine + at * second)?.index ?? null).toBe(index);
  });

  it('those are fetched that are looked at next, farther ahead when it goes faster', () => {
    const fetched = (speed: number) => {
      const have = new Set<string>();
      for (let next = nextPiece(pieces, have, nine, speed); next; next = nextPiece(pieces, have, nine, speed))
        have.add(pieceKey(next));
      return [...have];
    };
    expect(fetched(1)).toEqual(['r 1', 'r 2']);
    expect(fetched(0.5)).toEqual(['r 1', 'r 2']);
    expect(fetched(4)).toEqual(['r 1', 'r 2', 'r 3', 'r 4']);
  });

  it('stand on the time of the player by their moment, so that a gap stays a gap', () => {
    expect(pieces.map((one) => offsetOf(one, nine))).toEqual([0, 10, 40, 50]);
  });

  it.each([
    ['in step', 0, 1, 1],
    ['a little behind', 0.2, 1, 1.1],
    ['far behind', 5, 1, 1.25],
    ['ahead', -5, 2, 1.5],
  ])('an angle that is %s goes at its own pace', (_, off, speed, pace) => {
    expect(paceOf(off, speed)).toBeCloseTo(pace);
  });

  it('say where it goes on', () => {
    expect(nextRecordedMs(pieces, nine + 25 * second)).toBe(nine + 40 * second);
    expect(nextRecordedMs(pieces, nine + 55 * second)).toBeNull();
  });
});

describe('what is asked for to be played', () => {
  const asked = (over: Partial<AskedStretch> = {}): AskedStretch => ({
    from: nine - 2 * minute,
    until: nine + 30 * minute,
    askedAt: nine + 60 * minute,
    goodUntil: nine + 80 * minute,
    ...over,
  });
  const later = nine + 60 * minute;

  it.each([
    ['nothing asked yet', null, nine, later, true],
    ['within what is known', asked(), nine + 5 * minute, later + minute, false],
    ['jumped out of it', asked(), nine + 50 * minute, later + minute, true],
    ['jumped before it', asked(), nine - 10 * minute, later + minute, true],
    ['near its end', asked(), nine + 29.5 * minute, later + minute, true],
    ['its addresses end', asked(), nine, nine + 79.5 * minute, true],
    ['at once again', asked(), nine + 50 * minute, later + second, false],
    [
      'the present, asked just now',
      asked({ askedAt: nine + 3 * minute }),
      nine + 2.5 * minute,
      nine + 3.2 * minute,
      false,
    ],
    [
      'the present, asked a while ago',
      asked({ askedAt: nine + 3 * minute }),
      nine + 2.5 * minute,
      nine + 3.8 * minute,
      true,
    ],
    [
      'the past of an answer of then',
      asked({ askedAt: nine + 20 * minute }),
      nine + minute,
      nine + 29 * minute,
      false,
    ],
  ])('%s', (_, last, at, now, again) => {
    expect(nextStretch(last, at, now) !== null).toBe(again);
  });

  it('is at most what may be asked for at once', () => {
    const stretch = nextStretch(null, nine, later);
    expect((stretch?.until ?? 0) - (stretch?.from ?? 0)).toBeLessThanOrEqual(120 * minute);
  });
});

describe('what an MP4 says of itself', () => {
  const box = (type: string, ...content: number[]): number[] => {
    const size = content.length + 8;
    return [
      size >>> 24,
      (size >>> 16) & 255,
      (size >>> 8) & 255,
      size & 255,
      ...Buffer.from(type),
      ...content,
    ];
  };
  const zeros = (count: number) => Array.from({ length: count }, () => 0);
  const trak = (entry: number[]) =>
    box('trak', ...box('mdia', ...box('minf', ...box('stbl', ...box('stsd', ...zeros(8), ...entry)))));
  const picture = trak(box('avc1', ...zeros(78), ...box('avcC', 1, 0x4d, 0x40, 0x1f, 0xff)));
  const sound = trak(box('mp4a', ...zeros(28), ...box('esds', ...zeros(4))));
  const typeOf = (...content: number[]) =>
    mp4TypeOf(new Uint8Array([...box('ftyp', ...zeros(8)), ...content]));

  it.each([
    ['a picture', typeOf(...box('moov', ...picture)), 'video/mp4; codecs="avc1.4D401F"'],
    ['with sound', typeOf(...box('moov', ...sound, ...picture)), 'video/mp4; codecs="avc1.4D401F,mp4a.40.2"'],
    ['sound alone', typeOf(...box('moov', ...sound)), null],
    ['H.265', typeOf(...box('moov', ...trak(box('hvc1', ...zeros(90))))), null],
    ['cut off', typeOf(...box('moov', ...picture).slice(0, 60)), null],
    ['a box of no length', typeOf(0, 0, 0, 0, ...Buffer.from('moov')), null],
  ])('%s', (_, type, expected) => {
    expect(type).toBe(expected);
  });
});

describe('the scale of a time line', () => {
  const day = { from: Date.parse('2026-11-23T16:00:00.000Z'), until: Date.parse('2026-11-24T16:00:00.000Z') };
  const morning = { from: nine - 30 * minute, until: nine + 120 * minute };

  it('its strokes stand at round times of the day there', () => {
    const hours = (at: number) => new Date(at + 8 * 60 * minute).toISOString().slice(11, 16);
    expect(ticksOf(morning, 8).map(hours)).toEqual(['08:30', '09:00', '09:30', '10:00', '10:30', '11:00']);
    expect(ticksOf(day, 12).map(hours).slice(0, 3)).toEqual(['00:00', '02:00', '04:00']);
  });

  it('zooming keeps the moment under the hand in its place', () => {
    const near = zoomed(morning, 0.5, nine, day);
    expect(near.until - near.from).toBe(75 * minute);
    expect(shareOf(near, nine)).toBeCloseTo(shareOf(morning, nine));
  });

  it('zooming ends at two minutes and at the whole', () => {
    const nearest = zoomed(morning, 1e-9, nine, day);
    expect(nearest.until - nearest.from).toBe(2 * minute);
    expect(zoomed(morning, 1e9, nine, day)).toEqual(day);
  });

  it('never leaves the whole', () => {
    expect(within({ from: day.from - minute, until: day.from + minute }, day).from).toBe(day.from);
    expect(within({ from: day.until - minute, until: day.until + minute }, day).until).toBe(day.until);
  });

  it('follows what is played, and stays while that can be seen', () => {
    expect(showing(morning, nine, day)).toBe(morning);
    const moved = showing(morning, morning.until + minute, day);
    expect(shareOf(moved, morning.until + minute)).toBeCloseTo(0.2);
  });

  it.each([
    ['next', 50, 60],
    ['next', 59.5, 90],
    ['before', 60.5, 30],
    ['before', 30, null],
    ['next', 90, null],
  ] as const)('the moment %s of %d s is %s', (way, at, expected) => {
    const moments = [30, 60, 90].map((one) => nine + one * second);
    expect(neighbour(moments, nine + at * second, way)).toBe(
      expected === null ? null : nine + expected * second,
    );
  });
});
