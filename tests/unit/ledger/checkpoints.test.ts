import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseCheckpoint } from '#shared/formats/checkpointText.ts';
import { crockford } from '#shared/formats/crockford.ts';
import { verifyCheckpoint } from '#node/checkpoint.ts';
import { sshFingerprint } from '#node/ed25519.ts';
import { merkleRoot } from '#node/merkle.ts';
import { LedgerCutOff, readTail } from '../../../src-main/core/ledger/append.ts';
import { verifyLedger } from '../../../src-main/core/ledger/verify.ts';
import {
  batchInput,
  institutionCode,
  ledgerSite,
  rosterInput,
  signingKey,
} from '../../support/ledgerSite.ts';
import type { LedgerSite } from '../../support/ledgerSite.ts';

interface StoredCheckpoint {
  readonly size: number;
  readonly seq: number;
  readonly reason: string;
  readonly sha256: string;
  readonly text: string;
  readonly signature: string;
  readonly shortForm: string;
}

const peopleCount = 2600;
let site: LedgerSite;
let checkpoints: readonly StoredCheckpoint[];
let rowHashes: readonly string[];

beforeAll(async () => {
  site = await ledgerSite();
  await site.done('chief', 'roster.import', rosterInput(peopleCount));
  await site.done('system', 'checkpoint.make', { reason: 'sitting' });
  await site.done('chief', 'batch.create', batchInput(2));
  checkpoints = site.store.raw
    .prepare(
      'SELECT size, seq, reason, sha256, text, signature, short_form AS shortForm FROM checkpoints ORDER BY size',
    )
    .all() as StoredCheckpoint[];
  rowHashes = site.store.raw
    .prepare('SELECT row_hash FROM ledger_rows ORDER BY seq')
    .all()
    .map((row) => (row as { row_hash: string }).row_hash);
}, 120_000);
afterAll(() => site.remove());

describe('checkpoints', () => {
  it('stand at least every thousand rows, also inside one command, and when asked for', () => {
    expect(checkpoints.map(({ size, reason }) => [size, reason])).toEqual([
      [1000, 'rows'],
      [2000, 'rows'],
      [rowHashes.length - 2, 'sitting'],
    ]);
    expect(rowHashes.length).toBeGreaterThan(peopleCount);
  });

  it('have their own row right behind what they cover', () => {
    for (const { size, seq } of checkpoints) {
      expect(seq).toBe(size);
      expect(site.types(seq)[0]).toBe('checkpoint.made');
    }
  });

  it('name institution, ledger, size, tree root, epoch, head and time', () => {
    for (const { size, text, sha256 } of checkpoints) {
      const parsed = parseCheckpoint(text);
      expect(parsed).toMatchObject({
        ok: true,
        value: {
          institutionCode,
          ledgerId: site.ledger.tail().ledgerId,
          size,
          epoch: 0,
          head: rowHashes[size - 1],
          root: merkleRoot(rowHashes.slice(0, size)).toString('base64'),
          time: '2026-11-24T01:00:00.000Z',
        },
      });
      expect(createHash('sha256').update(text).digest('hex')).toBe(sha256);
    }
  });

  it('are signed by the site, as ssh-keygen sees it too', () => {
    for (const { text, signature } of checkpoints) {
      const verified = verifyCheckpoint(text, signature);
      expect(verified.ok && sshFingerprint(verified.value.key)).toBe(sshFingerprint(signingKey));
      const file = join(site.dir, 'checkpoint.sig');
      writeFileSync(file, signature);
      const check = (said: string) =>
        spawnSync('ssh-keygen', ['-Y', 'check-novalidate', '-n', 'kaodian-checkpoint', '-s', file], {
          input: said,
          encoding: 'utf8',
        }).status;
      expect(check(text)).toBe(0);
      expect(check(text.replace('epoch 0', 'epoch 1'))).not.toBe(0);
    }
  });

  it('have the short form for paper', () => {
    for (const { size, text, shortForm } of checkpoints) {
      const digest = crockford(createHash('sha256').update(text).digest()).slice(0, 26);
      expect(shortForm.replaceAll(/[\s-]/g, '')).toBe(`KD1${institutionCode}0${size}${digest}`);
    }
  });

  it('cannot be made before there is a key, and nothing else waits for one', async () => {
    const fresh = await ledgerSite({ founded: false });
    fresh.hasKey = false;
    expect(await fresh.submit('system', 'checkpoint.make', { reason: 'asked' })).toMatchObject({
      ok: false,
      refusal: { code: 'site-not-founded' },
    });
    expect(fresh.rows()).toBe(0);
    fresh.remove();
  });
});

describe('the tail', () => {
  it('is found again from the stored frontier and the rows after it, exactly', () => {
    const live = site.ledger.tail();
    const stored = site.store.raw.prepare('SELECT frontier_size AS size FROM ledger_state').get() as {
      size: number;
    };
    expect(stored.size).toBe((checkpoints.at(-1)?.size ?? 0) + 1);
    expect(stored.size).toBeLessThan(live.size);
    expect(readTail(site.store)).toEqual(live);
  });

  it('is the same when every row is hashed anew', () => {
    const live = site.ledger.tail();
    const undo = site.store.raw.transaction(() => {
      site.store.raw.exec("UPDATE ledger_state SET frontier_size = 0, frontier_nodes = '[]'");
      expect(readTail(site.store)).toEqual(live);
      throw new Error('undo');
    });
    expect(undo).toThrow('undo');
  });

  it('goes on after a restart with the same ledger, tree and count of rows since the last checkpoint', async () => {
    const before = site.ledger.tail();
    site.restart();
    expect(site.ledger.tail()).toEqual(before);
    await site.done('chief', 'batch.create', batchInput(3));
    await site.done('system', 'checkpoint.make', { reason: 'asked' });
    expect(site.ledger.tail()).toMatchObject({
      size: before.size + 2,
      sinceCheckpoint: 1,
      ledgerId: before.ledgerId,
    });
    expect((await verifyLedger(site.store, null)).ok).toBe(true);
  });

  it('counts towards the next checkpoint over a restart', async () => {
    const fresh = await ledgerSite();
    await fresh.done('chief', 'roster.import', rosterInput(900));
    fresh.restart();
    const size = fresh.rows();
    await fresh.done('chief', 'roster.import', rosterInput(200, 1001));
    const made = fresh.store.raw.prepare('SELECT size FROM checkpoints').all() as { size: number }[];
    expect(size).toBeLessThan(1000);
    expect(made).toEqual([{ size: 1000 }]);
    fresh.remove();
  });

  it.each([
    ['the rows after a checkpoint and its own', 'seq >= 1000'],
    ['all rows', 'seq >= 0'],
  ])('is not taken up, and nothing written after it, when %s are gone', async (_, which) => {
    const fresh = await ledgerSite();
    await fresh.done('chief', 'roster.import', rosterInput(1100));
    fresh.store.raw.exec(`DELETE FROM ledger_rows WHERE ${which}`);
    expect(() => readTail(fresh.store)).toThrow(LedgerCutOff);
    expect(() => fresh.restart()).toThrow(LedgerCutOff);
    fresh.remove();
  });

  it('of an empty ledger has nothing in it', async () => {
    const fresh = await ledgerSite({ founded: false });
    expect(readTail(fresh.store)).toMatchObject({
      size: 0,
      head: '0'.repeat(64),
      epoch: 0,
      sinceCheckpoint: 0,
    });
    fresh.remove();
  });
});
