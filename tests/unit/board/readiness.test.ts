import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Duty } from '#shared/domain/duties.ts';
import type { UserId } from '#shared/contract/ids.ts';
import type { Role } from '#shared/domain/roles.ts';
import { quietRecording } from '../../support/fakeRecorder.ts';
import type { AskContext } from '../../../src-main/core/api/answers.ts';
import { sittingsOfBatch } from '../../../src-main/core/arrangement/queries.ts';
import { batchDetail } from '../../../src-main/core/board/batches.ts';
import { arrangedSite, batchId, testId, userOf } from '../../support/arrangedSite.ts';

let site: Awaited<ReturnType<typeof arrangedSite>>;
beforeEach(async () => {
  site = await arrangedSite();
});
afterEach(() => site.remove());

const calendar = { version: 'test', years: {} };
function lines() {
  const context = {
    store: site.store,
    at: site.now(),
    reference: { calendar },
    recording: quietRecording,
  } as unknown as AskContext;
  return Object.fromEntries(
    (batchDetail(context, batchId)?.readiness ?? []).map((line) => [line.code, line]),
  );
}
const stateOf = (code: string) => lines()[code]?.state;
const sitting = (number: number, subject: 'theory' | 'practical', startsAt: string) =>
  site.sessions([{ number, subject, startsAt, rooms: [subject === 'theory' ? 1 : 2] }]);
const seat = (sessions: ReturnType<typeof sitting>) =>
  site.done('chief', 'arrangement.seat', { batchId, rule: 'rosterOrder', seed: 0, sessions });
const assign = async (subject: 'theory' | 'practical', userId: UserId, duty: Duty) => {
  for (const one of sittingsOfBatch(site.store, batchId).filter((row) => row.subject === subject))
    await site.done('chief', 'staff.assign', { sittingId: one.sittingId, userId, duty, reason: null });
};
const joins = async (role: Role, number: number): Promise<UserId> => {
  const userId = testId<'user'>(role, number);
  await site.done('chief', 'user.create', {
    userId,
    loginName: `${role}${number}`,
    displayName: `${role}${number}`,
    roles: [role],
  });
  return userId;
};

describe('the readiness of a batch', () => {
  it('is green nowhere with nobody seated', async () => {
    await site.register([{ name: '甲' }, { name: '乙' }]);
    for (const code of ['seats', 'invigilators', 'examiners', 'leads', 'supervisors'])
      expect(stateOf(code)).toBe('missing');
    expect(lines()['seats']?.facts).toEqual({ theory: 2, practical: 2 });
  });

  it('counts the seats of both subjects', async () => {
    await site.register([{ name: '甲' }]);
    await site.room(2, 'practical', 2);
    await seat(sitting(1, 'practical', '2026-11-24T06:00:00.000Z'));
    expect(lines()['seats']).toMatchObject({ state: 'missing', facts: { theory: 1, practical: 0 } });
  });

  it('asks a practical for no invigilator, and for its group, its lead and a supervisor', async () => {
    await site.register([{ name: '甲' }]);
    await site.room(1, 'theory', 2);
    await site.room(2, 'practical', 2);
    await seat([
      ...sitting(1, 'theory', '2026-11-24T01:00:00.000Z'),
      ...sitting(2, 'practical', '2026-11-24T06:00:00.000Z'),
    ]);
    await assign('theory', userOf('invigilator'), 'invigilator');
    expect(lines()['invigilators']).toMatchObject({ state: 'missing', facts: { sittings: 1, count: 1 } });
    await assign('theory', await joins('invigilator', 2), 'invigilator');
    expect(stateOf('invigilators')).toBe('ready');
    await assign('practical', userOf('leadExaminer'), 'leadExaminer');
    // The lead among the examiners is one person, not two.
    await assign('practical', userOf('leadExaminer'), 'examiner');
    await assign('practical', userOf('examiner'), 'examiner');
    expect([stateOf('examiners'), stateOf('leads')]).toEqual(['missing', 'ready']);
    await assign('practical', await joins('examiner', 2), 'examiner');
    expect(stateOf('examiners')).toBe('ready');
    await assign('practical', await joins('examiner', 3), 'examiner');
    // An even group is none.
    expect(stateOf('examiners')).toBe('missing');
    await assign('theory', userOf('supervisor'), 'supervisor');
    expect(lines()['supervisors']).toMatchObject({ state: 'missing', facts: { sittings: 2, count: 1 } });
    await assign('practical', userOf('supervisor'), 'supervisor');
    expect(stateOf('supervisors')).toBe('ready');
  });

  it('names the people who are missing before anybody is seated', async () => {
    expect(lines()['people']).toMatchObject({
      state: 'missing',
      facts: { invigilator: 1, examiner: 1, leadExaminer: 0, supervisor: 0, markEntry: 2 },
    });
    await joins('invigilator', 2);
    await joins('examiner', 2);
    await joins('markEntry', 1);
    await joins('markVerifier', 1);
    expect(lines()['people']).toMatchObject({ state: 'ready', facts: {} });
    await site.done('chief', 'user.disable', { userId: userOf('supervisor'), reason: '调离' });
    expect(lines()['people']).toMatchObject({ state: 'missing', facts: { supervisor: 1 } });
  });
});
