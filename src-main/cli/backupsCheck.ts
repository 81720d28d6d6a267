import { join } from 'node:path';
import { siteTime } from '#shared/domain/sittingTimes.ts';
import { siteRow } from '../core/institution/queries.ts';
import { verifyLedger } from '../core/ledger/verify.ts';
import { backupFolder, listBackups } from '../core/store/backup.ts';
import { isDamage } from '../core/store/damage.ts';
import { openDatabase, WrongDatabaseKey } from '../core/store/openDatabase.ts';
import { checkPages } from '../core/store/pageCheck.ts';
import type { ExitCode } from '#node/commandLanguage.ts';
import type { CommandIo } from './io.ts';
import { commandWords, usageOf } from './io.ts';
import { parseSiteOptions, siteKeyFrom } from './openSiteFolder.ts';

const usage = 'backups check --site DIR --key FILE [--json]';

/** A back-up and what was found in it; `rows` only of a sound one. */
interface CheckedBackup {
  readonly name: string;
  readonly at: string;
  readonly ok: boolean;
  readonly rows: number | null;
}

/**
 * `kaodian backups check`: opens every back-up of a site, reads its pages and verifies its ledger, and says which of them can be put
 * back. 0 when there are some and all are sound, 1 not, 2 wrong use.
 */
export async function backupsCheck(args: readonly string[], io: CommandIo): Promise<ExitCode> {
  const options = parseSiteOptions(args);
  if (options === null) {
    io.stderr(usageOf(usage));
    return 2;
  }
  const w = commandWords();
  const keyHex = await siteKeyFrom(options.site, options.key).catch(() => null);
  if (keyHex === null) {
    io.stderr(`${w.keyUnreadable}\n`);
    return 1;
  }
  const checked: CheckedBackup[] = [];
  for (const { name, at } of await listBackups(options.site))
    checked.push({ name, at, ...(await check(join(backupFolder(options.site), name), keyHex)) });
  const ok = checked.length > 0 && checked.every((one) => one.ok);
  if (options.json) io.stdout(`${JSON.stringify({ ok, backups: checked })}\n`);
  else io.stdout(`${linesOf(checked).join('\n')}\n`);
  return ok ? 0 : 1;
}

async function check(file: string, keyHex: string): Promise<Pick<CheckedBackup, 'ok' | 'rows'>> {
  const bad = { ok: false, rows: null };
  try {
    const store = openDatabase(file, keyHex, { readOnly: true });
    try {
      if (!checkPages(store).ok) return bad;
      const chain = await verifyLedger(store, siteRow(store)?.signingKey ?? null);
      return chain.ok ? { ok: true, rows: chain.rows } : bad;
    } finally {
      store.close();
    }
  } catch (error) {
    if (error instanceof WrongDatabaseKey || isDamage(error)) return bad;
    throw error;
  }
}

function linesOf(checked: readonly CheckedBackup[]): readonly string[] {
  const w = commandWords().backups;
  const newest = checked.findLast((one) => one.ok);
  return [
    ...checked.map(({ name, at, rows }) =>
      rows === null ? w.damaged({ name }) : w.sound({ name, time: siteTime(at), rows }),
    ),
    checked.length === 0 ? w.none : newest === undefined ? w.noneSound : w.newest({ name: newest.name }),
  ];
}
