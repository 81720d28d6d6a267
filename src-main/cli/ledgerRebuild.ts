import { capabilities } from '../core/capabilities.ts';
import { rebuildTables, tableHashes } from '../core/ledger/replay.ts';
import { siteRow } from '../core/institution/queries.ts';
import { verifyLedger } from '../core/ledger/verify.ts';
import type { Store } from '../core/store/openDatabase.ts';
import { takeSiteLock } from '../core/store/siteLock.ts';
import type { ExitCode } from '#node/commandLanguage.ts';
import type { CommandIo } from './io.ts';
import { commandWords, usageOf } from './io.ts';
import { whyOf } from './ledgerVerify.ts';
import { openSiteFolder, parseSiteOptions } from './openSiteFolder.ts';

const usage = 'ledger rebuild --site DIR --key FILE [--json]';

/** Nothing is drawn from a ledger that does not verify: what stands in the tables may be all that is left. */
async function rebuild(store: Store) {
  const { failure } = await verifyLedger(store, siteRow(store)?.signingKey ?? null);
  if (failure !== null) return { failure };
  const before = tableHashes(store, capabilities);
  const rows = rebuildTables(store, capabilities);
  return { rows, before, after: tableHashes(store, capabilities) };
}

/** `kaodian ledger rebuild`: empties the tables and fills them again from the ledger; says which of them had differed. */
export async function ledgerRebuild(args: readonly string[], io: CommandIo): Promise<ExitCode> {
  const options = parseSiteOptions(args);
  if (options === null) {
    io.stderr(usageOf(usage));
    return 2;
  }
  const lock = takeSiteLock(options.site);
  if (lock === null) {
    io.stderr(`${commandWords().inUse}\n`);
    return 1;
  }
  try {
    const opened = await openSiteFolder(options.site, options.key, false);
    if (!opened.ok) {
      io.stderr(`${opened.message}\n`);
      return 1;
    }
    const { store } = opened;
    const rebuilt = await rebuild(store).finally(() => store.close());
    if ('failure' in rebuilt) {
      const { seq, code } = rebuilt.failure;
      io.stderr(`${commandWords().ledger.broken({ seq, code, why: whyOf(code) })}\n`);
      return 1;
    }
    const { rows, before, after } = rebuilt;
    const changed = Object.keys(after).filter((name) => after[name] !== before[name]);
    if (options.json) io.stdout(`${JSON.stringify({ rows, tables: Object.keys(after).length, changed })}\n`);
    else {
      const w = commandWords().ledger;
      const outcome = changed.length === 0 ? w.same : w.changed({ tables: changed });
      io.stdout(`${w.rebuilt({ rows, tables: Object.keys(after).length, outcome })}\n`);
    }
    return 0;
  } finally {
    lock.release();
  }
}
