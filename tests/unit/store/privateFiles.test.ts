import { chmodSync, mkdirSync, readdirSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeBackup } from '../../../src-main/core/store/backup.ts';
import { openDatabase } from '../../../src-main/core/store/openDatabase.ts';
import { makePrivate } from '../../../src-main/core/store/privateFiles.ts';
import { takeSiteLock } from '../../../src-main/core/store/siteLock.ts';
import { testFolder, testKeyHex } from '../../support/testSite.ts';

let dir: string;
let remove: () => void;
beforeEach(() => ({ dir, remove } = testFolder()));
afterEach(() => remove());

const rights = (name: string): string => (statSync(join(dir, name)).mode & 0o777).toString(8);

/** Everything below the folder that somebody else may read or enter. */
function openToOthers(folder = ''): readonly string[] {
  return readdirSync(join(dir, folder), { withFileTypes: true, recursive: true })
    .map((entry) => join(entry.parentPath, entry.name).slice(dir.length + 1))
    .filter((name) => (statSync(join(dir, name)).mode & 0o077) !== 0);
}

// The rights of POSIX; Windows has others.
describe.skipIf(process.platform === 'win32')('a site’s folder', () => {
  it('is made for its owner alone: database, side files, lock, back-up', async () => {
    const store = openDatabase(join(dir, 'kaodian.db'), testKeyHex);
    store.raw.exec('CREATE TABLE t (a TEXT) STRICT');
    const lock = takeSiteLock(dir);
    await makeBackup(dir, testKeyHex, new Date('2026-11-24T01:00:00.000Z'));
    expect(readdirSync(dir)).toEqual(
      expect.arrayContaining(['kaodian.db-wal', 'kaodian.db-shm', 'site.lock']),
    );
    expect(openToOthers()).toEqual([]);
    lock?.release();
    store.close();
  });

  it('becomes so where it was there before with wider rights', async () => {
    mkdirSync(join(dir, 'files', 'ab'), { recursive: true });
    mkdirSync(join(dir, 'backups'));
    for (const name of [
      'kaodian.db',
      'kaodian.db-wal',
      'keys.json',
      'files/ab/abcd.enc',
      'backups/kaodian-x.db',
    ])
      writeFileSync(join(dir, name), '');
    for (const name of ['', ...readdirSync(dir, { recursive: true, encoding: 'utf8' })])
      chmodSync(join(dir, name), 0o777);
    await makePrivate(dir);
    expect([rights(''), rights('files'), rights('files/ab'), rights('kaodian.db')]).toEqual([
      '700',
      '700',
      '700',
      '600',
    ]);
    expect(openToOthers()).toEqual([]);
  });

  it('leaves alone what is not the site’s, and a folder that holds such things', async () => {
    const { dir: elsewhere, remove: removeElsewhere } = testFolder();
    writeFileSync(join(elsewhere, 'letter.txt'), '', { mode: 0o644 });
    chmodSync(join(elsewhere, 'letter.txt'), 0o644);
    writeFileSync(join(dir, 'letter.txt'), '');
    symlinkSync(elsewhere, join(dir, 'files'));
    writeFileSync(join(dir, 'keys.json'), '');
    for (const name of ['', 'letter.txt', 'keys.json']) chmodSync(join(dir, name), 0o755);
    await makePrivate(dir);
    expect([rights(''), rights('letter.txt'), rights('keys.json')]).toEqual(['755', '755', '600']);
    expect((statSync(join(elsewhere, 'letter.txt')).mode & 0o777).toString(8)).toBe('644');
    removeElsewhere();
  });
});
