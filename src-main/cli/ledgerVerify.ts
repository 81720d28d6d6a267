import { capabilities } from '../core/capabilities.ts';
import { siteRow } from '../core/institution/queries.ts';
import { compareTables } from '../core/ledger/replay.ts';
import { verifyLedger, withTables } from '../core/ledger/verify.ts';
import type { LedgerVerdict } from '#shared/contract/views/results.ts';
import type { ExitCode } from '#node/commandLanguage.ts';
import type { CommandIo } from './io.ts';
import { commandWords, usageOf } from './io.ts';
import { hasEarlierTables, openSiteFolder, parseSiteOptions } from './openSiteFolder.ts';

const usage = 'ledger verify --site DIR --key FILE [--json]';

/** `kaodian ledger verify`: every row, the chain, every checkpoint, and the tables beside it. 0 sound, 1 not (with the row or tables and why), 2 wrong use. */
export async function ledgerVerify(args: readonly string[], io: CommandIo): Promise<ExitCode> {
  const options = parseSiteOptions(args);
  if (options === null) {
    io.stderr(usageOf(usage));
    return 2;
  }
  const opened = await openSiteFolder(options.site, options.key, true);
  if (!opened.ok) {
    if (options.json) io.stdout(`${JSON.stringify({ ok: false, message: opened.message })}\n`);
    else io.stderr(`${opened.message}\n`);
    return 1;
  }
  try {
    const { store } = opened;
    const w = commandWords().ledger;
    const chain = await verifyLedger(store, siteRow(store)?.signingKey ?? null);
    // A site that was last open with an earlier version: its rows are looked at, its tables are remade at the next opening.
    const verdict: LedgerVerdict = hasEarlierTables(store)
      ? { ...chain, tables: null }
      : await withTables(chain, () => compareTables(store, capabilities));
    if (options.json) io.stdout(`${JSON.stringify(verdict)}\n`);
    else if (verdict.ok)
      io.stdout(`${w.sound({ ...verdict, shortForm: verdict.lastCheckpointShortForm ?? w.noCheckpoint })}\n`);
    else if (verdict.tables !== null) io.stdout(`${w.tablesDiffer({ tables: verdict.tables.differing })}\n`);
    else io.stdout(`${w.broken({ seq: verdict.failure?.seq ?? '?', code: verdict.failure?.code ?? '' })}\n`);
    return verdict.ok ? 0 : 1;
  } finally {
    opened.store.close();
  }
}
