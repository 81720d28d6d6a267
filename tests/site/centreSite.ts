import type { KeyObject } from 'node:crypto';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import type { PGlite } from '@electric-sql/pglite';
import type { ResultLine } from '#shared/contract/packageFiles.ts';
import { packageFileName } from '#shared/formats/packageName.ts';
import { ageFingerprint } from '#node/ageFile.ts';
import { signCheckpoint } from '#node/checkpoint.ts';
import { signingKeyFromSeed, sshPublicKeyLine } from '#node/ed25519.ts';
import { hashFile, sha256Hex } from '#node/hashes.ts';
import { buildRow, rowLine, type BuiltRow } from '#node/ledgerRow.ts';
import { frontierOf } from '#node/merkle.ts';
import { packageCounts } from '#node/packageFilesCheck.ts';
import { sealPackage } from '#node/packageSeal.ts';
import { signSshsigDigest } from '#node/sshsig.ts';
import { id, packageScene } from '../unit/formats/packageFixture.ts';
import { buildCentre, type Centre, type CentreOptions } from '../../src-centre/app.ts';
import type { Clock } from '../../src-centre/clock.ts';
import { openEmbeddedDatabase } from '../../src-centre/centreIndex.ts';

/** Made-up sites that keep a ledger and seal packages, and a centre to send them to. Nothing here is real. */

export type SealedFor = {
  readonly path: string;
  readonly sigPath: string;
  readonly name: string;
  readonly sha256: string;
  readonly bagSha256: string;
  readonly tickets: readonly string[];
};

export type SealOptions = {
  readonly outDir: string;
  readonly recipients: readonly string[];
  readonly batchNo?: string;
  readonly revision?: number;
  /** First row in the package; 0 unless told. */
  readonly fromSeq?: number;
  /** Candidates; 2 unless told. */
  readonly candidates?: number;
  /** Stands in the result table, so that two packages differ. */
  readonly scoreHundredths?: number;
};

/** A site whose ledger grows with everything it does. */
export class MadeUpSite {
  readonly code: string;
  readonly signingKey: KeyObject;
  #rows: BuiltRow[] = [];
  readonly #ledgerId: string;

  constructor(code: string, seed: number, ledgerId = `L-${code}`) {
    this.code = code;
    this.signingKey = signingKeyFromSeed(Buffer.alloc(32, seed));
    this.#ledgerId = ledgerId;
    this.#append('site.founded', '{"v":1}');
  }

  get publicKeyLine(): string {
    return sshPublicKeyLine(this.signingKey);
  }

  get ledgerSize(): number {
    return this.#rows.length;
  }

  /** Something happens that is no package. */
  work(what: string): void {
    this.#append('score.entered', JSON.stringify({ what }));
  }

  /** What restoring an old copy without saying so does: the ledger goes on from an earlier row. */
  rollBack(size: number): void {
    this.#rows = this.#rows.slice(0, size);
  }

  /** Seals a package as docs/integrity.md says: sealing row, checkpoint, bag, tar, age, signature. */
  async seal(options: SealOptions): Promise<SealedFor> {
    const { batchNo = '2026-01', revision = 1, fromSeq = 0, candidates = 2 } = options;
    const scene = packageScene({ revision });
    const template = scene.files['results.json'].rows[1];
    const identity = scene.files['package.json'];
    if (template === undefined) throw new Error('the scene has two people');
    const rows = Array.from({ length: candidates }, (_, index) =>
      personLine(template, index, options.scoreHundredths),
    );
    this.#append(
      'package.sealing',
      JSON.stringify({
        institutionCode: this.code,
        batchNo,
        revision,
        replaces: [],
        recipients: options.recipients.toSorted(),
        softwareVersion: identity.softwareVersion,
        ruleSetHash: identity.ruleSetHash,
      }),
      { at: identity.sealedAt, batch: identity.batchId },
    );
    const size = this.#rows.length;
    const head = this.#rows.at(-1)?.rowHash ?? '';
    const checkpoint = signCheckpoint(
      {
        institutionCode: this.code,
        ledgerId: this.#ledgerId,
        epoch: 0,
        frontier: frontierOf(this.#rows.map((row) => row.rowHash)),
        head,
        video: {},
        time: identity.sealedAt,
      },
      this.signingKey,
    );
    const files = Object.fromEntries(
      Object.entries(scene.files).map(([name, file]) => [name, { ...file, batchNo }]),
    );
    const results = { ...scene.files['results.json'], batchNo, rows };
    const counts = packageCounts({ ...scene.files, 'results.json': results });
    const all = {
      ...files,
      'results.json': results,
      'package.json': {
        ...identity,
        batchNo,
        institutionCode: this.code,
        counts,
        ledger: {
          ledgerId: this.#ledgerId,
          epoch: 0,
          fromSeq,
          size,
          head,
          checkpointSha256: checkpoint.sha256,
          checkpointShortForm: checkpoint.shortForm,
        },
        recipients: options.recipients.map(ageFingerprint).toSorted(),
      },
    };
    const payload = new Map<string, Uint8Array>(
      Object.entries(all).map(([name, value]) => [name, Buffer.from(JSON.stringify(value))]),
    );
    const lines = this.#rows.slice(fromSeq).map(({ row }) => `${rowLine(row)}\n`);
    payload.set('ledger.ndjson', Buffer.from(lines.join('')));
    payload.set('checkpoint', Buffer.from(checkpoint.text));
    payload.set('checkpoint.sig', Buffer.from(checkpoint.signature));
    payload.set('results.xlsx', Buffer.from('a table'));
    const sealed = await sealPackage({
      institutionCode: this.code,
      batchNo,
      revision,
      files: payload,
      bagInfo: [['Source-Organization', this.code]],
      sealedAt: identity.sealedAt,
      signingKey: this.signingKey,
      recipients: options.recipients,
      outDir: options.outDir,
      replaceUnrecorded: true,
    });
    if (!sealed.ok) throw new Error(JSON.stringify(sealed.refusal));
    const { path, sigPath, packageSha256, bagSha256 } = sealed.value;
    const name = packageFileName({ institutionCode: this.code, batchNo, revision });
    const tickets = rows.map(({ ticketNumber }) => ticketNumber);
    return { path, sigPath, name, sha256: packageSha256, bagSha256, tickets };
  }

  #append(type: string, data: string, more: { readonly at?: string; readonly batch?: string } = {}): void {
    const seq = this.#rows.length;
    // The salts follow from the row, so that the same row has the same bytes when it is made again.
    const salts = () => sha256Hex(`${this.code} ${seq} ${type} ${data}`);
    this.#rows.push(
      buildRow(
        {
          ledger: this.#ledgerId,
          epoch: 0,
          seq,
          at: more.at ?? '2026-03-05T08:00:00.000Z',
          deskAt: '2026-03-05T16:00:00.000+08:00',
          actor: id(2),
          desk: 'desk-1',
          deskSeq: seq,
          batch: more.batch ?? null,
          command: id(100 + seq),
          type,
          version: 1,
          prev: this.#rows.at(-1)?.rowHash ?? '0'.repeat(64),
          data,
          personal: null,
        },
        salts,
      ),
    );
  }
}

function personLine(template: ResultLine, index: number, scoreHundredths = 5000): ResultLine {
  const theory = { ...template.subjects.theory, scoreHundredths };
  return {
    ...template,
    enrolmentId: id(500 + index),
    ticketNumber: `260301301${String(index).padStart(5, '0')}`,
    subjects: { ...template.subjects, theory },
  };
}

/** Signs a package file again with another key: what a stranger can do with a stolen file. */
export async function signAgain(sealed: SealedFor, key: KeyObject): Promise<void> {
  const { sha512 } = await hashFile(sealed.path);
  await writeFile(sealed.sigPath, signSshsigDigest(key, 'kaodian-package', sha512));
}

/** The header `Upload-Metadata` of a package. */
export async function uploadMetadata(
  sealed: SealedFor,
  change: Readonly<Record<string, string>> = {},
): Promise<string> {
  const fields = {
    name: basename(sealed.path),
    sha256: sealed.sha256,
    institutionCode: basename(sealed.path).split('-')[1] ?? '',
    signature: await readFile(sealed.sigPath, 'utf8'),
    ...change,
  };
  return Object.entries(fields)
    .map(([key, value]) => `${key} ${Buffer.from(value).toString('base64')}`)
    .join(',');
}

/** A clock that a test sets. */
export function settableClock(start: string): Clock & { set(time: string): void } {
  let now = new Date(start);
  return {
    now: () => now,
    set(time) {
      now = new Date(time);
    },
  };
}

const root = join(import.meta.dirname, '..', '..');
const { dependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
  readonly dependencies: Readonly<Record<string, string>>;
};
const made = join(root, '.cache', 'centre-database');
/** How its files look is the affair of PGlite's version. */
const template = join(made, dependencies['@electric-sql/pglite'] ?? '');

/**
 * Puts an embedded database without tables into a folder. Making one takes many seconds of a processor, so one is made for all
 * tests, by the product's own code, and copied.
 */
export async function copyEmptyDatabase(folder: string): Promise<void> {
  if (!existsSync(template)) {
    await mkdir(made, { recursive: true });
    const unfinished = await mkdtemp(join(made, 'unfinished-'));
    await (await openEmbeddedDatabase(join(unfinished, 'index'))).close();
    // Another process may have been quicker.
    await rename(join(unfinished, 'index'), template).catch(() => undefined);
    await rm(unfinished, { recursive: true, force: true });
  }
  await cp(template, folder, { recursive: true });
}

let shared: Promise<PGlite> | null = null;

/**
 * One database for all tests of a process: opening one takes seconds. Each opening starts empty, and closing leaves it for the
 * next.
 */
export async function sharedDatabase(): Promise<PGlite> {
  shared ??= openShared();
  const database = await shared;
  await database.exec('drop table if exists packages; drop table if exists receipts;');
  return new Proxy(database, {
    get(target, name) {
      if (name === 'close') return async () => undefined;
      const value: unknown = Reflect.get(target, name, target);
      return typeof value === 'function' ? (value.bind(target) as unknown) : value;
    },
  });
}

async function openShared(): Promise<PGlite> {
  const folder = await mkdtemp(join(tmpdir(), 'kaodian-database-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  await copyEmptyDatabase(join(folder, 'index'));
  return openEmbeddedDatabase(join(folder, 'index'));
}

/** A centre in a folder, on the shared database. */
export async function startCentre(
  dir: string,
  options: Partial<CentreOptions> = {},
): Promise<{ readonly centre: Centre; readonly address: string }> {
  const centre = await buildCentre({
    dir,
    clock: settableClock('2026-03-06T08:00:00.000Z'),
    openDatabase: sharedDatabase,
    onFault: (error) => {
      throw error;
    },
    ...options,
  });
  return { centre, address: await centre.listen() };
}
