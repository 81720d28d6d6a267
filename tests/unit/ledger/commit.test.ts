import { afterEach, describe, expect, it } from 'vitest';
import type { BatchId } from '#shared/contract/ids.ts';
import { capabilities } from '../../../src-main/core/capabilities.ts';
import type { Capability } from '../../../src-main/core/ledger/capability.ts';
import { verifyLedger } from '../../../src-main/core/ledger/verify.ts';
import type { Store } from '../../../src-main/core/store/openDatabase.ts';
import { testId } from '../../support/arrangedSite.ts';
import { batchInput, ledgerSite, rosterInput } from '../../support/ledgerSite.ts';
import type { LedgerSite, LedgerSiteOptions } from '../../support/ledgerSite.ts';

const open: LedgerSite[] = [];
async function start(options?: LedgerSiteOptions): Promise<LedgerSite> {
  const site = await ledgerSite(options);
  open.push(site);
  return site;
}
afterEach(() => {
  for (const site of open.splice(0)) site.remove();
});

/** Counts, or breaks, statements of the write path. */
function watched(watch: (sql: string) => void): (store: Store) => Store {
  return (store) => ({
    ...store,
    hot: (sql) => {
      watch(sql);
      return store.hot(sql);
    },
  });
}

/** All capabilities, with a batch of a certain name throwing when it is decided or applied. */
const fragile: readonly Capability[] = capabilities.map((one) => {
  const decide = one.decide['batch.create'];
  const apply = one.apply['batch.created'];
  if (decide === undefined || apply === undefined) return one;
  return {
    ...one,
    decide: {
      ...one.decide,
      'batch.create': (context, input) => {
        if (input.name === 'throws when decided') throw new Error('decide fell over');
        return decide(context, input);
      },
    },
    apply: {
      ...one.apply,
      'batch.created': (store, event) => {
        apply(store, event);
        if (event.data.name === 'throws when applied') throw new Error('apply fell over');
      },
    },
  };
});

/** All capabilities, with the third person of a roster falling over when applied: the rows before it are appended already. */
const fragileRosters: readonly Capability[] = capabilities.map((one) => {
  const apply = one.apply['enrolment.registered'];
  if (apply === undefined) return one;
  return {
    ...one,
    apply: {
      ...one.apply,
      'enrolment.registered': (store, event) => {
        apply(store, event);
        if (event.data.row === 4) throw new Error('apply fell over');
      },
    },
  };
});

describe('group commit', () => {
  it('takes fifty commands at once into one transaction and one piece of news', async () => {
    const seen: string[] = [];
    const site = await start({
      wrapStore: watched(
        (sql) =>
          void (/^(BEGIN|COMMIT|ROLLBACK|SAVEPOINT|RELEASE)/.test(sql) && seen.push(sql.split(' ')[0] ?? '')),
      ),
    });
    const before = site.rows();
    seen.length = 0;
    site.committed.length = 0;
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, index) => site.submit('chief', 'batch.create', batchInput(index + 2))),
    );
    expect(answers.every((answer) => answer.ok)).toBe(true);
    expect(seen.filter((word) => word === 'BEGIN')).toHaveLength(1);
    expect(seen.filter((word) => word === 'COMMIT')).toHaveLength(1);
    expect(seen.filter((word) => word === 'SAVEPOINT')).toHaveLength(50);
    expect(site.rows()).toBe(before + 50);
    expect(site.committed).toEqual([
      { size: before + 50, types: Array.from({ length: 50 }, () => 'batch.created') },
    ]);
    // Each answer names its own rows, in the order in which they were given.
    expect(answers.map((answer) => answer.ok && answer.rows)).toEqual(
      answers.map((_, index) => [before + index, before + index]),
    );
  });

  it('answers nobody before the commit', async () => {
    const order: string[] = [];
    const site = await start({
      wrapStore: watched((sql) => void (sql === 'COMMIT' && order.push('commit'))),
    });
    order.length = 0;
    await Promise.all(
      [2, 3].map((number) =>
        site.submit('chief', 'batch.create', batchInput(number)).then(() => order.push('answer')),
      ),
    );
    expect(order).toEqual(['commit', 'answer', 'answer']);
  });

  it('leaves what is too much for one transaction to the next, and says when nothing waits', async () => {
    let commits = 0;
    const site = await start({ wrapStore: watched((sql) => void (sql === 'COMMIT' && (commits += 1))) });
    commits = 0;
    let answered = 0;
    for (let number = 2; number < 302; number += 1)
      void site.submit('chief', 'batch.create', batchInput(number)).then(() => (answered += 1));
    await site.ledger.idle();
    await Promise.resolve();
    expect(commits).toBe(2);
    expect(answered).toBe(300);
  });

  it.each(['throws when decided', 'throws when applied'])('undoes only the command that %s', async (name) => {
    const site = await start({ capabilities: fragile });
    const before = site.rows();
    const [first, second, third] = await Promise.allSettled([
      site.submit('chief', 'batch.create', batchInput(2)),
      site.submit('chief', 'batch.create', { ...batchInput(3), name }),
      site.submit('chief', 'batch.create', batchInput(4)),
    ]);
    expect(first).toMatchObject({ status: 'fulfilled', value: { ok: true, rows: [before, before] } });
    expect(second).toMatchObject({ status: 'rejected', reason: { message: /fell over/ } });
    expect(third).toMatchObject({ status: 'fulfilled', value: { ok: true, rows: [before + 1, before + 1] } });
    const batches = site.store.raw.prepare('SELECT batch_no AS no FROM batches ORDER BY batch_no').all() as {
      no: string;
    }[];
    expect(batches.map((row) => row.no)).toEqual(['B1', 'B2', 'B4']);
    expect(site.committed.at(-1)).toEqual({ size: before + 2, types: ['batch.created', 'batch.created'] });
    expect(await verifyLedger(site.store, null)).toMatchObject({ ok: true, rows: before + 2 });
  });

  it('undoes a command that falls over at its third row, its news too, in the middle of a group', async () => {
    const site = await start({ capabilities: fragileRosters });
    const before = site.rows();
    const given = await Promise.allSettled([
      site.submit('chief', 'batch.create', batchInput(2)),
      site.submit('chief', 'roster.import', rosterInput(5)),
      site.submit('chief', 'batch.create', batchInput(3)),
    ]);
    expect(given.map((one) => one.status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(site.types(before)).toEqual(['batch.created', 'batch.created']);
    expect(site.committed.at(-1)).toEqual({ size: before + 2, types: ['batch.created', 'batch.created'] });
    expect(site.store.raw.prepare('SELECT count(*) FROM enrolments').pluck().get()).toBe(0);
    expect(await verifyLedger(site.store, null)).toMatchObject({ ok: true, rows: before + 2 });
  });

  it('rejects the whole group when the commit itself fails, keeps nothing, and goes on afterwards', async () => {
    let broken = false;
    const site = await start({
      wrapStore: watched((sql) => {
        if (sql === 'COMMIT' && broken)
          throw Object.assign(new Error('database or disk is full'), { code: 'SQLITE_FULL' });
      }),
    });
    const before = site.everything();
    const tail = site.ledger.tail();
    broken = true;
    site.committed.length = 0;
    // The clock was turned just now: that must not be forgotten with the failed transaction.
    site.pass(1000, 3_600_000);
    const failed = await Promise.allSettled([
      site.submit('chief', 'batch.create', batchInput(2)),
      site.submit('chief', 'batch.create', batchInput(3)),
    ]);
    expect(failed.map((one) => one.status)).toEqual(['rejected', 'rejected']);
    expect(site.everything()).toBe(before);
    expect(site.ledger.tail()).toEqual(tail);
    expect(site.committed).toEqual([]);
    broken = false;
    await site.done('chief', 'batch.create', batchInput(2));
    expect(site.types(tail.size)).toEqual(['clock.jumped', 'batch.created']);
    expect((await verifyLedger(site.store, null)).ok).toBe(true);
  });
});

describe('a refusal', () => {
  it('changes nothing at all, not even operational tables', async () => {
    const site = await start();
    const before = site.everything();
    site.committed.length = 0;
    const answers = await Promise.all([
      site.submit('chief', 'batch.create', { ...batchInput(2), batchNo: 'B1' }),
      site.submit('invigilator', 'batch.create', batchInput(3)),
      site.submit('chief', 'user.setRoles', { userId: testId<'user'>('nobody', 1), roles: ['chief'] }),
    ]);
    expect(answers.map((answer) => !answer.ok && answer.refusal.code)).toEqual([
      'batch-no-taken',
      'role-not-allowed',
      'person-unknown',
    ]);
    expect(site.everything()).toBe(before);
    expect(site.committed).toEqual([]);
  });

  it('does not use the id up: corrected, the same command may come again', async () => {
    const site = await start();
    const envelope = site.envelope('batch.create', { ...batchInput(2), batchNo: 'B1' });
    expect((await site.ledger.commit(site.actor('chief'), envelope)).ok).toBe(false);
    expect((await site.ledger.commit(site.actor('chief'), { ...envelope, input: batchInput(2) })).ok).toBe(
      true,
    );
  });
});

describe('an id seen before', () => {
  it('gets the first answer again, in the same group, later, and after a restart', async () => {
    const site = await start();
    const envelope = site.envelope('batch.create', batchInput(2));
    const [first, twin] = await Promise.all([
      site.ledger.commit(site.actor('chief'), envelope),
      site.ledger.commit(site.actor('chief'), envelope),
    ]);
    expect(first.ok).toBe(true);
    expect(twin).toEqual(first);
    const before = site.everything();
    expect(await site.ledger.commit(site.actor('chief', 'another desk'), envelope)).toEqual(first);
    site.restart();
    // From a desk whose clock went on meanwhile: the content is the same.
    expect(
      await site.ledger.commit(site.actor('chief'), { ...envelope, deskAt: '2026-11-24T10:00:00.000+08:00' }),
    ).toEqual(first);
    expect(site.everything()).toBe(before);
  });

  it.each([
    ['another person', { who: 'registrar' as const, change: {} }],
    ['another content', { who: 'chief' as const, change: { input: batchInput(3) } }],
    ['another type', { who: 'chief' as const, change: { type: 'batch.recordPlan' } }],
  ])('is refused to %s', async (_, { who, change }) => {
    const site = await start();
    const envelope = site.envelope('batch.create', batchInput(2));
    await site.ledger.commit(site.actor('chief'), envelope);
    const before = site.everything();
    expect(await site.ledger.commit(site.actor(who), { ...envelope, ...change })).toEqual({
      ok: false,
      refusal: { code: 'command-id-taken', facts: {} },
    });
    expect(site.everything()).toBe(before);
  });
});

describe('who may', () => {
  it('asks the ledger for the roles, not the caller', async () => {
    const site = await start();
    const boastful = { ...site.actor('invigilator'), roles: ['chief'] as const };
    const answer = await site.ledger.commit(boastful, site.envelope('batch.create', batchInput(2)));
    expect(answer).toMatchObject({
      ok: false,
      refusal: { code: 'role-not-allowed', facts: { roles: ['chief', 'registrar'] } },
    });
  });

  it('takes nothing from a person who was disabled or never was', async () => {
    const site = await start();
    await site.done('chief', 'user.disable', { userId: site.actor('registrar').id as never, reason: '调离' });
    for (const who of ['registrar', testId<'user'>('nobody', 1)] as const) {
      expect(await site.submit(who as never, 'batch.create', batchInput(2))).toMatchObject({
        ok: false,
        refusal: { code: 'person-disabled' },
      });
    }
  });

  it('lets a role that was given a moment ago act in the same group', async () => {
    const site = await start();
    const approvalId = await site.ask('chief', 'user.setRoles', {
      userId: site.actor('invigilator').id as never,
      roles: ['registrar'],
    });
    const [set, create] = await Promise.all([
      site.submit('registrar', 'approval.grant', { approvalId }),
      site.submit('invigilator', 'batch.create', batchInput(2)),
    ]);
    expect([set.ok, create.ok]).toEqual([true, true]);
  });

  it('refuses internal commands to people, and everybody’s commands to the core itself', async () => {
    const site = await start();
    const before = site.everything();
    const answers = [
      await site.submit('chief', 'checkpoint.make', { reason: 'asked' }),
      await site.submit('chief', 'package.noteSealed', {} as never),
      await site.submit('system', 'batch.create', batchInput(2)),
    ];
    expect(answers.map((answer) => !answer.ok && answer.refusal.code)).toEqual(
      Array.from({ length: 3 }, () => 'command-not-for-people'),
    );
    expect(site.everything()).toBe(before);
  });

  it.each([
    ['an unknown type', { type: 'batch.explode' }, 'command-unknown'],
    ['the name of something every object has', { type: 'constructor' }, 'command-unknown'],
    ['no input', { input: undefined }, 'command-malformed'],
    ['a field too many', { input: { ...batchInput(2), extra: 1 } }, 'command-malformed'],
    [
      'a field of the wrong shape',
      { input: { ...batchInput(2), firstDay: '24.11.2026' } },
      'command-malformed',
    ],
    ['an id that is no ULID', { id: 'x' }, 'command-malformed'],
    ['an empty id', { id: '' }, 'command-malformed'],
    [
      'a time of the desk that no header carries',
      { deskAt: '2026-11-24T09:00:00.123456+08:00' },
      'command-malformed',
    ],
  ])('refuses %s', async (_, change, code) => {
    const site = await start();
    const before = site.everything();
    const answer = await site.ledger.commit(site.actor('chief'), {
      ...site.envelope('batch.create', batchInput(2)),
      ...change,
    } as never);
    expect(answer).toMatchObject({ ok: false, refusal: { code } });
    expect(site.everything()).toBe(before);
  });
});

describe('the rows of a command', () => {
  it('carry time, desk, its count of commands, batch and command', async () => {
    const site = await start();
    const from = site.rows();
    site.pass(5000);
    const envelope = site.envelope('batch.recordPlan', {
      batchId: testId<'batch'>('batch', 1) as BatchId,
      submittedOn: '2026-11-01',
      proof: '回执 7 号',
    });
    await site.ledger.commit(site.actor('registrar', 'desk-7'), envelope);
    await site.ledger.commit(site.actor('registrar', 'desk-7'), site.envelope('batch.create', batchInput(2)));
    const headers = (
      site.store.raw.prepare('SELECT header FROM ledger_rows WHERE seq >= ? ORDER BY seq').all(from) as {
        header: string;
      }[]
    ).map((row) => JSON.parse(row.header) as object);
    expect(headers).toMatchObject([
      {
        seq: from,
        at: '2026-11-24T01:00:05.000Z',
        deskAt: envelope.deskAt,
        actor: site.actor('registrar').id,
        desk: 'desk-7',
        deskSeq: 1,
        batch: testId('batch', 1),
        command: envelope.id,
        type: 'batch.planRecorded',
      },
      { seq: from + 1, desk: 'desk-7', deskSeq: 2, type: 'batch.created' },
    ]);
  });
});

describe('the clock', () => {
  it.each([
    ['turned forward', 3_600_000],
    ['turned back', -90_000],
  ])('%s is an event of its own, before the command that noticed', async (_, turnedMs) => {
    const site = await start();
    const from = site.rows();
    site.pass(10_000, turnedMs);
    await site.done('chief', 'batch.create', batchInput(2));
    expect(site.types(from)).toEqual(['clock.jumped', 'batch.created']);
    const jump = site.store.raw.prepare('SELECT data FROM ledger_rows WHERE seq = ?').get(from) as {
      data: string;
    };
    expect(JSON.parse(jump.data)).toEqual({
      fromAt: '2026-11-24T01:00:10.000Z',
      toAt: new Date(Date.parse('2026-11-24T01:00:10.000Z') + turnedMs).toISOString(),
      jumpMs: turnedMs,
    });
    await site.done('chief', 'batch.create', batchInput(3));
    expect(site.types(from + 2)).toEqual(['batch.created']);
  });

  it.each([
    ['time that passes', 86_400_000, 0],
    ['a small correction', 60_000, 1999],
  ])('%s is none', async (_, passedMs, turnedMs) => {
    const site = await start();
    const from = site.rows();
    site.pass(passedMs, turnedMs);
    await site.done('chief', 'batch.create', batchInput(2));
    expect(site.types(from)).toEqual(['batch.created']);
  });
});
