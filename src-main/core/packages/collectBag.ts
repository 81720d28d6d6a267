import { inArray, eq } from 'drizzle-orm';
import type { BagInfo } from '#node/bag.ts';
import { siteRow } from '../institution/queries.ts';
import { checkpoints } from '../ledger/tables.ts';
import type { Progress } from '../api/jobs.ts';
import type { Store } from '../store/openDatabase.ts';
import { packageContents } from './contents.ts';
import type { PackageRow } from './queries.ts';
import { tablesAt } from './snapshot.ts';
import type { LedgerSource } from './snapshot.ts';
import { packages, receipts } from './tables.ts';

/** What goes into the bag of a package, before it is signed. */
export interface CollectedBag {
  readonly files: ReadonlyMap<string, Uint8Array>;
  readonly bagInfo: BagInfo;
  /** The ledger head that the centre has witnessed: rows before it do not travel again. */
  readonly known: { readonly size: number; readonly head: string; readonly frontier: null } | null;
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
  const atSealing = await tablesAt(source, row.sealingSeq, migrationsDir, (done) =>
    progress('replay', done, row.sealingSeq + 1, 'rows'),
  );
  try {
    progress('collect', 0, 1, 'steps');
    const institution = siteRow(atSealing);
    if (institution === null) throw new Error('a sealing without its site');
    const known = lastReceipted(atSealing);
    return {
      files: packageContents({ live: source.store, atSealing, row, fromSeq: known?.size ?? 0 }),
      bagInfo: [
        ['Source-Organization', institution.institutionName],
        ['External-Identifier', `KD-${institution.institutionCode}-${row.batchNo}-r${row.revision}`],
        ['Bagging-Date', row.sealingAt.slice(0, 10)],
        ['Bag-Software-Agent', `Kaodian ${row.softwareVersion}`],
      ],
      known,
    };
  } finally {
    atSealing.close();
  }
}

/** The newest ledger head that the centre has witnessed by a receipt: rows before it need not travel again. */
function lastReceipted(
  store: Store,
): { readonly size: number; readonly head: string; readonly frontier: null } | null {
  const shas = store.orm
    .select({ sha256: receipts.checkpointSha256 })
    .from(receipts)
    .innerJoin(packages, eq(packages.packageId, receipts.packageId))
    .all();
  if (shas.length === 0) return null;
  const made = store.orm
    .select()
    .from(checkpoints)
    .where(
      inArray(
        checkpoints.sha256,
        shas.map((row) => row.sha256),
      ),
    )
    .all();
  const size = Math.max(0, ...made.map((checkpoint) => checkpoint.size));
  if (size === 0) return null;
  const head = made.find((checkpoint) => checkpoint.size === size)?.text.match(/^head ([0-9a-f]{64})$/m)?.[1];
  return head === undefined ? null : { size, head, frontier: null };
}
