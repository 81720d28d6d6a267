import { join } from 'node:path';
import Database from 'better-sqlite3';
import { eq } from 'drizzle-orm';
import type { BagInfo } from '#node/bag.ts';
import { newUlid } from '#node/newUlid.ts';
import { sealPackage } from '#node/packageSeal.ts';
import type { CommandAnswer, CommandEnvelope } from '#shared/contract/command.ts';
import type { CommandInput, CommandType } from '#shared/contract/commands/index.ts';
import type { CommandId } from '#shared/contract/ids.ts';
import { siteRow } from '../institution/queries.ts';
import type { Progress } from '../api/jobs.ts';
import type { Apply } from '../ledger/capability.ts';
import { applyStored } from '../ledger/replay.ts';
import type { StoredRow } from '../ledger/rows.ts';
import { checkpoints } from '../ledger/tables.ts';
import type { Site } from '../api/site.ts';
import { readMigrations } from '../store/migrate.ts';
import { wrap } from '../store/openDatabase.ts';
import type { Store } from '../store/openDatabase.ts';
import type { FileStore } from '../store/files.ts';
import { readChains } from '../store/recordingChains.ts';
import { packageContents } from './contents.ts';
import { evidenceOf } from './incidentsFile.ts';
import { unfinishedSealings } from './queries.ts';
import type { PackageRow } from './queries.ts';

/** Starts the sealing of every package whose row S stands and that is not sealed: after the command, and again after a crash. */
export function resumeSealings(site: Site, resourcesDir: string): void {
  for (const row of unfinishedSealings(site.store)) startSealing(site, row, resourcesDir);
}

/**
 * The work behind `package.sealing` (docs/integrity.md, Sealing, steps 3 to 9): tables of rows 0 … S, bag, signature, tar, age,
 * read back, and only then the row `package.sealed`. False when it is under way already.
 */
export function startSealing(site: Site, row: PackageRow, resourcesDir: string): boolean {
  const { packageId } = row;
  return site.jobs.start('seal', packageId, async (progress) => {
    const institution = siteRow(site.store);
    const signingKey = site.signingKey();
    if (institution === null || signingKey === null) throw new Error('a site without its key');
    const { files, bagInfo, missing } = await collectBag(
      site,
      row,
      join(resourcesDir, 'migrations'),
      progress,
    );
    if (missing.length > 0) return { code: 'evidence-gone', facts: {} };
    const sealed = await sealPackage({
      institutionCode: institution.institutionCode,
      batchNo: row.batchNo,
      revision: row.revision,
      files,
      bagInfo,
      sealedAt: row.sealingAt,
      signingKey,
      recipients: row.recipients,
      outDir: join(site.dir, 'packages'),
      replaceUnrecorded: true,
      progress: (done, total) => progress('encrypt', done, total, 'bytes'),
    });
    if (!sealed.ok) return sealed.refusal;
    const checkpoint = site.store.orm
      .select()
      .from(checkpoints)
      .where(eq(checkpoints.size, row.sealingSeq + 1))
      .get();
    if (checkpoint === undefined) throw new Error('a sealing without its checkpoint');
    const { packageSha256, bagSha256, size } = sealed.value;
    const noted = { packageId, packageSha256, bagSha256, size, checkpointSha256: checkpoint.sha256 };
    const answer = await noteDone(site, 'package.noteSealed', noted);
    return answer.ok ? null : { code: answer.refusal.code, facts: {} };
  });
}

/** Writes into the ledger, as the core itself, what was done with a package. */
export function noteDone<Type extends CommandType>(
  site: Site,
  type: Type,
  input: CommandInput<Type>,
  desk = 'host',
): Promise<CommandAnswer> {
  const command: CommandEnvelope<Type, CommandInput<Type>> = {
    id: newUlid() as CommandId,
    type,
    input,
    deskAt: site.now(),
  };
  return site.ledger.commit({ id: 'system', roles: [], desk }, command);
}

/** What goes into the bag of a package, before it is signed. */
export interface CollectedBag {
  readonly files: ReadonlyMap<string, Uint8Array>;
  readonly bagInfo: BagInfo;
  /** Hashes of evidence that the rows name and the file store does not give. */
  readonly missing: readonly string[];
}

/**
 * Collects a package from rows 0 … S and the checkpoint over them, and nothing later (docs/integrity.md, Sealing): the same rows
 * give the same files, whenever it is done.
 */
export async function collectBag(
  source: LedgerSource,
  row: PackageRow,
  migrationsDir: string,
  progress: Progress,
): Promise<CollectedBag> {
  const atSealing = await tablesAt(source, row, migrationsDir, (done) =>
    progress('replay', done, row.sealingSeq + 1, 'rows'),
  );
  const chains = readChains(source.dir ?? null);
  try {
    progress('collect', 0, 1, 'steps');
    const institution = siteRow(atSealing);
    if (institution === null) throw new Error('a sealing without its site');
    const files = packageContents({ live: source.store, atSealing, row, chains });
    const missing: string[] = [];
    for (const { name, sha256 } of evidenceOf(atSealing, row.batchId)) {
      const bytes = await source.files.get(sha256);
      if (bytes === null) missing.push(sha256);
      else files.set(name, bytes);
    }
    return {
      files,
      missing,
      bagInfo: [
        ['Source-Organization', institution.institutionName],
        ['External-Identifier', `KD-${institution.institutionCode}-${row.batchNo}-r${row.revision}`],
        ['Bagging-Date', row.sealingAt.slice(0, 10)],
        ['Bag-Software-Agent', `Kaodian ${row.softwareVersion}`],
      ],
    };
  } finally {
    chains.close();
    atSealing.close();
  }
}

const rowsPerTurn = 250;

/** Where the rows come from: an open site, or its store alone. */
export interface LedgerSource {
  readonly store: Store;
  readonly ledger: { readonly apply: Apply };
  /** Where the files lie that rows name. */
  readonly files: Pick<FileStore, 'get'>;
  /** Folder of the site, where the recorder's rows lie; a ledger by itself has none. */
  readonly dir?: string;
}

/**
 * The tables as they were when row S stood, of this batch alone: those rows 0 … S that name it or no batch are replayed into a
 * database in memory. The package is made from this, never from the live tables, so the same rows give the same bag whatever has
 * happened since, and it holds nothing that the rows which travel with it do not say. Gives others their turn every few rows. The
 * caller closes it.
 */
export async function tablesAt(
  source: Omit<LedgerSource, 'files'>,
  { batchId, sealingSeq }: Pick<PackageRow, 'batchId' | 'sealingSeq'>,
  migrationsDir: string,
  progress: (done: number) => void,
): Promise<Store> {
  const scratch = wrap(new Database(':memory:'));
  for (const migration of readMigrations(migrationsDir)) scratch.raw.exec(migration.sql);
  for (let from = 0; from <= sealingSeq; from += rowsPerTurn) {
    const rows = source.store
      .hot<StoredRow>(
        `SELECT seq, header, data, personal FROM ledger_rows
         WHERE seq >= ? AND seq < ? AND seq <= ? AND (batch IS NULL OR batch = ?) ORDER BY seq`,
      )
      .all(from, from + rowsPerTurn, sealingSeq, batchId);
    scratch.raw.exec('BEGIN');
    for (const row of rows) applyStored(scratch, source.ledger.apply, row);
    scratch.raw.exec('COMMIT');
    progress(Math.min(sealingSeq + 1, from + rowsPerTurn));
    await new Promise((resolve) => setImmediate(resolve));
  }
  return scratch;
}
