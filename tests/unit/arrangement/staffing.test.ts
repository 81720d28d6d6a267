import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Duty } from '#shared/domain/duties.ts';
import type { RoomId, SittingId } from '#shared/contract/ids.ts';
import type { Role } from '#shared/domain/roles.ts';
import { sittingsOfBatch } from '../../../src-main/core/arrangement/queries.ts';
import { arrangementView } from '../../../src-main/core/arrangement/views.ts';
import { defaultBatchRules } from '#shared/contract/batchRules.ts';
import { invigilatorsNeeded } from '#shared/domain/duties.ts';
import { arrangedSite, batchId, testId, userOf } from '../../support/arrangedSite.ts';

let site: Awaited<ReturnType<typeof arrangedSite>>;
let theory: readonly SittingId[];
let practical: SittingId;

beforeEach(async () => {
  site = await arrangedSite();
  await site.room(1, 'theory', 1);
  await site.room(2, 'theory', 1);
  await site.room(3, 'practical', 2);
  await site.register([{ name: '甲' }, { name: '乙' }]);
  const sessions = site.sessions([
    { number: 1, subject: 'theory', startsAt: '2026-11-24T01:00:00.000Z', rooms: [1, 2] },
    { number: 2, subject: 'practical', startsAt: '2026-11-24T06:00:00.000Z', rooms: [3] },
  ]);
  await site.done('chief', 'arrangement.seat', { batchId, rule: 'rosterOrder', seed: 0, sessions });
  const rows = sittingsOfBatch(site.store, batchId);
  theory = rows.filter((row) => row.subject === 'theory').map((row) => row.sittingId);
  practical = rows.find((row) => row.subject === 'practical')?.sittingId ?? testId('x', 0);
});
afterEach(() => site.remove());

const duty = (sittingId: SittingId | undefined, role: Role, taken: Duty) => ({
  sittingId: sittingId ?? testId<'sitting'>('x', 0),
  userId: userOf(role),
  duty: taken,
  reason: null,
});

describe('rooms', () => {
  it.each(['第 1 考场', '第1考场', '第　１考场'])('takes no second %s', async (name) => {
    expect(
      await site.refusal('chief', 'room.add', {
        roomId: testId<'room'>('room', 9) as RoomId,
        name,
        subject: 'theory',
        places: 3,
      }),
    ).toMatchObject({ code: 'room-name-taken' });
  });
});

describe('staff.assign', () => {
  it.each([
    ['invigilator', 'invigilator', null],
    ['supervisor', 'supervisor', null],
    ['registrar', 'invigilator', 'duty-needs-role'],
    ['examiner', 'invigilator', 'duty-needs-role'],
    ['invigilator', 'supervisor', 'duty-needs-role'],
    ['examiner', 'examiner', 'duty-not-in-subject'],
  ] as const)('theory: %s as %s -> %s', async (role, taken, code) => {
    expect((await site.refusal('chief', 'staff.assign', duty(theory[0], role, taken)))?.code ?? null).toBe(
      code,
    );
  });

  it.each([
    ['examiner', 'examiner', null],
    ['leadExaminer', 'examiner', null],
    ['leadExaminer', 'leadExaminer', null],
    ['measurer', 'measurer', null],
    ['examiner', 'leadExaminer', 'duty-needs-role'],
    ['measurer', 'examiner', 'duty-needs-role'],
  ] as const)('practical: %s as %s -> %s', async (role, taken, code) => {
    expect((await site.refusal('chief', 'staff.assign', duty(practical, role, taken)))?.code ?? null).toBe(
      code,
    );
  });

  it('has a person in one room at a time; a supervisor goes around', async () => {
    await site.done('chief', 'staff.assign', duty(theory[0], 'invigilator', 'invigilator'));
    expect(
      await site.refusal('chief', 'staff.assign', duty(theory[1], 'invigilator', 'invigilator')),
    ).toMatchObject({ code: 'staff-elsewhere' });
    expect(
      await site.refusal('chief', 'staff.assign', duty(theory[0], 'invigilator', 'invigilator')),
    ).toMatchObject({ code: 'duty-taken-already' });
    expect(
      await site.refusal('chief', 'staff.assign', duty(practical, 'invigilator', 'invigilator')),
    ).toBeNull();
    await site.done('chief', 'staff.assign', duty(theory[0], 'supervisor', 'supervisor'));
    expect(
      await site.refusal('chief', 'staff.assign', duty(theory[1], 'supervisor', 'supervisor')),
    ).toBeNull();
  });

  it('has one lead examiner a sitting', async () => {
    await site.done('chief', 'user.setRoles', {
      userId: userOf('examiner'),
      roles: ['examiner', 'leadExaminer'],
    });
    await site.done('chief', 'staff.assign', duty(practical, 'leadExaminer', 'leadExaminer'));
    expect(
      await site.refusal('chief', 'staff.assign', duty(practical, 'examiner', 'leadExaminer')),
    ).toMatchObject({ code: 'lead-examiner-taken' });
  });

  it('takes nobody who was disabled, and no unknown sitting', async () => {
    await site.done('chief', 'user.disable', { userId: userOf('invigilator'), reason: '离职' });
    expect(
      await site.refusal('chief', 'staff.assign', duty(theory[0], 'invigilator', 'invigilator')),
    ).toMatchObject({ code: 'person-unknown' });
    expect(
      await site.refusal('chief', 'staff.assign', duty(undefined, 'supervisor', 'supervisor')),
    ).toMatchObject({ code: 'sitting-unknown' });
  });

  it('is taken back by staff.release, once', async () => {
    const assigned = duty(theory[0], 'invigilator', 'invigilator');
    const { reason: _, ...released } = assigned;
    await site.done('chief', 'staff.assign', { ...assigned, reason: '主监考' });
    expect(
      arrangementView(site.store, batchId)?.sittings.find((one) => one.sittingId === theory[0])?.staff,
    ).toEqual([{ userId: userOf('invigilator'), displayName: 'invigilator 一', duty: 'invigilator' }]);
    expect(site.rebuildsEqual()).toBe(true);
    await site.done('chief', 'staff.release', released);
    expect(await site.refusal('chief', 'staff.release', released)).toMatchObject({ code: 'duty-not-held' });
    expect(site.rebuildsEqual(true)).toBe(true);
  });
});

describe('invigilators needed', () => {
  it.each([
    ['theory', 1, 2],
    ['theory', 30, 2],
    ['theory', 31, 3],
    ['practical', 40, 0],
  ] as const)('%s with %i people: %i', (subject, expected, needed) => {
    expect(invigilatorsNeeded(defaultBatchRules, subject, expected)).toBe(needed);
  });
});
