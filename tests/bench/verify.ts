import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { rowLine } from '#node/ledgerRow.ts';
import type { LedgerRow } from '#shared/formats/rowHeader.ts';
import { siteRow } from '../../src-main/core/institution/queries.ts';
import { verifyLedger } from '../../src-main/core/ledger/verify.ts';
import type { Store } from '../../src-main/core/store/openDatabase.ts';
import { openBenchSite } from './benchSite.ts';
import { makeBench, percentiles, round, timed } from './measuring.ts';

const mostTimes = 4;
const candidates = 400;

/**
 * Verification of a whole ledger (rows, chain, tree, checkpoints) from its encrypted database beside `sha256sum` over the same rows
 * in a plain file, turn by turn.
 */
export const benchVerify = makeBench({
  measures: 'verification of a ledger beside sha256sum over the same bytes',
  bound: `at most ${mostTimes} times sha256sum`,
  counts: { rows: 18_502, turns: 15 },
  async run({ rows, turns }, say) {
    const site = await openBenchSite(candidates);
    const dir = mkdtempSync(join(tmpdir(), 'kaodian-bench-'));
    try {
      await site.growTo(rows);
      const file = join(dir, 'ledger.ndjson');
      const bytes = writeRows(site.store, file);
      const key = siteRow(site.store)?.signingKey ?? null;
      const oursMs: number[] = [];
      const bareMs: number[] = [];
      for (let turn = 0; turn <= turns; turn += 1) {
        const one = await timed(async () => {
          const { ok } = await verifyLedger(site.store, key);
          if (!ok) throw new Error('the ledger of the bench does not verify');
        });
        const other = await timed(() => void execFileSync('sha256sum', [file]));
        // The first turn warms up caches and compiled code.
        if (turn === 0) continue;
        oursMs.push(one);
        bareMs.push(other);
      }
      const [ours, bare] = [percentiles(oursMs), percentiles(bareMs)];
      const ratio = round(ours.p50 / bare.p50);
      const megabytes = round(bytes / 1024 ** 2);
      say(
        `${site.ledgerRows()} rows, ${megabytes} MiB: verified in ${ours.p50} ms, sha256sum ${bare.p50} ms: ${ratio} times`,
      );
      return { ledgerRows: site.ledgerRows(), bytes, ours, bare, ratio, kept: ratio <= mostTimes };
    } finally {
      await site.close();
      rmSync(dir, { recursive: true, force: true });
    }
  },
});

function writeRows(store: Store, file: string): number {
  const rows = store.raw
    .prepare<[], LedgerRow>(
      'SELECT header, data, data_salt AS dataSalt, personal, personal_salt AS personalSalt FROM ledger_rows ORDER BY seq',
    )
    .all();
  const text = Buffer.from(rows.map((row) => `${rowLine(row)}\n`).join(''));
  writeFileSync(file, text);
  return text.length;
}
