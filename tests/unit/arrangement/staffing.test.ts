import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Duty } from '#shared/domain/duties.ts';
import type { BadgeId, PinId, RoomId, SittingId } from '#shared/contract/ids.ts';
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

describe('duties that may not meet', () => {
  const many: readonly Role[] = ['invigilator', 'examiner', 'leadExaminer', 'measurer', 'supervisor'];
  const one = userOf('examiner');
  const takes = (sittingId: SittingId | undefined, taken: Duty, reason: string | null = null) =>
    site.refusal('chief', 'staff.assign', { ...duty(sittingId, 'examiner', taken), reason });
  const releases = (sittingId: SittingId | undefined, taken: Duty) =>
    site.done('chief', 'staff.release', { sittingId: sittingId ?? practical, userId: one, duty: taken });
  beforeEach(() => site.done('chief', 'user.setRoles', { userId: one, roles: [...many] }));

  it.each(many.filter((role) => role !== 'supervisor') as Duty[])(
    'who is %s in a batch supervises none of its sittings, and the other way round',
    async (taken) => {
      const sitting = taken === 'invigilator' ? theory[0] : practical;
      await site.done('chief', 'staff.assign', { ...duty(sitting, 'examiner', taken), reason: '人手不足' });
      expect(await takes(theory[1], 'supervisor', '人手不足')).toMatchObject({
        code: 'supervisor-holds-no-other',
      });
      // A plan that is put right before the sitting begins binds nobody.
      await releases(sitting, taken);
      expect(await takes(theory[1], 'supervisor')).toBeNull();
      expect(await takes(sitting, taken, '人手不足')).toMatchObject({ code: 'supervisor-holds-no-other' });
    },
  );

  it.each([
    ['invigilator', 'examiner'],
    ['examiner', 'invigilator'],
    ['invigilator', 'leadExaminer'],
    ['examiner', 'measurer'],
  ] as const)('%s and %s of one sitting meet only with a reason', async (first, second) => {
    expect(await takes(practical, first)).toBeNull();
    expect(await takes(practical, second)).toMatchObject({
      code: 'duties-need-reason',
      duty: second,
      other: first,
    });
    expect(await takes(practical, second, '   ')).toMatchObject({ code: 'duties-need-reason' });
    expect(await takes(practical, second, '监考员临时生病')).toBeNull();
  });

  it('lead and examiner are one group, and other sittings are free', async () => {
    expect(await takes(practical, 'leadExaminer')).toBeNull();
    expect(await takes(practical, 'examiner')).toBeNull();
    expect(await takes(theory[0], 'invigilator')).toBeNull();
  });

  it('what was held once the sitting had begun stays held: taking back and changing roles free nobody', async () => {
    await site.done('chief', 'staff.assign', duty(theory[0], 'examiner', 'invigilator'));
    site.setTime('2026-11-24T00:45:00.000Z');
    await site.done('chief', 'sitting.admit', { sittingId: theory[0] ?? practical });
    await releases(theory[0], 'invigilator');
    await site.done('chief', 'user.setRoles', { userId: one, roles: ['supervisor'] });
    expect(await takes(theory[1], 'supervisor')).toMatchObject({ code: 'supervisor-holds-no-other' });
    expect(site.rebuildsEqual()).toBe(true);
  });

  it('the PIN of one’s own badge is no work in the batch: who has set it may supervise', async () => {
    const badgeId = testId<'badge'>('badge', 1) as BadgeId;
    await site.done('chief', 'user.setRoles', { userId: one, roles: ['supervisor'] });
    await site.done('chief', 'badge.issue', { batchId, badges: [{ badgeId, userId: one }] });
    await site.done('system', 'badge.recordPin', { badgeId, pinId: testId<'pin'>('pin', 1) as PinId });
    expect(await takes(theory[0], 'supervisor')).toBeNull();
  });

  it('who prepared or ran the batch does not supervise it', async () => {
    await site.done('chief', 'user.setRoles', { userId: one, roles: ['registrar', 'supervisor'] });
    await site.done(one, 'batch.recordPlan', { batchId, submittedOn: '2026-11-10', proof: '回执' });
    expect(await takes(theory[0], 'supervisor')).toMatchObject({ code: 'supervisor-wrote' });
  });

  it('who supervises writes nothing else in the batch, by whatever role, and all they like in another', async () => {
    await site.done('chief', 'user.setRoles', { userId: one, roles: [...many, 'registrar'] });
    await site.done('chief', 'staff.assign', duty(theory[0], 'examiner', 'supervisor'));
    const plan = { submittedOn: '2026-11-10', proof: '回执' };
    expect(await site.refusal(one, 'batch.recordPlan', { batchId, ...plan })).toMatchObject({
      code: 'supervisor-only-supervises',
    });
    const { reason: _, ...released } = duty(theory[0], 'examiner', 'supervisor');
    expect(await site.refusal(one, 'staff.release', released)).toMatchObject({
      code: 'supervisor-only-supervises',
    });
    await site.makeBatch(2);
    expect(await site.refusal(one, 'batch.recordPlan', { batchId: testId('batch', 2), ...plan })).toBeNull();
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
