import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ApprovalId, CandidateId } from '#shared/contract/ids.ts';
import { documentNumberOf, testId } from '../../support/arrangedSite.ts';
import { identityOf, ledgerSite, rosterInput, userOf } from '../../support/ledgerSite.ts';
import type { LedgerSite } from '../../support/ledgerSite.ts';

const candidateId = testId<'candidate'>('cand', 1) as CandidateId;
let site: LedgerSite;

beforeEach(async () => {
  site = await ledgerSite();
  await site.done('chief', 'roster.import', rosterInput(2));
});
afterEach(() => site.remove());

const corrected = (documentNumber = documentNumberOf(1)) => ({
  candidateId,
  identity: { ...identityOf(1), name: '考生改名', documentNumber },
  evidence: '身份证原件',
});

/** Asks for a correction; answers the approval's id. */
const ask = (documentNumber?: string): Promise<ApprovalId> =>
  site.ask('registrar', 'candidate.correct', corrected(documentNumber));

const nameNow = () =>
  (
    site.store.raw.prepare('SELECT name FROM candidates WHERE candidate_id = ?').get(candidateId) as {
      name: string;
    }
  ).name;
const stateOf = (approvalId: ApprovalId) =>
  (
    site.store.raw.prepare('SELECT state FROM approvals WHERE approval_id = ?').get(approvalId) as {
      state: string;
    }
  ).state;
const actorsFrom = (seq: number) =>
  (
    site.store.raw.prepare('SELECT header FROM ledger_rows WHERE seq >= ? ORDER BY seq').all(seq) as {
      header: string;
    }[]
  ).map((row) => {
    const { type, actor } = JSON.parse(row.header) as { type: string; actor: string };
    return { type, actor };
  });

describe('a command that asks for two', () => {
  it('waits: one row says who asked, nothing has happened yet', async () => {
    const from = site.rows();
    const envelope = site.envelope('candidate.correct', corrected());
    const answer = await site.ledger.commit(site.actor('registrar'), envelope);
    expect(answer).toEqual({
      ok: true,
      result: null,
      rows: [from, from],
      waitsFor: { approvalId: envelope.id, roles: ['chief', 'registrar'], notBy: userOf('registrar') },
    });
    expect(site.types(from)).toEqual(['approval.requested']);
    expect(nameNow()).toBe('考生一');
  });

  it('is not even asked for when it could not go through', async () => {
    const before = site.everything();
    expect(await site.submit('registrar', 'candidate.correct', corrected(documentNumberOf(2)))).toMatchObject(
      {
        ok: false,
        refusal: { code: 'document-of-another' },
      },
    );
    expect(site.everything()).toBe(before);
  });

  it('happens when another person grants it, each under the own name', async () => {
    const approvalId = await ask();
    const from = site.rows();
    const answer = await site.submit('chief', 'approval.grant', { approvalId });
    expect(answer).toMatchObject({ ok: true, rows: [from, from + 1] });
    expect(actorsFrom(from)).toEqual([
      { type: 'approval.granted', actor: userOf('chief') },
      { type: 'candidate.corrected', actor: userOf('registrar') },
    ]);
    const data = site.store.raw.prepare('SELECT data FROM ledger_rows WHERE seq = ?').get(from + 1) as {
      data: string;
    };
    expect(JSON.parse(data.data)).toEqual({ candidateId, fields: ['name'], secondPerson: userOf('chief') });
    expect(nameNow()).toBe('考生改名');
    expect(stateOf(approvalId)).toBe('granted');
  });

  it.each([
    ['the person who asked', 'registrar', 'second-person-same'],
    ['a person without one of the roles', 'invigilator', 'role-not-allowed'],
  ] as const)('is not granted by %s', async (_, who, code) => {
    const approvalId = await ask();
    const before = site.everything();
    expect(await site.submit(who, 'approval.grant', { approvalId })).toMatchObject({
      ok: false,
      refusal: { code },
    });
    expect(site.everything()).toBe(before);
  });

  it('is decided again on what stands by then', async () => {
    const number = documentNumberOf(998);
    const approvalId = await ask(number);
    const input = rosterInput(1, 3);
    await site.done('chief', 'roster.import', {
      ...input,
      people: input.people.map((person) => ({
        ...person,
        identity: { ...person.identity, documentNumber: number },
      })),
    });
    expect(await site.submit('chief', 'approval.grant', { approvalId })).toMatchObject({
      ok: false,
      refusal: { code: 'document-of-another' },
    });
    expect(stateOf(approvalId)).toBe('waiting');
  });

  it.each(['approval.grant', 'approval.refuse', 'approval.withdraw'] as const)(
    'is settled once; %s comes too late then',
    async (type) => {
      const approvalId = await ask();
      await site.done('chief', 'approval.grant', { approvalId });
      const who = type === 'approval.withdraw' ? 'registrar' : 'chief';
      expect(
        await site.submit(who, type, {
          approvalId,
          ...(type === 'approval.refuse' ? { reason: '不同意' } : {}),
        } as never),
      ).toEqual({
        ok: false,
        refusal: { code: 'approval-settled', facts: { state: 'granted' } },
      });
    },
  );

  it('can be refused by another, or withdrawn by the person who asked and nobody else', async () => {
    const refusedOne = await ask();
    await site.done('chief', 'approval.refuse', { approvalId: refusedOne, reason: '证据不足' });
    const own = await ask();
    expect(await site.submit('chief', 'approval.withdraw', { approvalId: own })).toMatchObject({
      ok: false,
      refusal: { code: 'approval-not-yours' },
    });
    await site.done('registrar', 'approval.withdraw', { approvalId: own });
    expect([stateOf(refusedOne), stateOf(own)]).toEqual(['refused', 'withdrawn']);
    expect(nameNow()).toBe('考生一');
  });

  it('cannot be granted after the person’s data were blanked', async () => {
    const approvalId = await ask();
    const blanking = await site.ask('chief', 'candidate.blank', { candidateId, reason: '本人申请' });
    await site.done('supervisor', 'approval.grant', { approvalId: blanking });
    expect(await site.submit('chief', 'approval.grant', { approvalId })).toMatchObject({
      ok: false,
      refusal: { code: 'approval-blanked' },
    });
  });

  it('granted by two at once happens once', async () => {
    await site.done('chief', 'user.setRoles', { userId: userOf('supervisor'), roles: ['chief'] });
    const approvalId = await ask();
    const from = site.rows();
    const answers = await Promise.all([
      site.submit('chief', 'approval.grant', { approvalId }),
      site.submit('supervisor', 'approval.grant', { approvalId }),
    ]);
    expect(answers.map((answer) => answer.ok)).toEqual([true, false]);
    expect(site.types(from)).toEqual(['approval.granted', 'candidate.corrected']);
  });
});
