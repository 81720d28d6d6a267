import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeBackup, runStoreJob } from '../../../src-main/core/store/backup.ts';
import { openDatabase, WrongDatabaseKey } from '../../../src-main/core/store/openDatabase.ts';
import type { Store } from '../../../src-main/core/store/openDatabase.ts';
import { testFolder, testKeyHex } from '../../support/testSite.ts';

const otherKeyHex = '22'.repeat(32);
const secret = '欧阳明月 500101200801011234';
let dir: string;
let file: string;
let remove: () => void;
let store: Store;

beforeEach(() => {
  ({ dir, remove } = testFolder());
  file = join(dir, 'kaodian.db');
  store = openDatabase(file, testKeyHex);
  store.raw.exec('CREATE TABLE people (id INTEGER PRIMARY KEY, name TEXT NOT NULL) STRICT');
  const insert = store.raw.prepare('INSERT INTO people (name) VALUES (?)');
  // In one transaction: each alone would be synced to the disk.
  store.raw.transaction(() => {
    for (let count = 0; count < 200; count += 1) insert.run(secret);
  })();
});
afterEach(() => {
  store.close();
  remove();
});

/** Files of the folder that hold the text, or anything that says it is SQLite. */
function filesThatTell(folder: string): readonly string[] {
  const tells = [
    Buffer.from(secret),
    Buffer.from('500101200801011234'),
    Buffer.from('SQLite format 3'),
    Buffer.from('CREATE TABLE'),
  ];
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => entry.name)
    .filter((name) => tells.some((tell) => readFileSync(join(folder, name)).includes(tell)));
}

describe('the database of a site', () => {
  it('is encrypted on the disk: neither names nor schema stand in its files, before or after a checkpoint', () => {
    expect(readdirSync(dir)).toContain('kaodian.db-wal');
    expect(filesThatTell(dir)).toEqual([]);
    store.raw.pragma('wal_checkpoint(TRUNCATE)');
    expect(filesThatTell(dir)).toEqual([]);
    // The search itself can find something.
    writeFileSync(join(dir, 'plain.txt'), secret);
    expect(filesThatTell(dir)).toEqual(['plain.txt']);
  });

  it('opens with its key and with no other', () => {
    store.close();
    expect(() => openDatabase(file, otherKeyHex)).toThrow(WrongDatabaseKey);
    store = openDatabase(file, testKeyHex);
    expect(store.raw.prepare('SELECT count(*) FROM people').pluck().get()).toBe(200);
  });

  it.each(['', 'x', '1'.repeat(63), '1'.repeat(65), 'AB'.repeat(32), `${'1'.repeat(62)}';`])(
    'takes no key of another form: “%s”',
    (key) => {
      expect(() => openDatabase(join(dir, 'new.db'), key)).toThrow(WrongDatabaseKey);
      expect(readdirSync(dir)).not.toContain('new.db');
    },
  );

  it('does not take a file that is no database of ours', () => {
    writeFileSync(join(dir, 'other.db'), 'x'.repeat(8192));
    expect(() => openDatabase(join(dir, 'other.db'), testKeyHex)).toThrow(WrongDatabaseKey);
  });

  it('syncs every commit, erases what is deleted, keeps foreign keys and distrusts the schema', () => {
    const said = (name: string) => store.raw.pragma(name, { simple: true });
    expect([
      said('journal_mode'),
      said('synchronous'),
      said('secure_delete'),
      said('foreign_keys'),
      said('trusted_schema'),
    ]).toEqual(['wal', 2, 1, 1, 0]);
  });

  it('opened for reading takes no writing', () => {
    const reader = openDatabase(file, testKeyHex, { readOnly: true });
    expect(reader.raw.prepare('SELECT count(*) FROM people').pluck().get()).toBe(200);
    expect(() => reader.raw.exec('DELETE FROM people')).toThrow(/readonly/);
    reader.close();
  });

  it('prepares each hot path once', () => {
    expect(store.hot('SELECT 1')).toBe(store.hot('SELECT 1'));
    expect(store.hot('SELECT 1')).not.toBe(store.hot('SELECT 2'));
  });
});

describe('a back-up', () => {
  const at = (second: number) => new Date(Date.UTC(2026, 10, 24, 1, 0, second));

  it('is a whole, still encrypted copy that opens with the site’s key, made while the site works on', async () => {
    const pending = makeBackup(dir, testKeyHex, at(0));
    store.raw.exec("INSERT INTO people (name) VALUES ('later')");
    const target = await pending;
    expect(target).toBe(join(dir, 'backups', 'kaodian-2026-11-24T01-00-00-000Z.db'));
    expect(filesThatTell(join(dir, 'backups'))).toEqual([]);
    expect(() => openDatabase(target, otherKeyHex)).toThrow(WrongDatabaseKey);
    const copy = openDatabase(target, testKeyHex, { readOnly: true });
    expect(copy.raw.prepare('SELECT count(*) FROM people WHERE name = ?').pluck().get(secret)).toBe(200);
    copy.close();
  });

  it('lets older ones go by the rule, and nothing that is no back-up', async () => {
    const folder = join(dir, 'backups');
    mkdirSync(folder);
    for (let second = 0; second < 11; second += 1)
      writeFileSync(join(folder, `kaodian-2026-11-24T00-59-${String(second).padStart(2, '0')}-000Z.db`), '');
    writeFileSync(join(folder, 'something else.txt'), '');
    await makeBackup(dir, testKeyHex, at(0));
    const names = readdirSync(folder).toSorted();
    // Ten newest; the newest of the hour before is among them.
    expect(names.filter((name) => name.endsWith('.db'))).toHaveLength(10);
    expect(names[0]).toBe('kaodian-2026-11-24T00-59-02-000Z.db');
    expect(names.slice(-2)).toEqual(['kaodian-2026-11-24T01-00-00-000Z.db', 'something else.txt']);
  });

  it('that does not pass its check gets no name, and no other goes for it', async () => {
    const folder = join(dir, 'backups');
    mkdirSync(folder);
    const older = Array.from({ length: 12 }, (_, second) => {
      const name = `kaodian-2026-11-24T00-59-${String(second).padStart(2, '0')}-000Z.db`;
      writeFileSync(join(folder, name), '');
      return name;
    });
    store.close();
    const bytes = readFileSync(file);
    bytes[2 * 4096 + 100] = (bytes[2 * 4096 + 100] ?? 0) ^ 1;
    writeFileSync(file, bytes);
    await expect(makeBackup(dir, testKeyHex, at(0))).rejects.toThrow();
    expect(readdirSync(folder).toSorted()).toEqual(older);
    store = openDatabase(join(dir, 'another.db'), testKeyHex);
  });

  it('with a wrong key fails and leaves no file behind', async () => {
    await expect(makeBackup(dir, otherKeyHex, at(0))).rejects.toThrow();
    expect(readdirSync(join(dir, 'backups'))).toEqual([]);
  });

  it('does not write over one that is there', async () => {
    const target = await makeBackup(dir, testKeyHex, at(0));
    const before = readFileSync(target);
    await expect(makeBackup(dir, testKeyHex, at(0))).rejects.toThrow();
    expect(readFileSync(target).equals(before)).toBe(true);
  });

  it('quick check finds a sound database sound and a damaged one not', async () => {
    expect(await runStoreJob({ kind: 'quickCheck', file, keyHex: testKeyHex })).toEqual({
      ok: true,
      detail: 'ok',
    });
    store.raw.pragma('wal_checkpoint(TRUNCATE)');
    store.close();
    const bytes = readFileSync(file);
    bytes.fill(0x5a, bytes.length - 2000);
    writeFileSync(file, bytes);
    const answer = await runStoreJob({ kind: 'quickCheck', file, keyHex: testKeyHex }).catch(
      (error: unknown) => ({ ok: false, detail: String(error) }),
    );
    expect(answer.ok).toBe(false);
    store = openDatabase(join(dir, 'another.db'), testKeyHex);
  });
});
