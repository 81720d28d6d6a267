import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { BatchId, CandidateId, EnrolmentId } from '#shared/contract/ids.ts';
import { happened } from '../../../src-main/core/ledger/capability.ts';
import { appendEvent } from '../../../src-main/core/ledger/append.ts';
import { preflight } from '../../../src-main/core/packages/preflight.ts';
import { testId } from '../../support/arrangedSite.ts';
import { batchId, batchInput, identityOf, ledgerSite, rosterInput } from '../../support/ledgerSite.ts';
import type { LedgerSite } from '../../support/ledgerSite.ts';

const candidateId = testId<'candidate'>('cand', 1) as CandidateId;
const second = testId<'batch'>('batch', 2) as BatchId;
const third = testId<'batch'>('batch', 3) as BatchId;
let site: LedgerSite;

/** One person in two of three batches. */
beforeEach(async () => {
  site = await ledgerSite();
  for (const number of [2, 3]) await site.done('chief', 'batch.create', batchInput(number));
  await site.done('chief', 'roster.import', rosterInput(1));
  const again = rosterInput(1).people.map((person) => ({
    ...person,
    enrolmentId: testId<'enrolment'>('enr', 77) as EnrolmentId,
  }));
  await site.done('chief', 'roster.import', { ...rosterInput(1), batchId: second, people: again });
});
afterEach(() => site.remove());

const rowsFrom = (seq: number) =>
  site.store.raw.prepare('SELECT type, batch FROM ledger_rows WHERE seq >= ? ORDER BY seq').all(seq);
const correction = { candidateId, identity: { ...identityOf(1), name: '考生改名' }, evidence: '身份证原件' };

describe('a row names its batch', () => {
  it('a correction, its request and its approval stand in every batch of the person', async () => {
    const from = site.rows();
    const approvalId = await site.ask('registrar', 'candidate.correct', correction);
    await site.done('chief', 'approval.grant', { approvalId });
    expect(rowsFrom(from)).toEqual(
      ['approval.requested', 'approval.granted', 'candidate.corrected'].flatMap((type) =>
        [batchId, second].map((batch) => ({ type, batch })),
      ),
    );
    expect(site.store.raw.prepare('SELECT name FROM candidates').pluck().all()).toEqual(['考生改名']);
  });

  it('a request that is refused is settled in every batch, and until then holds back each of them', async () => {
    const waits = (batch: BatchId) =>
      preflight(site.store, '2026-11-24T01:00:00.000Z', batch).find(
        ({ code }) => code === 'no-pending-approvals',
      )?.state;
    const approvalId = await site.ask('registrar', 'candidate.correct', correction);
    expect([batchId, second, third].map(waits)).toEqual(['missing', 'missing', 'ready']);
    const from = site.rows();
    await site.done('chief', 'approval.refuse', { approvalId, reason: '不同意' });
    expect(rowsFrom(from)).toEqual([batchId, second].map((batch) => ({ type: 'approval.refused', batch })));
    expect([batchId, second].map(waits)).toEqual(['ready', 'ready']);
  });

  it('a blanking says in every batch which of its own rows it erased', async () => {
    const approvalId = await site.ask('chief', 'candidate.blank', { candidateId, reason: '本人申请' });
    const from = site.rows();
    await site.done('registrar', 'approval.grant', { approvalId });
    const told = site.store.raw
      .prepare("SELECT batch, data FROM ledger_rows WHERE type = 'candidate.blanked' AND seq >= ?")
      .all(from) as { batch: BatchId; data: string }[];
    const erased = site.store.raw
      .prepare(
        'SELECT batch, seq FROM ledger_rows WHERE personal IS NULL AND header NOT LIKE \'%"personalHash":null%\'',
      )
      .all() as { batch: BatchId; seq: number }[];
    expect(told.map(({ batch }) => batch)).toEqual([batchId, second]);
    for (const { batch, data } of told)
      expect((JSON.parse(data) as { rows: number[] }).rows).toEqual(
        erased.filter((row) => row.batch === batch).map(({ seq }) => seq),
      );
    expect(erased).toHaveLength(4);
  });

  it('a request about an account or a command of no batch names none', async () => {
    expect(
      site.store.raw.prepare("SELECT DISTINCT batch FROM ledger_rows WHERE type LIKE 'user.%'").all(),
    ).toEqual([{ batch: null }]);
  });

  it.each([
    [
      'a row of a batch without it',
      happened('enrolment.withdrawn', null, { enrolmentId: testId('enr', 1) }, { reason: '' }),
    ],
    [
      'a room with a batch',
      happened(
        'room.added',
        batchId,
        { roomId: testId('room', 1), name: 'R', subject: 'theory', places: 1 },
        null,
      ),
    ],
  ])('%s is never written', (_, event) => {
    const origin = { at: '', deskAt: '', actor: 'system', desk: 'host', deskSeq: 1, command: 'x' };
    const before = site.everything();
    expect(() => appendEvent(site.store, site.ledger.tail(), origin, event, site.ledger.apply)).toThrow(
      /batch/,
    );
    expect(site.everything()).toBe(before);
  });
});

describe('blanking between freezing and acceptance', () => {
  it.each([
    [null, 'blanking-while-reported'],
    ['sealed', 'blanking-while-reported'],
    ['returned', 'blanking-while-reported'],
    ['accepted', null],
  ])('with a package that is %s: %s', async (state, code) => {
    const { raw } = site.store;
    raw
      .prepare(
        "INSERT INTO frozen_tables (batch_id, table_sha256, by, second_person, at, seq) VALUES (?, '', '', '', '', 0)",
      )
      .run(second);
    if (state !== null)
      raw
        .prepare(
          `INSERT INTO packages (package_id, batch_id, batch_no, revision, state, sealing_seq, sealing_at, requested_by, second_person, recipients, replaces, software_version)
           VALUES ('p', ?, 'B2', 1, ?, 0, '', '', '', '[]', '[]', '')`,
        )
        .run(second, state);
    const answer = await site.submit('chief', 'candidate.blank', { candidateId, reason: '本人申请' });
    expect(answer.ok ? null : answer.refusal).toEqual(
      code === null ? null : { code, facts: { batchName: batchInput(2).name } },
    );
  });
});
