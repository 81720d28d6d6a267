import { copyFileSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { backupsCheck } from '../../../src-main/cli/backupsCheck.ts';
import { commandLine } from '../../../src-main/cli/commandLine.ts';
import { capabilities } from '../../../src-main/core/capabilities.ts';
import { compareTables } from '../../../src-main/core/ledger/replay.ts';
import { checkFiles } from '../../../src-main/core/ledger/storedFiles.ts';
import { verifySite } from '../../../src-main/core/ledger/verifySite.ts';
import { backupFolder, makeBackup } from '../../../src-main/core/store/backup.ts';
import { isDamage } from '../../../src-main/core/store/damage.ts';
import { openFiles } from '../../../src-main/core/store/files.ts';
import { openDatabase, WrongDatabaseKey } from '../../../src-main/core/store/openDatabase.ts';
import type { Store } from '../../../src-main/core/store/openDatabase.ts';
import { checkPages } from '../../../src-main/core/store/pageCheck.ts';
import { keepUnreadWrites, unreadWrites } from '../../../src-main/core/store/sideFile.ts';
import { deriveKey } from '../../../src-main/core/store/siteKeys.ts';
import { batchInput, ledgerSite, rosterInput, signingKey } from '../../support/ledgerSite.ts';
import type { LedgerSite } from '../../support/ledgerSite.ts';
import { checkProperty, isFullRun } from '../../support/properties.ts';
import { testKeyHex } from '../../support/testSite.ts';
import { sshPublicKeyLine } from '#node/ed25519.ts';

/** One changed bit anywhere in what a site keeps: found, and said in words. Thousands of them in the full run. */

const keyLine = sshPublicKeyLine(signingKey);
let site: LedgerSite;
let keyFile: string;

beforeAll(async () => {
  site = await ledgerSite();
  const files = filesOf();
  const stored = await files.put(Buffer.from('姓名,身份证号\n'.repeat(200)));
  await site.done('chief', 'roster.import', { ...rosterInput(20), file: { ...stored, name: '名册.csv' } });
  await site.done('system', 'checkpoint.make', { reason: 'sitting' });
  await site.done('chief', 'batch.create', batchInput(2));
  // No page is free and nothing waits beside the file: every byte of it holds something.
  site.store.raw.exec('VACUUM');
  site.store.raw.pragma('wal_checkpoint(TRUNCATE)');
  await makeBackup(site.dir, testKeyHex, new Date('2026-11-24T01:00:00.000Z'));
  keyFile = join(site.dir, 'key.txt');
  writeFileSync(keyFile, testKeyHex);
});
afterAll(() => site.remove());

const filesOf = () => openFiles(join(site.dir, 'files'), deriveKey(testKeyHex, 'files'));

/** Two dozen of each kind, and 2,000 in the full run. */
const tries = { times: isFullRun ? 1 : 0.24, endOnFailure: true };

/** Where to flip what: a place in the whole, and one of eight bits. */
const flip = fc.record({ at: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), bit: fc.nat(7) });

function flipped(bytes: Buffer, { at, bit }: { readonly at: number; readonly bit: number }): Buffer {
  const copy = Buffer.from(bytes);
  const place = Math.floor(at * copy.length);
  copy[place] = (copy[place] ?? 0) ^ (1 << bit);
  return copy;
}

/** A site’s folder of its own with these bytes as its database. */
function folderWith(name: string, database: Buffer): string {
  const dir = join(site.dir, name);
  rmSync(dir, { recursive: true, force: true });
  mkdirSync(dir);
  writeFileSync(join(dir, 'kaodian.db'), database);
  return dir;
}

async function say(args: readonly string[]) {
  let out = '';
  let err = '';
  const code = await commandLine(args, {
    stdout: (text) => void (out += text),
    stderr: (text) => void (err += text),
  });
  return { code, out, err, all: out + err };
}

describe('one bit of the database file', () => {
  it('is found wherever it lies', async () => {
    const bytes = readFileSync(site.file);
    const file = join(site.dir, 'flipped.db');
    await checkProperty(
      fc.asyncProperty(flip, async (where) => {
        writeFileSync(file, flipped(bytes, where));
        expect(pagesOk(file)).toBe(false);
      }),
      tries,
    );
  });

  it('in an untouched file there is none', async () => {
    expect(checkPages(site.store)).toMatchObject({ ok: true, freePages: 0, faults: 0 });
    const verdict = await verifySite(site.store, keyLine, {
      pages: () => checkPages(site.store),
      compare: () => compareTables(site.store, capabilities),
    });
    expect(verdict.ok).toBe(true);
  });
});

function pagesOk(file: string): boolean {
  let store: Store;
  try {
    store = openDatabase(file, testKeyHex, { readOnly: true });
  } catch (error) {
    if (error instanceof WrongDatabaseKey || isDamage(error)) return false;
    throw error;
  }
  try {
    return checkPages(store).ok;
  } finally {
    store.close();
  }
}

describe('one bit of the side file of a site that was cut off', () => {
  it('is found: the rows behind it do not go without a word', async () => {
    const open = await ledgerSite();
    await open.done('chief', 'roster.import', rosterInput(3));
    const cutOff = { db: readFileSync(open.file), wal: readFileSync(`${open.file}-wal`) };
    open.remove();
    const file = join(site.dir, 'cut.db');
    const unread = async (wal: Buffer) => {
      rmSync(`${file}-shm`, { force: true });
      writeFileSync(file, cutOff.db);
      writeFileSync(`${file}-wal`, wal);
      const store = openDatabase(file, testKeyHex, { readOnly: true });
      try {
        return await unreadWrites(store, file);
      } catch (error) {
        if (isDamage(error)) return -1;
        throw error;
      } finally {
        store.close();
      }
    };
    expect(await unread(cutOff.wal)).toBe(0);
    // Frames from the middle on: the schema stands before them.
    const frame = 4096 + 24;
    const from = 32 + Math.floor((cutOff.wal.length - 32) / frame / 2) * frame;
    const places = [from + 100, cutOff.wal.length - 100, cutOff.wal.length - 2 * frame];
    for (const place of places) {
      const wal = Buffer.from(cutOff.wal);
      wal[place] = (wal[place] ?? 0) ^ 1;
      expect([place, await unread(wal)]).not.toEqual([place, 0]);
    }
    // Before the core writes over it, what it leaves out is kept.
    const kept = () => readdirSync(site.dir).filter((name) => name.startsWith('unread-'));
    await unread(cutOff.wal);
    expect(await keepUnreadWrites(file, testKeyHex, 1)).toBe(false);
    const wal = Buffer.from(cutOff.wal);
    wal[wal.length - 100] = (wal[wal.length - 100] ?? 0) ^ 1;
    writeFileSync(`${file}-wal`, wal);
    expect(await keepUnreadWrites(file, testKeyHex, 2)).toBe(true);
    expect(kept()).toEqual(['unread-2-cut.db-wal']);
    expect(readFileSync(join(site.dir, 'unread-2-cut.db-wal')).equals(wal)).toBe(true);
  });
});

describe('one bit of a stored file', () => {
  it('is found wherever it lies, and so is a file that is gone', async () => {
    const [name = ''] = readdirSync(join(site.dir, 'files'), { recursive: true, encoding: 'utf8' }).filter(
      (one) => one.endsWith('.enc'),
    );
    const path = join(site.dir, 'files', name);
    const bytes = readFileSync(path);
    expect(await checkFiles(site.store, filesOf())).toEqual({ ok: true, files: 1, bad: [] });
    await checkProperty(
      fc.asyncProperty(flip, async (where) => {
        writeFileSync(path, flipped(bytes, where));
        expect((await checkFiles(site.store, filesOf())).ok).toBe(false);
      }),
      tries,
    );
    rmSync(path);
    expect((await checkFiles(site.store, filesOf())).bad).toHaveLength(1);
    const told = await say(['ledger', 'verify', '--site', site.dir, '--key', keyFile]);
    expect(told.code).toBe(1);
    expect(told.all).toMatch(/存档文件缺失或损坏/);
    writeFileSync(path, bytes);
  });
});

describe('one byte of a ledger row', () => {
  it('is found in whichever part it lies', async () => {
    const file = join(site.dir, 'rows.db');
    copyFileSync(site.file, file);
    const store = openDatabase(file, testKeyHex);
    const columns = ['header', 'data', 'data_salt', 'personal', 'personal_salt', 'row_hash', 'type', 'batch'];
    const rows = site.rows();
    await checkProperty(
      fc.asyncProperty(
        fc.nat(rows - 1),
        fc.constantFrom(...columns),
        fc.nat(10_000),
        async (seq, column, place) => {
          const read = store.raw.prepare(`SELECT "${column}" FROM ledger_rows WHERE seq = ?`).pluck();
          const text = read.get(seq) as string | null;
          const changed = text === null ? 'x' : withOtherCharacter(text, place);
          const write = store.raw.prepare(`UPDATE ledger_rows SET "${column}" = ? WHERE seq = ?`);
          write.run(changed, seq);
          const verdict = await verifySite(store, keyLine, {
            pages: () => ({ ok: true, pages: 0, freePages: 0, faults: 0 }),
            compare: () => compareTables(store, capabilities),
          });
          write.run(text, seq);
          expect([verdict.ok, verdict.failure?.seq]).toEqual([false, seq]);
        },
      ),
      tries,
    );
    store.close();
  });
});

function withOtherCharacter(text: string, place: number): string {
  const characters = [...text];
  const at = place % Math.max(1, characters.length);
  characters[at] = characters[at] === '0' ? '1' : '0';
  return characters.join('');
}

describe('one bit of a back-up', () => {
  it('is found wherever it lies, and the sound ones are named', async () => {
    const folder = backupFolder(site.dir);
    const [name = ''] = readdirSync(folder).filter((one) => one.endsWith('.db'));
    const bytes = readFileSync(join(folder, name));
    const dir = folderWith('backed', readFileSync(site.file));
    mkdirSync(join(dir, 'backups'));
    const args = ['--site', dir, '--key', keyFile, '--json'];
    await checkProperty(
      fc.asyncProperty(flip, async (where) => {
        writeFileSync(join(dir, 'backups', name), flipped(bytes, where));
        let out = '';
        const code = await backupsCheck(args, {
          stdout: (text) => void (out += text),
          stderr: () => undefined,
        });
        expect([code, JSON.parse(out)]).toMatchObject([
          1,
          { ok: false, backups: [{ ok: false, rows: null }] },
        ]);
      }),
      tries,
    );
    writeFileSync(join(dir, 'backups', 'kaodian-2026-11-24T00-00-00-000Z.db'), bytes);
    const told = await say(['backups', 'check', ...args.slice(0, -1)]);
    expect(told.code).toBe(1);
    expect(told.all).toMatch(/已损坏，不可恢复使用/);
    expect(told.all).toMatch(/最新的完好备份是 kaodian-2026-11-24T00-00-00-000Z\.db/);
  });
});

describe('a damaged site', () => {
  const damaged = () => {
    const bytes = readFileSync(site.file);
    // All pages but the first few, so that every command meets it in the middle of its work.
    for (let at = 4 * 4096 + 50; at < bytes.length; at += 4096) bytes[at] = (bytes[at] ?? 0) ^ 1;
    return folderWith('damaged', bytes);
  };

  it('with one bad page behind the schema says what still can be read', async () => {
    const bytes = readFileSync(site.file);
    const rowsPage = Number(
      site.store.raw.prepare("SELECT max(pageno) FROM dbstat WHERE name = 'ledger_rows'").pluck().get(),
    );
    const at = (rowsPage - 1) * 4096 + 50;
    bytes[at] = (bytes[at] ?? 0) ^ 1;
    const told = await say(['ledger', 'verify', '--site', folderWith('page', bytes), '--key', keyFile]);
    expect(told.code).toBe(1);
    expect(told.all).toMatch(/操作留痕不完整：第 0 条处，数据文件有一页读不出/);
    expect(told.all).toMatch(/数据文件已损坏：\d+ 处读不出/);
  });

  it.each([
    ['ledger verify', 'zh', /数据已损坏/],
    ['ledger verify', 'en', /is damaged/],
    ['ledger rebuild', 'zh', /数据已损坏|操作留痕不完整/],
    ['ledger rebuild', 'en', /is damaged|is not whole/],
    ['backups check', 'zh', /没有备份/],
  ])('ends %s in words (%s)', async (command, language, words) => {
    process.env['KAODIAN_LANGUAGE'] = language;
    try {
      const told = await say([...command.split(' '), '--site', damaged(), '--key', keyFile]);
      expect(told.code).toBe(1);
      expect(told.all).toMatch(words);
      expect(told.all).not.toMatch(/SQLITE|Error|at .*\.ts|undefined/);
    } finally {
      delete process.env['KAODIAN_LANGUAGE'];
    }
  });

  it('is told as such, not as a wrong key, where the first page is the damaged one', async () => {
    const bytes = readFileSync(site.file);
    bytes[200] = (bytes[200] ?? 0) ^ 1;
    const told = await say(['ledger', 'verify', '--site', folderWith('first', bytes), '--key', keyFile]);
    expect(told).toMatchObject({ code: 1, out: '' });
    expect(told.err).toMatch(/密钥与数据不符，或数据已损坏/);
  });
});
