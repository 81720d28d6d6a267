import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CameraId, EnrolmentId, GapId, SittingId, UserId } from '#shared/contract/ids.ts';
import { videoLine } from '#node/checkpoint.ts';
import { parseCheckpoint } from '#shared/formats/checkpointText.ts';
import { gapRow } from '../../../src-main/core/cameras/queries.ts';
import { verifyLedger } from '../../../src-main/core/ledger/verify.ts';
import { preflight } from '../../../src-main/core/packages/preflight.ts';
import { arrangedSite, batchId, testId } from '../../support/arrangedSite.ts';

const system = 'system' as UserId;
const cameraId = testId<'camera'>('cam', 1) as CameraId;
const run = testId('run', 1);
const gapId = (number: number) => testId<'gap'>('gap', number) as GapId;
const at = (time: string) => `2026-11-24T${time}:00.000Z`;

let site: Awaited<ReturnType<typeof arrangedSite>>;
let people: readonly EnrolmentId[];
let sittingId: SittingId;

beforeAll(async () => {
  site = await arrangedSite();
  await site.room(1, 'theory', 30);
  await site.room(2, 'practical', 30);
  people = await site.register([{ name: '甲' }, { name: '乙' }, { name: '丙' }, { name: '丁' }]);
  await site.done('chief', 'arrangement.seat', {
    batchId,
    rule: 'rosterOrder',
    seed: 1,
    sessions: site.sessions([
      { number: 1, subject: 'theory', startsAt: at('01:00'), rooms: [1] },
      { number: 2, subject: 'practical', startsAt: at('05:00'), rooms: [2] },
    ]),
  });
  const rows = site.store.raw
    .prepare<[], { id: SittingId }>(
      "SELECT sitting_id AS id FROM sittings WHERE room_id LIKE '0R%' ORDER BY room_id",
    )
    .all();
  sittingId = rows[0]?.id ?? ('' as SittingId);
  await site.done('chief', 'camera.add', {
    cameraId,
    name: '前方',
    roomId: testId<'room'>('room', 1),
    position: 'front',
    source: { kind: 'rtsp', main: 'rtsp://10.0.0.1/one', sub: null, transport: 'tcp', hasSecret: false },
    soundRule: null,
  });
  await site.done('chief', 'enrolment.withdraw', {
    enrolmentId: people[3] ?? ('' as EnrolmentId),
    reason: '参军',
  });
  site.setTime(at('00:50'));
  await site.done('invigilator', 'sitting.admit', { sittingId });
});
afterAll(() => site.remove());

const enter = (person: number, time: string) => {
  site.setTime(at(time));
  return site.done('invigilator', 'checkin.record', {
    checkInId: testId<'checkIn'>('chk', person),
    sittingId,
    enrolmentId: people[person] ?? ('' as EnrolmentId),
    method: 'scan',
    exception: null,
  });
};
const note = (number: number, from: string, to: string | null) =>
  ({
    gapId: gapId(number),
    cameraId,
    sittingId,
    from: at(from),
    to: to === null ? null : at(to),
    cause: 'streamLost',
  }) as const;

describe('a gap', () => {
  it('touches who is seated there and may have been in, not who had withdrawn or came in only later', async () => {
    await enter(0, '00:52');
    await site.done('system', 'recording.noteGap', note(1, '00:53', null));
    expect(gapRow(site.store, gapId(1))?.enrolmentIds).toEqual(people.slice(0, 3));
    await enter(1, '00:58');
    await site.done('system', 'recording.endGap', { gapId: gapId(1), from: at('00:53'), to: at('00:55') });
    expect(gapRow(site.store, gapId(1))).toMatchObject({
      toAt: at('00:55'),
      enrolmentIds: [people[0], people[2]],
    });
  });

  it('is refused when it ends before it begins, or speaks of nothing there is', async () => {
    expect(await site.refusal(system, 'recording.noteGap', note(1, '01:00', null))).toMatchObject({
      code: 'id-taken',
    });
    expect(await site.refusal(system, 'recording.noteGap', note(2, '01:00', '00:59'))).toMatchObject({
      code: 'recording-gap-backwards',
    });
    expect(
      await site.refusal(system, 'recording.noteGap', {
        ...note(2, '01:00', null),
        cameraId: testId('cam', 9),
      }),
    ).toMatchObject({ code: 'camera-unknown' });
    expect(
      await site.refusal(system, 'recording.noteGap', {
        ...note(2, '01:00', null),
        sittingId: testId('sit', 9),
      }),
    ).toMatchObject({ code: 'sitting-unknown' });
    for (const type of ['recording.endGap', 'recording.answerGap'] as const) {
      const who = type === 'recording.endGap' ? system : 'registrar';
      const input = {
        gapId: gapId(9),
        from: at('01:00'),
        to: at('01:01'),
        noticedBy: '甲',
        insteadDone: '补',
      };
      const given =
        type === 'recording.endGap'
          ? { gapId: input.gapId, from: input.from, to: input.to }
          : { gapId: input.gapId, noticedBy: '甲', insteadDone: '补' };
      expect(await site.refusal(who, type, given as never)).toMatchObject({ code: 'recording-gap-unknown' });
    }
    await site.done('system', 'recording.noteGap', note(3, '01:10', null));
    expect(
      await site.refusal(system, 'recording.endGap', { gapId: gapId(3), from: at('01:09'), to: at('01:12') }),
    ).toMatchObject({ code: 'recording-gap-backwards' });
  });

  it('is the core’s own to write, and holds the sealing back until somebody has answered it', async () => {
    expect(await site.refusal('chief', 'recording.noteGap', note(5, '01:20', null))).toMatchObject({
      code: 'command-not-for-people',
    });
    const line = () =>
      preflight(site.store, site.now(), batchId).find(({ code }) => code === 'gaps-answered');
    expect(line()).toMatchObject({ state: 'missing', facts: { unanswered: 2 } });
    // It turned out that nothing was missing: nobody has to answer for it.
    await site.done('system', 'recording.endGap', { gapId: gapId(3), from: at('01:10'), to: at('01:10') });
    expect(line()).toMatchObject({ state: 'missing', facts: { unanswered: 1 } });
    await site.done('registrar', 'recording.answerGap', {
      gapId: gapId(1),
      noticedBy: '监考甲',
      insteadDone: '手机补录',
    });
    await site.done('chief', 'recording.answerGap', {
      gapId: gapId(1),
      noticedBy: '监考甲',
      insteadDone: '手机补录，已导入',
    });
    expect(gapRow(site.store, gapId(1))?.insteadDone).toBe('手机补录，已导入');
    expect(line()).toMatchObject({ state: 'ready' });
    const coverage = preflight(site.store, site.now(), batchId).find(({ code }) => code === 'coverage');
    expect(coverage).toMatchObject({ state: 'warning', facts: { gaps: 1 } });
  });
});

describe('an anchor', () => {
  const anchor = (count: number, digit: string) => ({ cameraId, run, count, head: digit.repeat(64) });

  it('only goes on: a chain that is shorter or another is refused', async () => {
    await site.done('system', 'recording.anchor', anchor(6, 'a'));
    await site.done('system', 'recording.anchor', anchor(6, 'a'));
    await site.done('system', 'recording.anchor', anchor(12, 'b'));
    for (const wrong of [anchor(12, 'c'), anchor(11, 'a'), anchor(0, '0')])
      expect(await site.refusal(system, 'recording.anchor', wrong)).toMatchObject({
        code: 'recording-chain-shorter',
        anchored: 12,
      });
    expect(
      await site.refusal(system, 'recording.anchor', { ...anchor(1, 'a'), cameraId: testId('cam', 9) }),
    ).toMatchObject({ code: 'camera-unknown' });
  });

  it('stands in the next checkpoint, by which an exchanged one is found', async () => {
    await site.done('system', 'checkpoint.make', { reason: 'asked' });
    const made = site.store.raw
      .prepare<[], { text: string }>('SELECT text FROM checkpoints ORDER BY size DESC LIMIT 1')
      .get();
    const parsed = parseCheckpoint(made?.text ?? '');
    if (!parsed.ok) throw new Error('no checkpoint');
    expect(parsed.value.video).toBe(videoLine({ [cameraId]: [12, 'b'.repeat(64)] }));
    expect((await verifyLedger(site.store, null)).failure).toBe(null);
  });
});

describe('what else is written', () => {
  it('refuses a second folder that is the first, a span that ends before it begins, and cameras that there are not', async () => {
    const folder = { folder: '/srv/a', second: '/srv/a', mark: run };
    expect(await site.refusal('chief', 'recording.setFolder', folder)).toMatchObject({
      code: 'recording-folders-same',
    });
    const span = { from: at('02:00'), to: at('01:00') };
    expect(
      await site.refusal('chief', 'recording.noteWatching', { cameraIds: [cameraId], span }),
    ).toMatchObject({
      code: 'recording-span-backwards',
    });
    expect(
      await site.refusal('chief', 'recording.noteWatching', { cameraIds: [testId('cam', 9)], span: null }),
    ).toMatchObject({ code: 'camera-unknown' });
  });

  it('gives the same tables again from the rows', () => {
    expect(site.rebuildsEqual()).toBe(true);
  });
});
