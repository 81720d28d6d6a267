import type { LedgerVerdict } from '#shared/contract/views/results.ts';
import type { Words } from '#shared/words/words.ts';
import { capabilities } from '../core/capabilities.ts';
import { siteRow } from '../core/institution/queries.ts';
import { compareTables } from '../core/ledger/replay.ts';
import { checkFiles } from '../core/ledger/storedFiles.ts';
import type { FilesVerdict } from '../core/ledger/storedFiles.ts';
import { verifySite } from '../core/ledger/verifySite.ts';
import { isDamage } from '../core/store/damage.ts';
import type { Store } from '../core/store/openDatabase.ts';
import { checkPages } from '../core/store/pageCheck.ts';
import { unreadWrites } from '../core/store/sideFile.ts';
import type { ExitCode } from '#node/commandLanguage.ts';
import type { CommandIo } from './io.ts';
import { commandWords, usageOf } from './io.ts';
import { hasEarlierTables, openSiteFolder, parseSiteOptions } from './openSiteFolder.ts';

const usage = 'ledger verify --site DIR --key FILE [--json]';

/**
 * `kaodian ledger verify`: every page of the database, every row, the chain, every checkpoint, the tables beside it, and every file
 * that a row names. 0 sound, 1 not (with what and why), 2 wrong use.
 */
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
  const { store, files, file } = opened;
  try {
    const verdict = await verifySite(store, signingKeyOf(store), {
      pages: () => checkPages(store),
      // A site that was last open with an earlier version: its tables are remade at the next opening.
      compare: () => (hasEarlierTables(store) ? null : compareTables(store, capabilities)),
    });
    // Which files there must be, only a readable ledger says.
    const stored = verdict.pages.ok ? await checkFiles(store, files) : null;
    const unread = verdict.pages.ok ? await unreadWrites(store, file) : 0;
    const ok = verdict.ok && stored !== null && stored.ok && unread === 0;
    if (options.json)
      io.stdout(`${JSON.stringify({ ...verdict, ok, files: stored, unreadWrites: unread })}\n`);
    else io.stdout(`${linesOf(verdict, stored, unread).join('\n')}\n`);
    return ok ? 0 : 1;
  } finally {
    store.close();
  }
}

/** Null also when the page that it stands on cannot be read: then that is what the verdict says. */
function signingKeyOf(store: Store): string | null {
  try {
    return siteRow(store)?.signingKey ?? null;
  } catch (error) {
    if (isDamage(error)) return null;
    throw error;
  }
}

function linesOf(verdict: LedgerVerdict, stored: FilesVerdict | null, unread: number): readonly string[] {
  const w = commandWords().ledger;
  const lines = [ledgerLine(verdict)];
  lines.push(verdict.pages.ok ? w.pages(verdict.pages) : w.pagesDamaged(verdict.pages));
  if (unread > 0) lines.push(w.unreadWrites({ count: unread }));
  if (stored !== null)
    lines.push(stored.ok ? w.files(stored) : w.filesDamaged({ count: stored.bad.length, files: stored.bad }));
  return lines;
}

function ledgerLine(verdict: LedgerVerdict): string {
  const w = commandWords().ledger;
  const { failure, tables } = verdict;
  if (failure !== null) return w.broken({ seq: failure.seq, why: whyOf(failure.code), code: failure.code });
  if (tables !== null && !tables.match) return w.tablesDiffer({ tables: tables.differing });
  return w.sound({ ...verdict, shortForm: verdict.lastCheckpointShortForm ?? w.noCheckpoint });
}

/** What a failure of the verification means, by the beginning of its code. */
export function whyOf(code: string): string {
  const { why } = commandWords().ledger;
  const known: readonly (keyof Words<'cli'>['ledger']['why'])[] = ['page', 'row', 'ledger'];
  return why[known.find((begin) => code.startsWith(`${begin}-`)) ?? 'signature'];
}
