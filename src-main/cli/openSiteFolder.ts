import { access, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { resourcesFolder } from '#node/programs.ts';
import { commandWords } from './io.ts';
import { makeBackup } from '../core/store/backup.ts';
import { migrate, readMigrations, schemaNumber } from '../core/store/migrate.ts';
import type { Migration } from '../core/store/migrate.ts';
import { openDatabase, WrongDatabaseKey } from '../core/store/openDatabase.ts';
import { openFiles } from '../core/store/files.ts';
import type { FileStore } from '../core/store/files.ts';
import type { Store } from '../core/store/openDatabase.ts';
import { deriveKey, readSiteKeys, unwrapSiteKey } from '../core/store/siteKeys.ts';

export type OpenedFolder =
  | { readonly ok: true; readonly store: Store; readonly files: FileStore; readonly file: string }
  | { readonly ok: false; readonly message: string };

function siteMigrations(): readonly Migration[] {
  return readMigrations(join(resourcesFolder(), 'migrations'));
}

/** Whether the tables of a site are those of an earlier version, which a reader cannot compare with the ledger. */
export function hasEarlierTables(store: Store): boolean {
  return schemaNumber(store) < siteMigrations().length;
}

/** Reads the words that name a site's folder and the file that opens it; null when they are off. */
export function parseSiteOptions(
  args: readonly string[],
): { readonly site: string; readonly key: string; readonly json: boolean } | null {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: { site: { type: 'string' }, key: { type: 'string' }, json: { type: 'boolean' } },
    });
    const { site, key, json = false } = values;
    return site === undefined || key === undefined ? null : { site, key, json };
  } catch {
    return null;
  }
}

/** The site key (64 hex digits) that a key file opens: it holds the recovery key of the sheet, or the hex key itself. */
export async function siteKeyFrom(dir: string, keyFile: string): Promise<string | null> {
  const text = (await readFile(keyFile, 'utf8')).trim();
  if (/^[0-9a-f]{64}$/.test(text)) return text;
  const keys = await readSiteKeys(dir);
  return keys === null ? null : unwrapSiteKey(keys, { recoveryKey: text, passphrase: text });
}

/**
 * Opens a site's database by its folder and key file, for reading, or for writing: then it is first brought up to the tables
 * of today, with a back-up, as at every opening.
 */
export async function openSiteFolder(dir: string, keyFile: string, readOnly: boolean): Promise<OpenedFolder> {
  const file = join(dir, 'kaodian.db');
  const there = await access(file).then(
    () => true,
    () => false,
  );
  if (!there) return { ok: false, message: commandWords().noData };
  const keyHex = await siteKeyFrom(dir, keyFile).catch(() => null);
  if (keyHex === null) return { ok: false, message: commandWords().keyUnreadable };
  try {
    const store = openDatabase(file, keyHex, { readOnly });
    if (!readOnly)
      await migrate(store, siteMigrations(), async () => void (await makeBackup(dir, keyHex, new Date())));
    return { ok: true, file, store, files: openFiles(join(dir, 'files'), deriveKey(keyHex, 'files')) };
  } catch (error) {
    if (error instanceof WrongDatabaseKey) return { ok: false, message: commandWords().keyWrong };
    throw error;
  }
}
