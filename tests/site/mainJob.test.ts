import { execFileSync } from 'node:child_process';
import { copyFileSync, cpSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { demo } from '../../src-main/cli/demo.ts';
import type { DemoReport } from '../../src-main/cli/demo/run.ts';
import { ledgerVerify } from '../../src-main/cli/ledgerVerify.ts';
import { packageVerify } from '../../src-main/cli/packageVerify.ts';
import { openSiteFolder } from '../../src-main/cli/openSiteFolder.ts';
import { resourcesFolder } from '#node/programs.ts';
import { buildBag } from '#node/bag.ts';
import { signingKeyFromSeed } from '#node/ed25519.ts';
import { secretValue } from '../../src-main/core/access/secrets.ts';
import { capabilities } from '../../src-main/core/capabilities.ts';
import { applyOf } from '../../src-main/core/ledger/capability.ts';
import { collectBag } from '../../src-main/core/packages/sealing.ts';
import { packages } from '../../src-main/core/packages/tables.ts';
import { rosterPath, testFolder } from '../support/testSite.ts';
import { pairsOf } from '../support/twoPeople.ts';

/** The main job by command line on rosters as schools send them, and what becomes of its results in other hands. */

type Run = { readonly code: number; readonly out: string };

async function run(
  command: (
    args: readonly string[],
    io: { stdout: (text: string) => void; stderr: (text: string) => void },
  ) => Promise<number>,
  args: readonly string[],
): Promise<Run> {
  let out = '';
  const code = await command(args, { stdout: (text) => (out += text), stderr: () => undefined });
  return { code, out };
}

const institutionCode = 'S500100000001';
const { dir, remove } = testFolder();
const out = join(dir, 'demo');
let report: DemoReport;

beforeAll(async () => {
  const done = await run(demo, [
    '--out',
    out,
    '--roster',
    rosterPath('01'),
    '--theory',
    rosterPath('05'),
    '--rubric',
    rosterPath('07'),
    '--json',
  ]);
  expect(done.code).toBe(0);
  report = JSON.parse(done.out) as DemoReport;
}, 300_000);
afterAll(remove);

function verifyPackage(file: string, signers = join(out, 'keys', 'allowed_signers')): Promise<Run> {
  return run(packageVerify, [
    file,
    '--allowed-signers',
    signers,
    '--signer',
    institutionCode,
    '--identity',
    join(out, 'keys', 'centre-identity.txt'),
    '--json',
  ]);
}

/** A copy of the two files of the package, in a folder of its own. */
function copyOfPackage(name: string): string {
  const folder = join(dir, name);
  mkdirSync(folder);
  const file = join(folder, basename(report.package.path));
  copyFileSync(report.package.path, file);
  copyFileSync(`${report.package.path}.sig`, `${file}.sig`);
  return file;
}

function flipByte(file: string, at: number): void {
  const bytes = readFileSync(file);
  bytes[at] = (bytes[at] ?? 0) ^ 1;
  writeFileSync(file, bytes);
}

describe('the demonstration with roster 01, marks 05 and rubric 07', () => {
  test('accounts for every candidate', () => {
    expect(report.counts).toMatchObject({ imported: 60, rowsWithErrors: 0, checkedIn: 58, absent: 2 });
    expect(report.counts.scored).toBe(58);
    expect(report.receipt.decision).toBe('accepted');
    expect(report.ledger.ok).toBe(true);
  });

  test('has two different people behind whatever needs two, as the demonstration site', async () => {
    const opened = await openSiteFolder(join(out, 'site'), join(out, 'keys', 'site.key'), true);
    if (!opened.ok) throw new Error(opened.message);
    expect(pairsOf(opened.store)).toEqual([
      'package.sealing: registrar and chief',
      'results.frozen: registrar and chief',
      'sheet.verified: measurer and measurer',
      'user.created: chief and registrar',
    ]);
    opened.store.close();
  });

  test('its package opens with stock tools and holds every candidate once', () => {
    const folder = join(dir, 'stock');
    mkdirSync(join(folder, 'bag'), { recursive: true });
    const tar = join(folder, 'x.tar');
    execFileSync('age', [
      '-d',
      '-i',
      join(out, 'keys', 'centre-identity.txt'),
      '-o',
      tar,
      report.package.path,
    ]);
    execFileSync('tar', ['xf', tar, '-C', join(folder, 'bag')]);
    expect(
      execFileSync('sha256sum', ['--strict', '-c', 'manifest-sha256.txt'], {
        cwd: join(folder, 'bag'),
        encoding: 'utf8',
      }),
    ).not.toContain('FAILED');
    const signers = join(out, 'keys', 'allowed_signers');
    const verified = execFileSync(
      'ssh-keygen',
      [
        '-Y',
        'verify',
        '-f',
        signers,
        '-I',
        institutionCode,
        '-n',
        'kaodian-package',
        '-s',
        `${report.package.path}.sig`,
      ],
      { input: readFileSync(report.package.path), encoding: 'utf8' },
    );
    expect(verified).toContain('Good "kaodian-package" signature');
    const results = JSON.parse(readFileSync(join(folder, 'bag', 'data', 'results.json'), 'utf8')) as {
      rows: {
        identity: { documentNumber: string };
        subjects: { theory: { scoreHundredths: number | null; state: string } };
      }[];
    };
    expect(new Set(results.rows.map((row) => row.identity.documentNumber)).size).toBe(60);
    // Marks that the marking machine's file gives: 韦平建 61.5, 司马航娟 absent.
    const theoryOf = (number: string) =>
      results.rows.find((row) => row.identity.documentNumber === number)?.subjects.theory;
    expect(theoryOf('500103200809250741')).toMatchObject({ scoreHundredths: 6150, state: 'taken' });
    expect(theoryOf('500101200702105234')).toMatchObject({ scoreHundredths: null, state: 'absent' });
  });

  test('the row check of the shell works on the ledger in the package', () => {
    const ledger = readFileSync(join(dir, 'stock', 'bag', 'data', 'ledger.ndjson'), 'utf8')
      .trimEnd()
      .split('\n');
    for (const at of [0, 1, Math.floor(ledger.length / 2)]) {
      const hash = execFileSync('bash', ['-c', "(printf '\\0'; jq -j .header) | sha256sum | cut -d' ' -f1"], {
        input: ledger[at] ?? '',
        encoding: 'utf8',
      }).trim();
      const next = JSON.parse((JSON.parse(ledger[at + 1] ?? '{}') as { header: string }).header) as {
        prev: string;
      };
      expect(next.prev).toBe(hash);
    }
  });

  test('the untouched package verifies; one flipped byte of it, or of its signature, does not', async () => {
    expect((await verifyPackage(report.package.path)).code).toBe(0);
    const file = copyOfPackage('flipped');
    const { length } = readFileSync(file);
    for (const at of [0, Math.floor(length / 3), length - 1]) {
      flipByte(file, at);
      const refused = await verifyPackage(file);
      expect(refused.code).toBe(1);
      expect(refused.out).toContain('signature-invalid');
      flipByte(file, at);
    }
    expect((await verifyPackage(file)).code).toBe(0);
    flipByte(`${file}.sig`, 120);
    expect((await verifyPackage(file)).code).toBe(1);
  });

  test('a package signed again by a stranger is refused', async () => {
    const file = copyOfPackage('stranger');
    execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', join(dir, 'stranger', 'key')]);
    writeFileSync(
      `${file}.sig`,
      execFileSync(
        'ssh-keygen',
        ['-Y', 'sign', '-f', join(dir, 'stranger', 'key'), '-n', 'kaodian-package'],
        { input: readFileSync(file) },
      ),
    );
    const refused = await verifyPackage(file);
    expect(refused.code).toBe(1);
    expect(refused.out).toContain('signer-unknown');
  });

  test('one flipped character in the ledger is found, with its row', async () => {
    const key = join(out, 'keys', 'site.key');
    const sound = await run(ledgerVerify, ['--site', join(out, 'site'), '--key', key, '--json']);
    expect(sound.code).toBe(0);
    expect(JSON.parse(sound.out)).toMatchObject({ ok: true, rows: report.ledger.rows });
    const site = join(dir, 'tampered');
    cpSync(join(out, 'site'), site, { recursive: true });
    const opened = await openSiteFolder(site, key, false);
    if (!opened.ok) throw new Error(opened.message);
    const theory = opened.store.raw
      .prepare("SELECT seq, data FROM ledger_rows WHERE type = 'theory.imported'")
      .get() as { seq: number; data: string };
    opened.store.raw
      .prepare('UPDATE ledger_rows SET data = ? WHERE seq = ?')
      .run(theory.data.replace('6150', '9150'), theory.seq);
    opened.store.close();
    const broken = await run(ledgerVerify, ['--site', site, '--key', key, '--json']);
    expect(broken.code).toBe(1);
    expect(JSON.parse(broken.out)).toMatchObject({
      ok: false,
      failure: { seq: theory.seq, code: 'row-data-altered' },
    });
  });

  test('the same rows give the same bag, byte for byte, whatever has happened since', async () => {
    const opened = await openSiteFolder(join(out, 'site'), join(out, 'keys', 'site.key'), true);
    if (!opened.ok) throw new Error(opened.message);
    const { store } = opened;
    const [row] = store.orm.select().from(packages).all();
    const seed = secretValue(store, 'signing-seed');
    if (row === undefined || seed === null) throw new Error('no package in the site');
    const again = await collectBag(
      { store, ledger: { apply: applyOf(capabilities) }, files: { get: () => Promise.resolve(null) } },
      row,
      join(resourcesFolder(), 'migrations'),
      () => undefined,
    );
    const bag = buildBag(again.files, again.bagInfo, signingKeyFromSeed(seed));
    expect(bag.bagSha256).toBe(row.bagSha256);
    store.close();
  });

  test('the receipts verify with ssh-keygen by the key that the centre published', () => {
    const keys = JSON.parse(readFileSync(join(out, 'keys', 'centre-keys.json'), 'utf8')) as {
      receiptKeys: string[];
    };
    const signers = join(dir, 'receipt_signers');
    writeFileSync(signers, `centre namespaces="kaodian-receipt" ${keys.receiptKeys[0]}\n`);
    const files = readdirSync(join(out, 'receipt')).filter((name) => name.endsWith('.json'));
    expect(files).toHaveLength(2);
    for (const name of files) {
      const file = join(out, 'receipt', name);
      const args = [
        '-Y',
        'verify',
        '-f',
        signers,
        '-I',
        'centre',
        '-n',
        'kaodian-receipt',
        '-s',
        `${file}.sig`,
      ];
      expect(execFileSync('ssh-keygen', args, { input: readFileSync(file), encoding: 'utf8' })).toContain(
        'Good',
      );
      const flipped = readFileSync(file);
      flipped[40] = (flipped[40] ?? 0) ^ 1;
      expect(() => execFileSync('ssh-keygen', args, { input: flipped, stdio: 'pipe' })).toThrow();
    }
  });
});
