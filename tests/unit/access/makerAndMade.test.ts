import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ApprovalId, BatchId, UserId } from '#shared/contract/ids.ts';
import type { Role } from '#shared/domain/roles.ts';
import { capabilities } from '../../../src-main/core/capabilities.ts';
import { behindBatch } from '../../../src-main/core/access/makerAndMade.ts';
import { preflight } from '../../../src-main/core/packages/preflight.ts';
import { rebuildTables } from '../../../src-main/core/ledger/replay.ts';
import { decided, happened } from '../../../src-main/core/ledger/capability.ts';
import { testId } from '../../support/arrangedSite.ts';
import { joins } from '../../support/joining.ts';
import { batchId, batchInput, ledgerSite, userOf } from '../../support/ledgerSite.ts';
import type { LedgerSite } from '../../support/ledgerSite.ts';

/** Freezing alone is a stand-in here: what is tested is who may agree to it together. */
const withEasyFreezing = capabilities.map((capability) =>
  capability.name === 'results'
    ? {
        ...capability,
        decide: {
          ...capability.decide,
          'results.freeze': (_: unknown, input: { readonly batchId: BatchId }) =>
            decided([
              happened(
                'batch.planRecorded',
                input.batchId,
                { batchId: input.batchId, submittedOn: '2026-11-02' },
                { proof: '锁定' },
              ),
            ]),
        },
      }
    : capability,
);

let site: LedgerSite;
beforeEach(async () => {
  site = await ledgerSite({ capabilities: withEasyFreezing });
});
afterEach(() => site.remove());

const person = (name: string) => testId<'user'>(name, 7) as UserId;
/** Somebody new, made by the chief with the registrar's consent. */
const newcomer = async (name: string, roles: Role[]): Promise<UserId> => {
  const userId = person(name);
  await joins(site.submit, { userId, loginName: name, displayName: name, roles });
  return userId;
};
const askedBy = (who: Role | UserId, batch = batchId): Promise<ApprovalId> =>
  site.ask(who, 'results.freeze', { batchId: batch, tableSha256: 'ab'.repeat(32) });
/** What is said when somebody agrees: `done`, or the code. */
const agreed = async (who: Role | UserId, approvalId: ApprovalId, loneReason: string | null = null) => {
  const answer = await site.submit(who, 'approval.grant', { approvalId, loneReason });
  return answer.ok ? 'done' : answer.refusal.code;
};
const vouched = async (who: Role | UserId, userId: UserId) => {
  const answer = await site.submit(who, 'account.vouch', { userId, document: '身份证' });
  return answer.ok ? 'done' : answer.refusal.code;
};

describe('the two behind a batch', () => {
  it('are whoever there was before the batch was made', async () => {
    expect(await agreed('registrar', await askedBy('chief'))).toBe('done');
  });

  it('are not the chief and whom the chief has made since, whoever of them asks', async () => {
    const made = await newcomer('mei', ['registrar']);
    expect(await agreed(made, await askedBy('chief'))).toBe('second-person-one-hand');
    expect(await agreed('chief', await askedBy(made))).toBe('second-person-one-hand');
    expect(await agreed('registrar', await askedBy('chief')), 'somebody else is there').toBe('done');
  });

  it('are not two whom one has made since', async () => {
    const [one, two] = [await newcomer('mei', ['registrar']), await newcomer('yun', ['markVerifier'])];
    expect(await agreed(two, await askedBy(one))).toBe('second-person-one-hand');
  });

  it.each([
    [
      'roles were set',
      () => site.ask('chief', 'user.setRoles', { userId: person('mei'), roles: ['registrar'] }),
    ],
    ['password was reset', () => site.ask('chief', 'user.resetPassword', { userId: person('mei') })],
    [
      'account was enabled again',
      async () => {
        await site.done('chief', 'user.disable', { userId: person('mei'), reason: '调离' });
        return site.ask('chief', 'user.enable', { userId: person('mei'), reason: '回来' });
      },
    ],
  ] as const)('are not the chief and whose %s by the chief since', async (_, change) => {
    const userId = await newcomer('mei', ['registrar']);
    const later = testId<'batch'>('batch', 2) as BatchId;
    await site.done('chief', 'batch.create', batchInput(2));
    expect(await agreed(userId, await askedBy('chief', later)), 'made before').toBe('done');
    expect(await agreed('registrar', await change())).toBe('done');
    await site.done('system', 'user.recordPassword', { userId });
    expect(await agreed(userId, await askedBy('chief', later))).toBe('second-person-one-hand');
  });
});

describe('vouching', () => {
  it('by somebody else who saw the owner takes an account out of its maker’s hand', async () => {
    const made = await newcomer('mei', ['registrar']);
    expect(await vouched('chief', made)).toBe('vouch-by-maker');
    expect(await vouched(made, made)).toBe('vouch-own');
    expect(await vouched('invigilator', made)).toBe('role-not-allowed');
    expect(await vouched('supervisor', made)).toBe('done');
    expect(await agreed(made, await askedBy('chief'))).toBe('done');
  });

  it('by whom the maker has made too is worth nothing', async () => {
    const [made, puppet] = [await newcomer('mei', ['registrar']), await newcomer('yun', ['supervisor'])];
    expect(await vouched(puppet, made)).toBe('done');
    expect(await agreed(made, await askedBy('chief'))).toBe('second-person-one-hand');
  });

  it('is for an owner who has come, and until the next reset', async () => {
    const made = await newcomer('mei', ['registrar']);
    expect(await vouched('supervisor', made)).toBe('done');
    const reset = await site.ask('chief', 'user.resetPassword', { userId: made });
    expect(await agreed('registrar', reset)).toBe('done');
    expect(await vouched('supervisor', made)).toBe('vouch-unclaimed');
    await site.done('system', 'user.recordPassword', { userId: made });
    expect(await agreed(made, await askedBy('chief'))).toBe('second-person-one-hand');
  });
});

describe('a lone approval', () => {
  it('goes through with a written reason where nobody else is there, as a row of its own', async () => {
    const made = await newcomer('mei', ['registrar']);
    const approvalId = await askedBy('chief');
    expect(await agreed(made, approvalId, '只有我们两人'), 'the registrar is there').toBe(
      'second-person-one-hand',
    );
    await site.done('chief', 'user.disable', { userId: userOf('registrar'), reason: '病假' });
    expect(await agreed(made, approvalId)).toBe('lone-reason-missing');
    const from = site.rows();
    expect(await agreed(made, approvalId, '只有我们两人')).toBe('done');
    expect(site.types(from)).toEqual(['approval.granted', 'approval.lone', 'batch.planRecorded']);
    const before = site.hashes();
    rebuildTables(site.store, capabilities);
    expect(site.hashes(), 'remade from the rows').toBe(before);
    const [row] = site.store.raw.prepare('SELECT * FROM lone_approvals').all();
    expect(row).toMatchObject({
      batch_id: batchId,
      requested_by: userOf('chief'),
      by: made,
      reason: '只有我们两人',
    });
  });

  it('stands by name before those who seal, with the accounts and who of their makers signed', async () => {
    const made = await newcomer('mei', ['registrar']);
    await site.done('chief', 'user.disable', { userId: userOf('registrar'), reason: '病假' });
    expect(await agreed(made, await askedBy('chief'), '只有我们两人')).toBe('done');
    const seen = () => behindBatch(site.store, batchId);
    const deeds = [{ kind: 'made', by: '主考甲' }];
    expect(seen()).toMatchObject({
      handed: [{ name: 'mei', deeds, vouchedBy: null, hands: ['主考甲'], isHeld: true }],
      makers: [{ name: '主考甲', made: ['mei'] }],
      lone: [{ requestedBy: '主考甲', by: 'mei', reason: '只有我们两人' }],
    });
    expect(seen().handed[0]?.claimedAt).not.toBeNull();
    const warned = () =>
      preflight(site.store, '2026-11-24T08:00:00.000Z', batchId).flatMap(({ code, state }) =>
        state === 'warning' ? code : [],
      );
    expect(warned()).toEqual(['accounts-handed', 'makers-sign', 'lone-approvals']);
    expect(await vouched('supervisor', made)).toBe('done');
    expect(seen().handed[0]).toMatchObject({ hands: [], isHeld: false });
    expect(seen().handed[0]?.vouchedBy).not.toBeNull();
    expect(warned()).toEqual(['makers-sign', 'lone-approvals']);
  });

  it('is none where the two are two', async () => {
    const from = site.rows();
    expect(await agreed('registrar', await askedBy('chief'), '多余的理由')).toBe('done');
    expect(site.types(from)).not.toContain('approval.lone');
  });
});

describe('accounts are made and changed by two', () => {
  it('as soon as there are two: an account whose owner has not come does not count', async () => {
    const fresh = await ledgerSite({ founded: false });
    try {
      const chief = { userId: userOf('chief'), loginName: 'chief', displayName: '主考甲' };
      await fresh.done('system', 'site.found', {
        institutionCode: 'S500100000001',
        institutionName: '测试技工学校',
        chief,
        signingKey: 'ssh-ed25519 AAAA',
      });
      const account = (name: string, roles: Role[]) => ({
        userId: person(name),
        loginName: name,
        displayName: name,
        roles,
      });
      const made = async (name: string) => {
        const answer = await fresh.done('chief', 'user.create', account(name, ['registrar']));
        return answer.waitsFor === undefined ? 'alone' : 'by two';
      };
      expect([await made('mei'), await made('yun')]).toEqual(['alone', 'alone']);
      await fresh.done('system', 'user.recordPassword', { userId: person('mei') });
      expect(await made('lan')).toBe('by two');
    } finally {
      fresh.remove();
    }
  });

  it.each([
    ['user.setRoles', { userId: userOf('invigilator'), roles: ['invigilator', 'registrar'] }, 'by two'],
    ['user.resetPassword', { userId: userOf('invigilator') }, 'by two'],
    // The only other one who may agree has forgotten the password: nobody is locked out by that.
    ['user.resetPassword', { userId: userOf('registrar') }, 'alone'],
    ['user.disable', { userId: userOf('invigilator'), reason: '调离' }, 'alone'],
  ] as const)('%s %o: %s', async (type, input, expected) => {
    const answer = await site.submit('chief', type, input as never);
    expect(answer.ok && (answer.waitsFor === undefined ? 'alone' : 'by two')).toBe(expected);
  });

  it('and never by the one whom it concerns', async () => {
    const more = await newcomer('mei', ['registrar']);
    const rise = await site.ask('chief', 'user.setRoles', { userId: more, roles: ['registrar', 'chief'] });
    expect(await agreed(more, rise)).toBe('second-person-concerned');
    expect(await agreed('registrar', rise)).toBe('done');
  });
});

describe('a deputy chief', () => {
  it('is named by two, for one batch, and approves there what the chief would', async () => {
    const deputy = userOf('invigilator');
    const asked = await askedBy('registrar');
    expect(await agreed(deputy, asked)).toBe('role-not-allowed');
    const named = await site.ask('chief', 'batch.nameDeputy', { batchId, userId: deputy });
    expect(await agreed(deputy, named)).toBe('role-not-allowed');
    expect(await agreed('registrar', named)).toBe('done');
    expect(await agreed(deputy, asked)).toBe('done');
    await site.done('chief', 'batch.create', batchInput(2));
    const elsewhere = await askedBy('registrar', testId<'batch'>('batch', 2) as BatchId);
    expect(await agreed(deputy, elsewhere), 'elsewhere').toBe('role-not-allowed');
  });

  it.each([
    ['who supervises', userOf('supervisor'), 'deputy-supervises'],
    ['who asks', userOf('chief'), 'second-person-concerned'],
    ['who never was', person('nobody'), 'person-unknown'],
  ] as const)('is nobody %s', async (_, userId, code) => {
    const answer = await site.submit('chief', 'batch.nameDeputy', { batchId, userId });
    expect(answer.ok ? 'done' : answer.refusal.code).toBe(code);
  });
});
