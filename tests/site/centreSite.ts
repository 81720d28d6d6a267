import type { KeyObject } from 'node:crypto';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import type { PGlite } from '@electric-sql/pglite';
import type { PackageFiles } from '#shared/contract/packageFiles.ts';
import { packageFileName } from '#shared/formats/packageName.ts';
import { ageFingerprint } from '#node/ageFile.ts';
import { signCheckpoint } from '#node/checkpoint.ts';
import { signingKeyFromSeed, sshPublicKeyLine } from '#node/ed25519.ts';
import { hashFile } from '#node/hashes.ts';
import type { BuiltRow } from '#node/ledgerRow.ts';
import { frontierOf } from '#node/merkle.ts';
import { packageCounts } from '#node/packageFilesCheck.ts';
import { sealPackage } from '#node/packageSeal.ts';
import { resultsWorkbook } from '#node/resultsWorkbook.ts';
import { signSshsigDigest } from '#node/sshsig.ts';
import {
  batchMade,
  examDay,
  founding,
  id,
  ledgerText,
  listsOf,
  lonelyApproval,
  marked,
  nextRow,
  rowEvent,
  sealingBegun,
  type RowEvent,
} from '../support/packageRows.ts';
import { packageScene } from '../unit/formats/packageFixture.ts';
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
  /** Candidates; 2 unless told. */
  readonly candidates?: number;
  /** Stands in the result table, so that two packages differ. */
  readonly scoreHundredths?: number;
  /** Why two who are one hand agreed with nobody else there; nobody did unless told. */
  readonly loneReason?: string;
};

const sealedAt = '2026-03-05T09:30:12.345Z';

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
    for (const event of founding(code)) this.#append(event);
  }

  get publicKeyLine(): string {
    return sshPublicKeyLine(this.signingKey);
  }

  get ledgerSize(): number {
    return this.#rows.length;
  }

  /** Something happens that is no package. */
  work(what: string): void {
    const room = { roomId: id<'room'>(90), name: what, subject: 'theory', places: 2 } as const;
    this.#append(rowEvent('room.added', null, room, null));
  }

  /** What restoring an old copy without saying so does: the ledger goes on from an earlier row. */
  rollBack(size: number): void {
    this.#rows = this.#rows.slice(0, size);
  }

  /** Seals a package as docs/integrity.md says: sealing row, checkpoint, bag, tar, age, signature. */
  async seal(options: SealOptions): Promise<SealedFor> {
    const { batchNo = '2026-01', revision = 1, candidates = 2, scoreHundredths = 5000 } = options;
    const batchId = id<'batch'>(900 + Number(batchNo.slice(-2)));
    const isMade = this.#rows.some(({ header }) => header.batch === batchId);
    if (!isMade) {
      this.#append(batchMade(batchId, batchNo));
      for (const event of examDay(batchId, candidates)) this.#append(event);
      if (options.loneReason !== undefined)
        for (const event of lonelyApproval(batchId, options.loneReason)) this.#append(event);
    }
    // The same marks again are no change, so that the same content can be sealed again.
    const marks = marked(batchId, candidates, scoreHundredths);
    const frozen = this.#rows.findLast(
      ({ header }) => header.batch === batchId && header.type === 'results.frozen',
    );
    if (frozen?.row.data !== marks.at(-1)?.data) for (const event of marks) this.#append(event);
    const recipients = options.recipients.toSorted();
    this.#append(
      sealingBegun(batchId, { institutionCode: this.code, batchNo, revision, recipients }),
      sealedAt,
    );
    const lists = listsOf(this.#rows, batchId);
    const scene = packageScene({ revision }).files['package.json'];
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
        time: sealedAt,
      },
      this.signingKey,
    );
    const identity: PackageFiles['package.json'] = {
      ...scene,
      batchId,
      batchNo,
      institutionCode: this.code,
      sealedAt,
      counts: packageCounts(lists),
      ledger: {
        ledgerId: this.#ledgerId,
        epoch: 0,
        size,
        head,
        checkpointSha256: checkpoint.sha256,
        checkpointShortForm: checkpoint.shortForm,
      },
      recipients: options.recipients.map(ageFingerprint).toSorted(),
    };
    const files = { ...lists, 'package.json': identity };
    const payload = new Map<string, Uint8Array>(
      Object.entries(files).map(([name, value]) => [name, Buffer.from(JSON.stringify(value))]),
    );
    payload.set('ledger.ndjson', Buffer.from(ledgerText(this.#rows, batchId)));
    payload.set('checkpoint', Buffer.from(checkpoint.text));
    payload.set('checkpoint.sig', Buffer.from(checkpoint.signature));
    payload.set('results.xlsx', resultsWorkbook(files));
    const sealed = await sealPackage({
      institutionCode: this.code,
      batchNo,
      revision,
      files: payload,
      bagInfo: [['Source-Organization', this.code]],
      sealedAt,
      signingKey: this.signingKey,
      recipients: options.recipients,
      outDir: options.outDir,
      replaceUnrecorded: true,
    });
    if (!sealed.ok) throw new Error(JSON.stringify(sealed.refusal));
    const { path, sigPath, packageSha256, bagSha256 } = sealed.value;
    const name = packageFileName({ institutionCode: this.code, batchNo, revision });
    const tickets = lists['results.json'].rows.map(({ ticketNumber }) => ticketNumber);
    return { path, sigPath, name, sha256: packageSha256, bagSha256, tickets };
  }

  #append(event: RowEvent, at?: string): void {
    this.#rows.push(nextRow(this.#rows, event, this.#ledgerId, at));
  }
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
