import { copyFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CandidateId } from '#shared/contract/ids.ts';
import type { RowHeader } from '#shared/formats/rowHeader.ts';
import { rowHeaderText } from '#shared/formats/rowHeader.ts';
import { signCheckpoint } from '#node/checkpoint.ts';
import { signingKeyFromSeed, sshPublicKeyLine } from '#node/ed25519.ts';
import { buildRow, dataHash, rowHash } from '#node/ledgerRow.ts';
import { frontierOf } from '#node/merkle.ts';
import { verifyLedger } from '../../../src-main/core/ledger/verify.ts';
import { openDatabase } from '../../../src-main/core/store/openDatabase.ts';
import type { Store } from '../../../src-main/core/store/openDatabase.ts';
import { testId } from '../../support/arrangedSite.ts';
import {
  batchInput,
  institutionCode,
  ledgerSite,
  rosterInput,
  signingKey,
} from '../../support/ledgerSite.ts';
import type { LedgerSite } from '../../support/ledgerSite.ts';
import { testKeyHex } from '../../support/testSite.ts';

const keyLine = sshPublicKeyLine(signingKey);
let site: LedgerSite;
let sizeOfCheckpoint = 0;
let copies = 0;

beforeAll(async () => {
  site = await ledgerSite();
  await site.done('chief', 'roster.import', rosterInput(20));
  await site.done('system', 'checkpoint.make', { reason: 'sitting' });
  sizeOfCheckpoint = site.rows() - 1;
  for (const number of [2, 3, 4]) await site.done('chief', 'batch.create', batchInput(number));
  site.store.raw.pragma('wal_checkpoint(TRUNCATE)');
});
afterAll(() => site.remove());

/** A copy of the site's database with something done to it behind the ledger's back. */
async function afterTampering(tamper: (store: Store) => void) {
  copies += 1;
  const file = join(site.dir, `copy-${copies}.db`);
  copyFileSync(site.file, file);
  const store = openDatabase(file, testKeyHex);
  try {
    tamper(store);
    return await verifyLedger(store, keyLine);
  } finally {
    store.close();
    rmSync(file);
  }
}

/** The header of a row, changed and stored; with its row hash kept up when the tamperer is careful. */
function rewriteHeader(store: Store, seq: number, change: Partial<RowHeader>, careful: boolean): void {
  const { header } = store.raw.prepare('SELECT header FROM ledger_rows WHERE seq = ?').get(seq) as {
    header: string;
  };
  const text = rowHeaderText({ ...(JSON.parse(header) as RowHeader), ...change });
  store.raw
    .prepare('UPDATE ledger_rows SET header = ?, row_hash = coalesce(?, row_hash) WHERE seq = ?')
    .run(text, careful ? rowHash(text) : null, seq);
}

/** Everything from `seq` on written anew with other data, all hashes right: what somebody with the key of the database can do. */
function rewriteFrom(store: Store, seq: number): void {
  const rows = store.raw
    .prepare(
      'SELECT seq, header, data, personal, row_hash AS rowHash FROM ledger_rows WHERE seq >= ? ORDER BY seq',
    )
    .all(seq - 1) as {
    seq: number;
    header: string;
    data: string;
    personal: string | null;
    rowHash: string;
  }[];
  let prev = rows[0]?.rowHash ?? '';
  for (const row of rows.slice(1)) {
    const { v: _v, dataHash: _d, personalHash: _p, ...header } = JSON.parse(row.header) as RowHeader;
    const built = buildRow({
      ...header,
      prev,
      data: row.data.replace('"B2"', '"B9"'),
      personal: row.personal,
    });
    const { row: made } = built;
    store.raw
      .prepare(
        'UPDATE ledger_rows SET header = ?, data = ?, data_salt = ?, personal = ?, personal_salt = ?, row_hash = ? WHERE seq = ?',
      )
      .run(made.header, made.data, made.dataSalt, made.personal, made.personalSalt, built.rowHash, row.seq);
    prev = built.rowHash;
  }
}

const dataRow = 12;
const personalRow = 15;

interface Case {
  readonly what: string;
  readonly code: string;
  /** Row that is named; left out where several would be right. */
  readonly seq?: () => number;
  readonly tamper: (store: Store) => void;
}

const run = (sql: string) => (store: Store) => {
  if (store.raw.prepare(sql).run().changes === 0) throw new Error('nothing was tampered with');
};

const cases: readonly Case[] = [
  {
    what: 'data of a row',
    code: 'row-data-altered',
    seq: () => dataRow,
    tamper: run(`UPDATE ledger_rows SET data = replace(data, '"row":', '"row": ') WHERE seq = ${dataRow}`),
  },
  {
    what: 'the salt of data',
    code: 'row-data-altered',
    seq: () => dataRow,
    tamper: run(`UPDATE ledger_rows SET data_salt = '${'0'.repeat(64)}' WHERE seq = ${dataRow}`),
  },
  {
    what: 'the personal part of a row',
    code: 'row-personal-altered',
    seq: () => personalRow,
    tamper: run(
      `UPDATE ledger_rows SET personal = replace(personal, '考生', '别人') WHERE seq = ${personalRow}`,
    ),
  },
  {
    what: 'the personal part erased without its salt',
    code: 'row-personal-altered',
    seq: () => personalRow,
    tamper: run(`UPDATE ledger_rows SET personal = NULL WHERE seq = ${personalRow}`),
  },
  {
    what: 'a personal part given to a row that had none',
    code: 'row-personal-altered',
    seq: () => 0,
    tamper: run(`UPDATE ledger_rows SET personal = '{}', personal_salt = data_salt WHERE seq = 0`),
  },
  {
    what: 'the personal parts of two rows exchanged',
    code: 'row-personal-altered',
    seq: () => 14,
    tamper: run(
      'UPDATE ledger_rows SET personal = (SELECT personal FROM ledger_rows WHERE seq = 29 - ledger_rows.seq) WHERE seq IN (14)',
    ),
  },
  {
    what: 'a header, its hash left as it was',
    code: 'row-hash-differs',
    seq: () => dataRow,
    tamper: (store) => rewriteHeader(store, dataRow, { actor: 'somebody' }, false),
  },
  {
    what: 'a header with its hash',
    code: 'row-chain-broken',
    seq: () => dataRow + 1,
    tamper: (store) => rewriteHeader(store, dataRow, { at: '2026-11-23T01:00:00.000Z' }, true),
  },
  {
    what: 'the number in a header',
    code: 'row-sequence-broken',
    seq: () => dataRow,
    tamper: (store) => rewriteHeader(store, dataRow, { seq: 99 }, true),
  },
  {
    what: 'the ledger in a header',
    code: 'row-ledger-differs',
    seq: () => dataRow,
    tamper: (store) => rewriteHeader(store, dataRow, { ledger: 'another' }, true),
  },
  {
    what: 'a header that is no header any more',
    code: 'json-malformed',
    seq: () => dataRow,
    tamper: run(`UPDATE ledger_rows SET header = '{' WHERE seq = ${dataRow}`),
  },
  {
    what: 'a header written in another way',
    code: 'json-not-canonical',
    seq: () => dataRow,
    tamper: run(
      `UPDATE ledger_rows SET header = replace(header, ',"type"', ', "type"') WHERE seq = ${dataRow}`,
    ),
  },
  {
    what: 'data together with its hash in the header',
    code: 'row-hash-differs',
    seq: () => dataRow,
    tamper: (store) => {
      const { salt } = store.raw
        .prepare('SELECT data_salt AS salt FROM ledger_rows WHERE seq = ?')
        .get(dataRow) as { salt: string };
      store.raw.prepare('UPDATE ledger_rows SET data = ? WHERE seq = ?').run('{}', dataRow);
      rewriteHeader(store, dataRow, { dataHash: dataHash(salt, '{}') }, false);
    },
  },
  {
    what: 'two rows exchanged',
    code: 'row-sequence-broken',
    seq: () => 10,
    tamper: (store) =>
      store.raw.exec(
        'UPDATE ledger_rows SET seq = -1 WHERE seq = 10; UPDATE ledger_rows SET seq = 10 WHERE seq = 11; UPDATE ledger_rows SET seq = 11 WHERE seq = -1',
      ),
  },
  {
    what: 'a row in the middle deleted',
    code: 'row-sequence-broken',
    seq: () => 11,
    tamper: run('DELETE FROM ledger_rows WHERE seq = 10'),
  },
  {
    what: 'a row deleted and those behind it moved up',
    code: 'row-sequence-broken',
    seq: () => 10,
    tamper: (store) => {
      store.raw.exec('DELETE FROM ledger_rows WHERE seq = 10');
      for (let seq = 11; seq < site.rows(); seq += 1)
        store.raw.exec(`UPDATE ledger_rows SET seq = ${seq - 1} WHERE seq = ${seq}`);
    },
  },
  {
    what: 'the first row deleted',
    code: 'row-sequence-broken',
    seq: () => 1,
    tamper: run('DELETE FROM ledger_rows WHERE seq = 0'),
  },
  {
    what: 'the hash kept beside a row',
    code: 'row-hash-differs',
    seq: () => dataRow,
    tamper: run(`UPDATE ledger_rows SET row_hash = '${'a'.repeat(64)}' WHERE seq = ${dataRow}`),
  },
  {
    what: 'the type kept beside a row',
    code: 'row-columns-differ',
    seq: () => dataRow,
    tamper: run(`UPDATE ledger_rows SET type = 'roster.imported' WHERE seq = ${dataRow}`),
  },
  {
    what: 'the batch kept beside a row',
    code: 'row-columns-differ',
    seq: () => dataRow,
    tamper: run(`UPDATE ledger_rows SET batch = NULL WHERE seq = ${dataRow}`),
  },
  {
    what: 'the end cut off from inside a checkpoint',
    code: 'ledger-cut-off',
    seq: () => 20,
    tamper: run('DELETE FROM ledger_rows WHERE seq >= 20'),
  },
  {
    what: 'the end cut off right behind what a checkpoint covers',
    code: 'ledger-cut-off',
    seq: () => sizeOfCheckpoint,
    tamper: (store) => run(`DELETE FROM ledger_rows WHERE seq >= ${sizeOfCheckpoint}`)(store),
  },
  {
    what: 'the end cut off and the checkpoint with it',
    code: 'ledger-cut-off',
    seq: () => 20,
    tamper: (store) => store.raw.exec('DELETE FROM ledger_rows WHERE seq >= 20; DELETE FROM checkpoints'),
  },
  { what: 'every row deleted', code: 'ledger-cut-off', seq: () => 0, tamper: run('DELETE FROM ledger_rows') },
  {
    what: 'the text of a checkpoint',
    code: 'signature-invalid',
    tamper: run("UPDATE checkpoints SET text = replace(text, 'epoch 0', 'epoch 1')"),
  },
  {
    what: 'a checkpoint that is none any more',
    code: 'checkpoint-malformed',
    tamper: run("UPDATE checkpoints SET text = 'x'"),
  },
  {
    what: 'the signature of a checkpoint cut short',
    code: 'signature-malformed',
    tamper: run('UPDATE checkpoints SET signature = substr(signature, 1, 100)'),
  },
  {
    what: 'a checkpoint moved to another size',
    code: 'checkpoint-size-differs',
    tamper: run('UPDATE checkpoints SET size = size - 1'),
  },
  {
    what: 'a checkpoint signed by another key',
    code: 'checkpoint-other-key',
    tamper: (store) => replaceCheckpoint(store, signingKeyFromSeed(Buffer.alloc(32, 3))),
  },
  {
    what: 'rows before a checkpoint written anew, with all hashes',
    code: 'checkpoint-head-differs',
    seq: () => sizeOfCheckpoint - 1,
    tamper: (store) => rewriteFrom(store, 8),
  },
];

/** Another checkpoint over the same rows, by this key. */
function replaceCheckpoint(store: Store, key: typeof signingKey): void {
  const hashes = (
    store.raw
      .prepare('SELECT row_hash AS hash FROM ledger_rows WHERE seq < ? ORDER BY seq')
      .all(sizeOfCheckpoint) as { hash: string }[]
  ).map((row) => row.hash);
  const { ledgerId } = site.ledger.tail();
  const signed = signCheckpoint(
    {
      institutionCode,
      ledgerId,
      epoch: 0,
      frontier: frontierOf(hashes),
      head: hashes.at(-1) ?? '',
      video: {},
      time: '2026-11-24T01:00:00.000Z',
    },
    key,
  );
  store.raw.prepare('UPDATE checkpoints SET text = ?, signature = ?').run(signed.text, signed.signature);
}

describe('verifyLedger', () => {
  it('finds a sound ledger sound, and says what it has seen', async () => {
    const verdict = await verifyLedger(site.store, keyLine);
    const { size, head } = site.ledger.tail();
    expect(verdict).toMatchObject({ ok: true, rows: size, head, checkpoints: 1, failure: null });
    expect(verdict.lastCheckpointShortForm).toMatch(/^KD1/);
    expect(await afterTampering(() => undefined)).toMatchObject({
      ok: true,
      rows: size,
      treeRoot: verdict.treeRoot,
    });
    expect((await afterTampering((store) => replaceCheckpoint(store, signingKey))).ok).toBe(true);
  });

  it.each(cases)('finds $what', async ({ code, seq, tamper }) => {
    const verdict = await afterTampering(tamper);
    expect(verdict.ok).toBe(false);
    expect(verdict.failure?.code).toBe(code);
    if (seq !== undefined) expect(verdict.failure?.seq).toBe(seq());
  });

  it('passes a blanked ledger: the chain does not need what was erased', async () => {
    const blanked = await ledgerSite();
    await blanked.done('chief', 'roster.import', rosterInput(3));
    await blanked.done('system', 'checkpoint.make', { reason: 'asked' });
    const approvalId = await blanked.ask('chief', 'candidate.blank', {
      candidateId: testId<'candidate'>('cand', 2) as CandidateId,
      reason: '本人申请',
    });
    await blanked.done('supervisor', 'approval.grant', { approvalId });
    expect(await verifyLedger(blanked.store, keyLine)).toMatchObject({ ok: true, rows: blanked.rows() });
    expect(
      blanked.store.raw
        .prepare("SELECT count(*) FROM ledger_rows WHERE type = 'enrolment.registered' AND personal IS NULL")
        .pluck()
        .get(),
    ).toBe(1);
    blanked.remove();
  });

  it('cannot see that rows behind the last checkpoint were cut off: only the head differs, which slips and receipts hold', async () => {
    const verdict = await afterTampering(run(`DELETE FROM ledger_rows WHERE seq > ${site.rows() - 3}`));
    expect(verdict.ok).toBe(true);
    expect(verdict.head).not.toBe(site.ledger.tail().head);
  });

  it('lets others work in between on a long ledger', async () => {
    const long = await ledgerSite();
    await long.done('chief', 'roster.import', rosterInput(1500));
    const [verdict] = await Promise.all([
      verifyLedger(long.store, keyLine),
      long.done('chief', 'batch.create', batchInput(2)),
    ]);
    expect(verdict).toMatchObject({ ok: true, checkpoints: 1 });
    expect((await verifyLedger(long.store, keyLine)).ok).toBe(true);
    long.remove();
  });
});
