import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CameraId, GapId, RoomId, SittingId, UserId } from '#shared/contract/ids.ts';
import type { PackageFiles } from '#shared/contract/packageFiles.ts';
import { readChains } from '../../../src-main/core/store/recordingChains.ts';
import { testId } from '../../support/arrangedSite.ts';
import { chainWriter } from '../../support/chainWriter.ts';
import { failureOf, forged, jsonOf, judged, received, sealedDay } from '../../support/sealedDay.ts';
import type { Payload } from '../../support/sealedDay.ts';
import type { ResultDay } from '../../support/resultDay.ts';
import { testFolder } from '../../support/testSite.ts';

/** What a package says of recordings: cameras, gaps and answers by the rows, segments by chain and anchor, coverage by both. */

const system = 'system' as UserId;
const cameraId = testId<'camera'>('cam', 1) as CameraId;
const gapId = testId<'gap'>('gap', 1) as GapId;
const folder = testFolder();
afterAll(() => folder.remove());
let day: Payload;
type Recordings = PackageFiles['recordings.json'];

interface Held {
  readonly sittingId: SittingId;
  readonly roomId: RoomId;
  readonly admittedAt: string;
  readonly finishedAt: string;
}

const theoryOf = ({ site }: ResultDay): Held | undefined =>
  site.store.raw
    .prepare<[], Held>(
      `SELECT t.sitting_id AS sittingId, t.room_id AS roomId, t.admitted_at AS admittedAt, t.finished_at AS finishedAt
      FROM sittings t JOIN exam_sessions x ON x.session_id = t.session_id WHERE x.subject = 'theory' ORDER BY x.starts_at LIMIT 1`,
    )
    .get();
const later = (at: string, seconds: number): string =>
  new Date(Date.parse(at) + seconds * 1000).toISOString();

beforeAll(async () => {
  const before = async (started: ResultDay) => {
    const { site } = started;
    await site.done('chief', 'camera.add', {
      cameraId,
      name: '前方',
      roomId: theoryOf(started)?.roomId ?? null,
      position: 'front',
      source: { kind: 'rtsp', main: 'rtsp://10.0.0.1/one', sub: null, transport: 'tcp', hasSecret: true },
      soundRule: null,
    });
  };
  const after = async (ended: ResultDay) => {
    const { site } = ended;
    const held = theoryOf(ended);
    if (held === undefined) throw new Error('no theory sitting');
    const { ledgerId } = site.ledger.tail();
    const chain = chainWriter(folder.dir, ledgerId, testId('run', 1));
    // A minute and a half is missing in the middle; what comes after the anchor stands in no package.
    const from = held.admittedAt;
    const half = (Date.parse(held.finishedAt) - Date.parse(from)) / 2000;
    chain.add(cameraId, 'segment', later(from, -60), later(from, half));
    chain.add(cameraId, 'gap', later(from, half), later(from, half + 90), 'streamLost');
    chain.add(cameraId, 'segment', later(from, half + 90), later(held.finishedAt, 60));
    const rows = readChains(folder.dir);
    const head = rows.headOf(cameraId);
    rows.close();
    if (head === null) throw new Error('no chain');
    await site.done(system, 'recording.anchor', { cameraId, ...head });
    chain.add(cameraId, 'segment', later(held.finishedAt, 60), later(held.finishedAt, 120));
    chain.close();
    await site.done(system, 'recording.noteGap', {
      gapId,
      cameraId,
      sittingId: held.sittingId,
      from: later(from, half),
      to: later(from, half + 90),
      cause: 'streamLost',
    });
    await site.done('registrar', 'recording.answerGap', {
      gapId,
      noticedBy: '监考甲',
      insteadDone: '手机补录',
    });
  };
  day = await sealedDay(before, { after, dir: folder.dir });
});

const stated = (): Recordings => jsonOf(day, 'recordings.json');
const withCamera = (
  change: (camera: Recordings['cameras'][number]) => Recordings['cameras'][number],
): Recordings => ({
  ...stated(),
  cameras: stated().cameras.map(change),
});

describe('recordings in a package', () => {
  it('are drawn again from the rows and the chain, and pass whole', async () => {
    expect(failureOf(await received(day))).toBeNull();
    const { cameras, gaps, coverage } = stated();
    expect(cameras).toMatchObject([{ cameraId, name: '前方', chains: [{ first: 1, prev: '0'.repeat(64) }] }]);
    expect(cameras[0]?.chains[0]?.segments.map(({ kind }) => kind)).toEqual(['segment', 'gap', 'segment']);
    expect(gaps).toMatchObject([
      { gapId, cause: 'streamLost', answer: { noticedBy: '监考甲', insteadDone: '手机补录' } },
    ]);
    const theory = coverage.find(({ cameras: there }) => there.length > 0);
    expect(theory?.minutes).toMatch(/^L+-{2,3}L+$/);
    expect(
      coverage
        .filter(({ cameras: there }) => there.length === 0)
        .every(({ minutes }) => /^-+$/.test(minutes)),
    ).toBe(true);
    // An address, and that there is a password, is told to the keepers of cameras and travels in the rows; nothing else does.
    expect(Buffer.from(day.files.get('recordings.json') ?? []).toString()).not.toContain('rtsp');
  });

  it('are refused when a segment is not the one that was anchored, is left out at the end, or is in another order', () => {
    const changed = withCamera((camera) => ({
      ...camera,
      chains: camera.chains.map((chain) => ({
        ...chain,
        segments: chain.segments.map((one, at) => (at === 0 ? { ...one, sha256: 'f'.repeat(64) } : one)),
      })),
    }));
    const cut = withCamera((camera) => ({
      ...camera,
      chains: camera.chains.map((chain) => ({ ...chain, segments: chain.segments.slice(0, 2) })),
    }));
    const turned = withCamera((camera) => ({
      ...camera,
      chains: camera.chains.map((chain) => ({ ...chain, segments: chain.segments.toReversed() })),
    }));
    for (const recordings of [changed, cut, turned])
      expect(judged(forged(day, { 'recordings.json': recordings }))).toMatchObject({
        code: 'recording-chain-differs',
        camera: cameraId,
      });
  });

  it('are refused when a gap, its answer or the coverage is another than the rows say', () => {
    const file = stated();
    const changes: readonly Recordings[] = [
      { ...file, gaps: [] },
      { ...file, gaps: file.gaps.map((gap) => ({ ...gap, enrolmentIds: [] })) },
      { ...file, gaps: file.gaps.map((gap) => ({ ...gap, answer: null })) },
      {
        ...file,
        coverage: file.coverage.map((one) => ({ ...one, minutes: one.minutes.replaceAll('-', 'L') })),
      },
      { ...file, cameras: [], coverage: file.coverage.map((one) => ({ ...one, cameras: [] })) },
      withCamera((camera) => ({ ...camera, chains: [] })),
      withCamera((camera) => ({ ...camera, places: [] })),
    ];
    for (const recordings of changes)
      expect(judged(forged(day, { 'recordings.json': recordings }))).toMatchObject({
        code: 'list-differs',
        name: 'recordings.json',
      });
  });
});
