import { cpSync, mkdirSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ulid } from 'ulid';
import { defaultBatchRules } from '#shared/contract/batchRules.ts';
import type { CommandInput, CommandType } from '#shared/contract/commands/index.ts';
import { eventCatalogue } from '#shared/contract/capabilities.ts';
import type { QueryInput, QueryName, QueryOutputs } from '#shared/contract/queries.ts';
import { receiptSigners } from '#node/centreKeys.ts';
import { signingKeyFromSeed } from '#node/ed25519.ts';
import { sealPackage } from '#node/packageSeal.ts';
import { resourcesFolder } from '#node/programs.ts';
import { verifyReceipt } from '#node/receipt.ts';
import type { CentreKeys } from '#shared/contract/centreKeys.ts';
import { openSiteFolder, siteKeyFrom } from '../../src-main/cli/openSiteFolder.ts';
import { packageVerify } from '../../src-main/cli/packageVerify.ts';
import { secretValue } from '../../src-main/core/access/secrets.ts';
import { buildCore } from '../../src-main/core/app.ts';
import type { Core } from '../../src-main/core/app.ts';
import { capabilities } from '../../src-main/core/capabilities.ts';
import { applyOf } from '../../src-main/core/ledger/capability.ts';
import { rebuildTables, tableHashes } from '../../src-main/core/ledger/replay.ts';
import { collectBag } from '../../src-main/core/packages/sealing.ts';
import { packages } from '../../src-main/core/packages/tables.ts';
import { openFiles } from '../../src-main/core/store/files.ts';
import { migrate, readMigrations } from '../../src-main/core/store/migrate.ts';
import type { Store } from '../../src-main/core/store/openDatabase.ts';
import { deriveKey } from '../../src-main/core/store/siteKeys.ts';
import { callCore } from '../support/callCore.ts';
import { testFolder } from '../support/testSite.ts';

/** Sites that earlier versions have made (`tests/fixtures/sites/NOTICE.md`) open, verify and go on with the code of today. */

const fixtures = join(import.meta.dirname, '..', 'fixtures', 'sites');
const apply = applyOf(capabilities);
const migrations = join(resourcesFolder(), 'migrations');
/** Later than anything in those sites. */
const now = Date.parse('2026-12-14T01:00:00.000Z');

let folder: ReturnType<typeof testFolder>;
beforeEach(() => {
  folder = testFolder();
});
afterEach(() => folder.remove());

/** A copy of a stored site that may be changed. */
function copyOf(name: string): { readonly dir: string; readonly keys: string; readonly keyFile: string } {
  cpSync(join(fixtures, name), folder.dir, { recursive: true });
  const keys = join(folder.dir, 'keys');
  return { dir: join(folder.dir, 'site'), keys, keyFile: join(keys, 'site.key') };
}

async function withStore<Value>(name: string, work: (store: Store) => Value): Promise<Awaited<Value>> {
  const { dir, keyFile } = copyOf(name);
  const opened = await openSiteFolder(dir, keyFile, false);
  if (!opened.ok) throw new Error(opened.message);
  try {
    // As an opening site does.
    await migrate(opened.store, readMigrations(migrations), () => Promise.resolve());
    return await work(opened.store);
  } finally {
    opened.store.close();
  }
}

/** A core of today on the copy, unlocked with its recovery key, and its chief signed in. */
async function openWithToday(dir: string, keyFile: string, password: string) {
  const core: Core = await buildCore({
    dir,
    resourcesDir: resourcesFolder(),
    clock: { now: () => now, monotonic: () => now },
    softwareVersion: 'of today',
  });
  const unlocked = await callCore(core, 'site.unlock', {
    recoveryKey: readFileSync(keyFile, 'utf8').trim(),
    passphrase: null,
  });
  expect(unlocked.body.result?.data).toEqual({ ok: true, value: null });
  const signedIn = await callCore(core, 'access.signIn', { loginName: 'chief', password });
  expect(signedIn.body.result?.data).toMatchObject({ ok: true });
  const cookie = signedIn.cookie ?? '';
  return {
    close: core.close,
    ask: async <Name extends QueryName>(name: Name, input: QueryInput<Name>): Promise<QueryOutputs[Name]> => {
      const { body } = await callCore(core, name, input, { cookie });
      return body.result?.data as QueryOutputs[Name];
    },
    submit: async <Type extends CommandType>(type: Type, input: CommandInput<Type>) => {
      const envelope = { id: ulid(now), type, input, deskAt: '2026-12-14T09:00:00.000+08:00' };
      return (await callCore(core, 'submit', envelope, { cookie })).body.result?.data;
    },
  };
}

const sites = [
  { name: '0.1.0/mainJob', password: 'demonstration-only', rows: 119 },
  { name: '0.1.0/everyRow', password: 'test-password', rows: 213 },
] as const;

describe.each(sites)('$name', ({ name, password, rows }) => {
  test('opens with its recovery key and its password, verifies, and goes on over a restart', async () => {
    const { dir, keyFile } = copyOf(name);
    const first = await openWithToday(dir, keyFile, password);
    const sound = { ok: true, failure: null, tables: { match: true, differing: [] } };
    expect(await first.ask('ledger.verify', {})).toMatchObject({ ...sound, rows });
    const before = await first.ask('batches.list', {});
    const batchId = ulid(now) as CommandInput<'batch.create'>['batchId'];
    const occupationLevels = before[0]?.occupationLevels ?? [];
    expect(
      await first.submit('batch.create', {
        batchId,
        batchNo: 'LATER',
        name: '升级后的批次',
        occupationLevels: [...occupationLevels],
        firstDay: '2026-12-28',
        lastDay: '2026-12-29',
        rules: defaultBatchRules,
      }),
    ).toMatchObject({ ok: true, rows: [rows, rows] });
    await first.close();

    const second = await openWithToday(dir, keyFile, password);
    const after = await second.ask('batches.list', {});
    expect(after).toHaveLength(before.length + 1);
    expect(after).toEqual(expect.arrayContaining([...before]));
    expect(after.find((batch) => batch.batchId === batchId)).toMatchObject({ name: '升级后的批次' });
    expect(await second.ask('ledger.verify', {})).toMatchObject({ ...sound, rows: rows + 1 });
    await second.close();
  });

  test('has the tables that its version wrote when they are rebuilt with the apply of today', () =>
    withStore(name, (store) => {
      const written = tableHashes(store, capabilities);
      expect(rebuildTables(store, capabilities)).toBe(rows);
      expect(tableHashes(store, capabilities)).toEqual(written);
    }));
});

describe('the results of 0.1.0', () => {
  test('are the same numbers', async () => {
    const { dir, keyFile } = copyOf('0.1.0/mainJob');
    const site = await openWithToday(dir, keyFile, 'demonstration-only');
    const [batch] = await site.ask('batches.list', {});
    if (batch === undefined) throw new Error('no batch');
    const table = await site.ask('results.table', { batchId: batch.batchId });
    expect(batch).toMatchObject({ batchNo: '2611-DEMO', state: 'accepted', enrolments: 4, seated: 4 });
    expect(
      table?.rows.map((row) => [
        row.name,
        row.ticketNumber,
        row.theory.scoreHundredths,
        row.practical.unrounded,
        row.practical.scoreHundredths,
        row.outcome,
      ]),
    ).toEqual([
      ['韦平建', '26110130100010', 8950, '94.083333', 9410, 'passed'],
      ['马豪雨', '26110130100028', 6800, '98.6', 9860, 'passed'],
      ['段静泽', '26110130100036', 8050, '75.933333', 7590, 'passed'],
      ['陈俊', '26110130100044', 6100, '90.45', 9050, 'passed'],
    ]);
    const tableSha256 = 'f9cb2ca40521dc6b069b00d6cb63980603e9f830942322f34282d81759845d70';
    expect(table).toMatchObject({
      tableSha256,
      frozen: { tableSha256, by: '考务员', secondPerson: '考点负责人' },
    });
    await site.close();
  });

  test('make a package of today’s form again from its row, which verifies, whole', () =>
    withStore('0.1.0/mainJob', async (store) => {
      const [row] = store.orm.select().from(packages).all();
      const seed = secretValue(store, 'signing-seed');
      if (row === undefined || seed === null) throw new Error('no package in the site');
      mkdirSync(join(folder.dir, 'again'), { recursive: true });
      const again = await collectBag(
        { store, ledger: { apply }, files: { get: () => Promise.resolve(null) } },
        row,
        migrations,
        () => undefined,
      );
      const sealed = await sealPackage({
        ...again,
        institutionCode: 'S500100000001',
        batchNo: row.batchNo,
        revision: row.revision,
        sealedAt: row.sealingAt,
        signingKey: signingKeyFromSeed(seed),
        recipients: row.recipients,
        outDir: folder.dir,
      });
      expect(sealed).toMatchObject({ ok: true });
    }));

  // The form of a package changed in place once, before any site was in the field: what stands in one is now drawn from its rows.
  test('are in a package whose form is refused in words', async () => {
    const { dir, keys } = copyOf('0.1.0/mainJob');
    const [file] = readdirSync(join(dir, 'packages')).filter((name) => name.endsWith('.age'));
    let out = '';
    const code = await packageVerify(
      [
        join(dir, 'packages', file ?? ''),
        '--allowed-signers',
        join(keys, 'allowed_signers'),
        '--signer',
        'S500100000001',
        '--identity',
        join(keys, 'centre-identity.txt'),
        '--json',
      ],
      { stdout: (text) => void (out += text), stderr: () => undefined },
    );
    expect(JSON.parse(out)).toMatchObject({ ok: false, refusals: [{ code: 'package-file-schema' }] });
    expect(code).toBe(1);
  });

  test('have receipts that verify by the key that the centre published then', () => {
    const { dir, keys } = copyOf('0.1.0/mainJob');
    const published = JSON.parse(readFileSync(join(keys, 'centre-keys.json'), 'utf8')) as CentreKeys;
    const names = readdirSync(join(dir, 'receipts')).filter((name) => name.endsWith('.json'));
    const kinds = names.map((name) => {
      const text = readFileSync(join(dir, 'receipts', name), 'utf8');
      const signature = readFileSync(join(dir, 'receipts', `${name}.sig`), 'utf8');
      const verified = verifyReceipt(text, signature, { signers: receiptSigners(published), at: now });
      return verified.ok ? [verified.value.receipt.kind, verified.value.receipt.decision] : verified.refusal;
    });
    expect(kinds).toEqual([
      ['received', null],
      ['reviewed', 'accepted'],
    ]);
  });

  test('keep their stored files', async () => {
    const { dir, keyFile } = copyOf('0.1.0/mainJob');
    const siteKey = await siteKeyFrom(dir, keyFile);
    if (siteKey === null) throw new Error('the key does not open the site');
    const files = openFiles(join(dir, 'files'), deriveKey(siteKey, 'files'));
    const names = readdirSync(join(dir, 'files'), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.enc'))
      .map((name) => name.slice(3, -4));
    expect(names).toHaveLength(2);
    const texts = await Promise.all(names.map(async (hash) => Buffer.from((await files.get(hash)) ?? [])));
    const [marks, roster] = texts.toSorted((left, right) => right.length - left.length);
    expect(roster?.toString('utf8')).toMatch(
      /^姓名,性别,证件类型,证件号码,.*\n韦平建,女,居民身份证,500103200809250741,/,
    );
    // The marking machine's workbook is a zip.
    expect(marks?.subarray(0, 2).toString('latin1')).toBe('PK');
  });
});

test('the ledger of 0.1.0 holds every kind of row that a desk can write, and people erased', () =>
  withStore('0.1.0/everyRow', (store) => {
    const types = store.raw.prepare('SELECT DISTINCT type FROM ledger_rows').pluck().all() as string[];
    expect(types).toHaveLength(43);
    expect(types.filter((type) => !Object.hasOwn(eventCatalogue, type))).toEqual([]);
    const erased = 'SELECT count(*) FROM candidates WHERE name IS NULL AND document_number IS NULL';
    expect(store.raw.prepare(erased).pluck().get()).toBe(2);
  }));
