import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CheckInId, EnrolmentId, SittingId } from '#shared/contract/ids.ts';
import { seatsOf, sittingsOfBatch } from '../../../src-main/core/arrangement/queries.ts';
import { checkInsOverTime } from '../../../src-main/core/board/checkInsOverTime.ts';
import { boardSittings } from '../../../src-main/core/checkin/queries.ts';
import { checkInDesk } from '../../../src-main/core/checkin/desk.ts';
import { checkedInOf } from '../../../src-main/core/checkin/queries.ts';
import { arrangedSite, batchId, testId } from '../../support/arrangedSite.ts';

/** Theory at 9:00 in rooms 1 (three people) and 2 (one), practical at 14:00 in room 3 (all four). */
let site: Awaited<ReturnType<typeof arrangedSite>>;
let ids: readonly EnrolmentId[];
let theory: SittingId;
let other: SittingId;
let practical: SittingId;

beforeEach(async () => {
  site = await arrangedSite();
  await site.room(1, 'theory', 3);
  await site.room(2, 'theory', 1);
  await site.room(3, 'practical', 4);
  ids = await site.register(['甲', '乙', '丙', '丁'].map((name) => ({ name })));
  const sessions = site.sessions([
    { number: 1, subject: 'theory', startsAt: '2026-11-24T01:00:00.000Z', rooms: [1, 2] },
    { number: 2, subject: 'practical', startsAt: '2026-11-24T06:00:00.000Z', rooms: [3] },
  ]);
  await site.done('chief', 'arrangement.seat', { batchId, rule: 'rosterOrder', seed: 0, sessions });
  const rows = sittingsOfBatch(site.store, batchId);
  const inRoom = (room: string) =>
    rows.find((row) => row.roomName === room)?.sittingId ?? testId<'sitting'>('x', 0);
  [theory, other, practical] = [inRoom('第 1 考场'), inRoom('第 2 考场'), inRoom('第 3 考场')];
  site.setTime('2026-11-24T00:30:00.000Z');
});
afterEach(() => site.remove());

let entries = 0;
type ExceptionCode = 'late' | 'document-missing' | 'entered-later';
function entry(person: number, exception: ExceptionCode | null = null, sittingId = theory) {
  entries += 1;
  return {
    checkInId: testId<'checkIn'>('chk', entries) as CheckInId,
    sittingId,
    enrolmentId: ids[person] ?? testId<'enrolment'>('none', person),
    method: 'scan' as const,
    exception: exception === null ? null : { code: exception, reason: '路上堵车' },
  };
}
const stateOf = (sittingId: SittingId) =>
  sittingsOfBatch(site.store, batchId).find((row) => row.sittingId === sittingId)?.state;
const absentIn = (sittingId: SittingId) =>
  ids.filter((id) => seatsOf(site.store, id).some((seat) => seat.sittingId === sittingId && seat.absent));
const counts = (sittingId: SittingId) => {
  const sitting = checkInDesk(site.store, sittingId)?.sitting;
  return [sitting?.expected, sitting?.present, sitting?.absent, sitting?.substituted];
};
async function running(): Promise<void> {
  await site.done('invigilator', 'sitting.admit', { sittingId: theory });
  await site.done('invigilator', 'checkin.record', entry(0));
  site.setTime('2026-11-24T01:00:00.000Z');
  await site.done('invigilator', 'sitting.start', { sittingId: theory });
}

describe('steps of a sitting', () => {
  it('go in order only', async () => {
    const of = { sittingId: theory };
    expect(await site.refusal('invigilator', 'sitting.start', of)).toMatchObject({
      code: 'sitting-state-notStarted',
    });
    expect(await site.refusal('invigilator', 'sitting.finish', of)).toMatchObject({
      code: 'sitting-state-notStarted',
    });
    await running();
    expect(await site.refusal('invigilator', 'sitting.admit', of)).toMatchObject({
      code: 'sitting-state-running',
    });
    expect(await site.refusal('invigilator', 'sitting.start', of)).toMatchObject({
      code: 'sitting-state-running',
    });
    await site.done('invigilator', 'sitting.finish', of);
    expect(stateOf(theory)).toBe('finished');
    for (const step of ['sitting.admit', 'sitting.start', 'sitting.finish'] as const) {
      expect(await site.refusal('chief', step, of)).toMatchObject({ code: 'sitting-state-finished' });
    }
  });

  it('admits on the planned day; another day is the chief’s', async () => {
    site.setTime('2026-11-23T15:59:00.000Z');
    expect(await site.refusal('invigilator', 'sitting.admit', { sittingId: theory })).toEqual({
      code: 'sitting-other-day',
      room: '第 1 考场',
      day: '2026-11-24',
    });
    expect(await site.refusal('chief', 'sitting.admit', { sittingId: theory })).toBeNull();
  });

  it('starts with somebody in, and not early while people are missing', async () => {
    await site.done('invigilator', 'sitting.admit', { sittingId: theory });
    site.setTime('2026-11-24T00:54:00.000Z');
    expect(await site.refusal('chief', 'sitting.start', { sittingId: theory })).toMatchObject({
      code: 'nobody-in',
    });
    await site.done('invigilator', 'checkin.record', entry(0));
    expect(await site.refusal('invigilator', 'sitting.start', { sittingId: theory })).toEqual({
      code: 'start-too-early',
      startsAt: '2026-11-24 09:00',
      missing: 2,
    });
    await site.done('invigilator', 'checkin.record', entry(1));
    await site.done('invigilator', 'checkin.record', entry(2));
    expect(await site.refusal('invigilator', 'sitting.start', { sittingId: theory })).toBeNull();
  });

  it('makes whoever has not entered absent at the end, and a checkpoint', async () => {
    await running();
    const before = checkpointsMade();
    expect(await site.done('invigilator', 'sitting.finish', { sittingId: theory })).toEqual({ absent: 2 });
    expect(absentIn(theory)).toEqual([ids[1], ids[2]]);
    expect(checkpointsMade()).toEqual([...before, 'sitting']);
    expect(counts(theory)).toEqual([3, 1, 2, 0]);
    expect(site.rebuildsEqual()).toBe(true);
    expect(site.rebuildsEqual(true)).toBe(true);
  });

  it('ends a sitting to which nobody came, once its time has come', async () => {
    await site.done('invigilator', 'sitting.admit', { sittingId: theory });
    expect(await site.refusal('invigilator', 'sitting.finish', { sittingId: theory })).toMatchObject({
      code: 'finish-too-early',
    });
    site.setTime('2026-11-24T01:00:00.000Z');
    expect(await site.done('invigilator', 'sitting.finish', { sittingId: theory })).toEqual({ absent: 3 });
  });

  it('does not end while people are in and the exam has not begun', async () => {
    await site.done('invigilator', 'sitting.admit', { sittingId: theory });
    await site.done('invigilator', 'checkin.record', entry(0));
    site.setTime('2026-11-24T01:00:00.000Z');
    expect(await site.refusal('invigilator', 'sitting.finish', { sittingId: theory })).toMatchObject({
      code: 'sitting-state-admitting',
    });
  });

  it('counts neither the withdrawn nor the substituted as expected or absent', async () => {
    await running();
    site.substitute(ids[1] ?? testId('x', 0));
    await site.done('chief', 'enrolment.withdraw', {
      enrolmentId: ids[2] ?? testId('x', 0),
      reason: '本人申请',
    });
    expect(counts(theory)).toEqual([1, 1, 0, 1]);
    expect(await site.done('invigilator', 'sitting.finish', { sittingId: theory })).toEqual({ absent: 0 });
  });
});

describe('checkin.record', () => {
  it('needs the right sitting, open, and happens once', async () => {
    expect(await site.refusal('invigilator', 'checkin.record', entry(0))).toMatchObject({
      code: 'sitting-not-admitting',
    });
    await site.done('invigilator', 'sitting.admit', { sittingId: theory });
    expect(await site.refusal('invigilator', 'checkin.record', entry(3))).toEqual({
      code: 'seat-elsewhere',
      room: '第 2 考场',
      startsAt: '2026-11-24 09:00',
    });
    const first = entry(0);
    expect(await site.done('invigilator', 'checkin.record', first)).toEqual({ minutesLate: 0 });
    expect(await site.refusal('registrar', 'checkin.record', entry(0))).toEqual({
      code: 'checked-in-already',
      at: '2026-11-24 08:30',
    });
    expect(
      await site.refusal('registrar', 'checkin.record', { ...entry(1), checkInId: first.checkInId }),
    ).toEqual({ code: 'id-taken' });
    expect(await site.refusal('registrar', 'checkin.record', entry(9))).toEqual({
      code: 'enrolment-unknown',
    });
    expect(await site.refusal('registrar', 'checkin.record', entry(0, null, testId('x', 0)))).toEqual({
      code: 'sitting-unknown',
    });
  });

  it('lets neither the withdrawn nor the substituted nor the unseated in', async () => {
    await site.done('invigilator', 'sitting.admit', { sittingId: theory });
    await site.done('chief', 'enrolment.withdraw', {
      enrolmentId: ids[0] ?? testId('x', 0),
      reason: '本人申请',
    });
    site.substitute(ids[1] ?? testId('x', 0));
    const [later] = await site.register([{ name: '后来' }]);
    expect(await site.refusal('invigilator', 'checkin.record', entry(0))).toMatchObject({
      code: 'enrolment-withdrawn',
    });
    expect(await site.refusal('invigilator', 'checkin.record', entry(1))).toMatchObject({
      code: 'theory-substituted',
    });
    expect(
      await site.refusal('invigilator', 'checkin.record', {
        ...entry(2),
        enrolmentId: later ?? testId('x', 0),
      }),
    ).toMatchObject({ code: 'seat-missing' });
  });

  it.each([
    ['2026-11-24T01:30:00.000Z', 30, null, null],
    ['2026-11-24T01:30:00.001Z', 31, null, 'late-beyond-limit'],
    ['2026-11-24T01:30:00.001Z', 31, 'document-missing', 'late-beyond-limit'],
    ['2026-11-24T01:30:00.001Z', 31, 'late', null],
    ['2026-11-24T01:30:00.000Z', 30, 'late', 'exception-not-needed'],
    ['2026-11-24T01:30:00.001Z', 0, 'entered-later', null],
    ['2026-11-24T01:00:30.000Z', 1, 'document-missing', null],
  ] as const)(
    'at %s (started 9:00): %i minutes late with exception %s -> %s',
    async (at, minutesLate, exception, code) => {
      await running();
      site.setTime(at);
      const answer = await site.submit('invigilator', 'checkin.record', entry(1, exception));
      if (!answer.ok) {
        expect(answer.refusal.code).toBe(code);
        return;
      }
      expect(code).toBeNull();
      // An exception at the door waits for a second person; a plain entry does not.
      expect(answer.waitsFor === undefined).toBe(exception === null);
      const granted =
        answer.waitsFor === undefined
          ? answer
          : await site.submit('registrar', 'approval.grant', { approvalId: answer.waitsFor.approvalId });
      expect(granted).toMatchObject({ ok: true, result: { minutesLate } });
    },
  );

  it('counts lateness from the real start: a delayed start makes nobody late', async () => {
    await site.done('invigilator', 'sitting.admit', { sittingId: theory });
    site.setTime('2026-11-24T01:50:00.000Z');
    expect(await site.done('invigilator', 'checkin.record', entry(0))).toEqual({ minutesLate: 0 });
  });

  it('leaves a late entry to chief and invigilator', async () => {
    await running();
    site.setTime('2026-11-24T02:00:00.000Z');
    expect(await site.refusal('registrar', 'checkin.record', entry(1, 'late'))).toMatchObject({
      code: 'role-not-allowed',
    });
    expect(await site.refusal('chief', 'checkin.record', entry(1, 'late'))).toBeNull();
  });

  it('is entered later (补签) after the end, takes the absence back, until results are frozen', async () => {
    await running();
    await site.done('invigilator', 'sitting.finish', { sittingId: theory });
    expect(await site.refusal('invigilator', 'checkin.record', entry(1))).toMatchObject({
      code: 'sitting-finished',
    });
    expect(await site.refusal('chief', 'checkin.record', entry(1, 'late'))).toMatchObject({
      code: 'sitting-finished',
    });
    await site.done('invigilator', 'checkin.record', entry(1, 'entered-later'));
    expect(absentIn(theory)).toEqual([ids[2]]);
    expect(counts(theory)).toEqual([3, 2, 1, 0]);
    expect(site.rebuildsEqual()).toBe(true);
    site.freeze();
    expect(await site.refusal('invigilator', 'checkin.record', entry(2, 'entered-later'))).toMatchObject({
      code: 'results-frozen',
    });
  });

  it('knows no 补签 while people are still being admitted', async () => {
    await site.done('invigilator', 'sitting.admit', { sittingId: theory });
    expect(await site.refusal('invigilator', 'checkin.record', entry(0, 'entered-later'))).toMatchObject({
      code: 'exception-not-needed',
    });
  });
});

describe('checkin.undo', () => {
  it('takes an entry back, keeps it, and lets the person in again', async () => {
    await site.done('invigilator', 'sitting.admit', { sittingId: theory });
    const { checkInId } = entry(0);
    await site.done('invigilator', 'checkin.record', { ...entry(0), checkInId });
    await site.done('registrar', 'checkin.undo', { checkInId, reason: '扫错人' });
    expect(counts(theory)).toEqual([3, 0, 0, 0]);
    expect(await site.refusal('registrar', 'checkin.undo', { checkInId, reason: '再撤' })).toMatchObject({
      code: 'check-in-undone-already',
    });
    await site.done('invigilator', 'checkin.record', entry(0));
    const desk = checkInDesk(site.store, theory);
    expect(desk?.last.map((one) => [one.name, one.undone, one.by])).toEqual([
      ['甲', false, 'invigilator 一'],
      ['甲', true, 'invigilator 一'],
    ]);
    expect(site.rebuildsEqual()).toBe(true);
  });

  it('is the chief’s after the end, and makes the person absent again', async () => {
    await running();
    const { checkInId } = entry(1);
    await site.done('invigilator', 'checkin.record', { ...entry(1), checkInId });
    await site.done('invigilator', 'sitting.finish', { sittingId: theory });
    expect(await site.refusal('invigilator', 'checkin.undo', { checkInId, reason: '替考' })).toMatchObject({
      code: 'undo-after-finish',
    });
    expect(await site.refusal('chief', 'checkin.undo', { checkInId, reason: '替考' })).toBeNull();
    expect(absentIn(theory)).toEqual([ids[1], ids[2]]);
    expect(site.rebuildsEqual()).toBe(true);
    expect(
      await site.refusal('chief', 'checkin.undo', { checkInId: testId('chk', 99_999), reason: '无' }),
    ).toMatchObject({ code: 'check-in-unknown' });
  });
});

describe('desk and board', () => {
  it('shows who is missing, by seat', async () => {
    await running();
    expect(checkInDesk(site.store, theory)?.missing.map((one) => [one.name, one.seatNo])).toEqual([
      ['乙', 2],
      ['丙', 3],
    ]);
    expect(checkInDesk(site.store, testId('x', 0))).toBeNull();
    expect(checkedInOf(site.store, batchId, 'theory')).toEqual(new Set([ids[0]]));
    expect(checkedInOf(site.store, batchId, 'practical')).toEqual(new Set());
  });

  it('shows the last ten only', async () => {
    await site.done('invigilator', 'sitting.admit', { sittingId: theory });
    for (let round = 0; round < 11; round += 1) {
      const one = entry(0);
      await site.done('invigilator', 'checkin.record', one);
      await site.done('invigilator', 'checkin.undo', { checkInId: one.checkInId, reason: '练习' });
    }
    expect(checkInDesk(site.store, theory)?.last.length).toBe(10);
  });

  it('lists today’s sittings and what is still open from another day', async () => {
    expect(boardSittings(site.store, site.now()).map((one) => one.roomName)).toEqual([
      '第 1 考场',
      '第 2 考场',
      '第 3 考场',
    ]);
    const tomorrow = '2026-11-25T00:00:00.000Z';
    expect(boardSittings(site.store, tomorrow)).toEqual([]);
    await site.done('invigilator', 'sitting.admit', { sittingId: other });
    expect(
      boardSittings(site.store, tomorrow).map((one) => [one.roomName, one.state, one.invigilatorsNeeded]),
    ).toEqual([['第 2 考场', 'admitting', 2]]);
  });

  it('brings the progress of practical sheets when it is given', () => {
    const rows = boardSittings(site.store, site.now(), new Map([[practical, { signed: 3, needed: 9 }]]));
    expect(rows.map((one) => [one.sheetsSigned, one.sheetsNeeded])).toEqual([
      [null, null],
      [null, null],
      [3, 9],
    ]);
  });

  it('counts entries over time in steps of five minutes, empty ones too, without what was undone', async () => {
    await site.done('invigilator', 'sitting.admit', { sittingId: theory });
    expect(checkInsOverTime(site.store, site.now())).toEqual([]);
    await site.done('invigilator', 'checkin.record', entry(0));
    site.setTime('2026-11-24T00:34:59.000Z');
    await site.done('invigilator', 'checkin.record', entry(1));
    const undone = entry(2);
    await site.done('invigilator', 'checkin.record', undone);
    await site.done('invigilator', 'checkin.undo', { checkInId: undone.checkInId, reason: '扫错' });
    site.setTime('2026-11-24T00:41:00.000Z');
    await site.done('invigilator', 'checkin.record', entry(2));
    expect(checkInsOverTime(site.store, site.now())).toEqual([
      { at: '2026-11-24T00:30:00.000Z', count: 2 },
      { at: '2026-11-24T00:35:00.000Z', count: 0 },
      { at: '2026-11-24T00:40:00.000Z', count: 1 },
    ]);
    expect(checkInsOverTime(site.store, '2026-11-25T00:00:00.000Z')).toEqual([]);
  });
});

function checkpointsMade(): readonly string[] {
  return (
    site.store.raw.prepare('SELECT reason FROM checkpoints ORDER BY seq').all() as { reason: string }[]
  ).map((row) => row.reason);
}
