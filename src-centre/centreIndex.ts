import type { ReviewDecision } from '#shared/domain/packageStates.ts';
import { rm } from 'node:fs/promises';
import { PGlite, type Transaction } from '@electric-sql/pglite';
import { packageState, type PackageState, type StoredPackage } from './packageRecord.ts';
import type { StoredReceipt } from './receiptStore.ts';

/** One line of the list of packages. */
export type IndexedPackage = {
  readonly institutionCode: string;
  readonly sha256: string;
  readonly name: string;
  readonly batchNo: string;
  readonly revision: number;
  /** Bytes. */
  readonly size: number;
  /** UTC. */
  readonly firstReceivedAt: string;
  readonly state: PackageState;
  /** Candidates in it; 0 while it has not been opened. */
  readonly candidates: number;
  /** Codes of what the review found. */
  readonly findings: readonly string[];
};

/** One line of the register of receipts. */
export type IndexedReceipt = {
  readonly institutionCode: string;
  readonly batchNo: string;
  readonly n: number;
  readonly kind: string;
  readonly decision: string | null;
  readonly packageSha256: string;
  readonly issuedAt: string;
  readonly reviewer: string;
  readonly sha256: string;
};

/**
 * The database: an index over the files, to search and to list. It never knows anything that the files do not
 * say, is written after them, and is made anew from them at every start.
 */
export type CentreIndex = {
  /** Opens the database now, so that nobody waits for it later. */
  open(): Promise<void>;
  /** Forgets everything and reads the files again, in one transaction. */
  rebuild(): Promise<void>;
  /** Takes over what the files say of a package, as they stand when it is its turn. */
  notePackage(
    read: () => Promise<{ readonly stored: StoredPackage; readonly receipts: readonly StoredReceipt[] }>,
  ): void;
  noteReceipt(receipt: StoredReceipt): void;
  packages(
    filter: PackageFilter,
  ): Promise<{ readonly total: number; readonly rows: readonly IndexedPackage[] }>;
  receipts(): Promise<readonly IndexedReceipt[]>;
  close(): Promise<void>;
};

/** Everything that the index is made from. */
export type CentreFiles = {
  readonly packages: readonly StoredPackage[];
  readonly receipts: readonly StoredReceipt[];
};

export type PackageFilter = {
  readonly state?: PackageState;
  readonly institutionCode?: string;
  readonly offset: number;
  readonly limit: number;
};

const schema = `
create table if not exists packages (
  institution_code text not null,
  sha256 text not null,
  name text not null,
  batch_no text not null,
  revision integer not null,
  size bigint not null,
  first_received_at text not null,
  state text not null,
  candidates integer not null,
  findings text[] not null,
  primary key (institution_code, sha256)
);
create index if not exists packages_by_state on packages (state, first_received_at);
create table if not exists receipts (
  institution_code text not null,
  batch_no text not null,
  n integer not null,
  kind text not null,
  decision text,
  package_sha256 text not null,
  issued_at text not null,
  reviewer text not null,
  sha256 text not null,
  primary key (institution_code, batch_no, n)
);
`;

/**
 * The index on a database; PGlite by default, the same statements run on PostgreSQL. Opening it takes seconds, so
 * it is opened when it is first asked, and then made from the files; what is noted before needs no writing. Later
 * writes wait in a queue, nobody who delivers a package waits for them, and whoever asks waits for the queue.
 * @param onFault told of a write that failed; the index is then behind the files until it is rebuilt
 */
export function openCentreIndex(
  open: () => Promise<PGlite>,
  readFiles: () => Promise<CentreFiles>,
  onFault: (error: unknown) => void,
): CentreIndex {
  let opening: Promise<PGlite> | null = null;
  let queue: Promise<unknown> = Promise.resolve();
  const later = (write: (database: PGlite) => Promise<void>): void => {
    const database = opening;
    if (database !== null) queue = queue.then(async () => write(await database)).catch(onFault);
  };
  const started = (): Promise<PGlite> => {
    if (opening === null) {
      opening = open().then(async (database) => {
        await database.exec(schema);
        return database;
      });
      later((database) => rebuild(database, readFiles));
    }
    return opening;
  };
  const settled = async (): Promise<PGlite> => {
    const database = started();
    await queue;
    return database;
  };
  return {
    async open() {
      await settled();
    },
    async rebuild() {
      const database = started();
      later((opened) => rebuild(opened, readFiles));
      await queue;
      await database;
    },
    notePackage(read) {
      later(async (opened) => {
        const { stored, receipts } = await read();
        await putPackage(opened, stored, receipts);
      });
    },
    noteReceipt(receipt) {
      later((opened) => putReceipt(opened, receipt));
    },
    async packages(filter) {
      return listPackages(await settled(), filter);
    },
    async receipts() {
      const found = await (
        await settled()
      ).query<IndexedReceipt>(
        `select institution_code as "institutionCode", batch_no as "batchNo", n, kind, decision,
           package_sha256 as "packageSha256", issued_at as "issuedAt", reviewer, sha256
         from receipts order by institution_code, batch_no, n`,
      );
      return found.rows;
    },
    async close() {
      await queue;
      if (opening !== null) await (await opening).close();
    },
  };
}

async function rebuild(database: PGlite, read: () => Promise<CentreFiles>): Promise<void> {
  const { packages, receipts } = await read();
  await database.transaction(async (transaction) => {
    await transaction.exec('delete from packages; delete from receipts;');
    for (const stored of packages) await putPackage(transaction, stored, receipts);
    for (const receipt of receipts) await putReceipt(transaction, receipt);
  });
}

async function listPackages(
  database: PGlite,
  filter: PackageFilter,
): Promise<{ readonly total: number; readonly rows: readonly IndexedPackage[] }> {
  const where = '($1::text is null or state = $1) and ($2::text is null or institution_code = $2)';
  const values = [filter.state ?? null, filter.institutionCode ?? null];
  const counted = await database.query<{ total: number }>(
    `select count(*)::integer as total from packages where ${where}`,
    values,
  );
  const found = await database.query<IndexedPackage>(
    `select institution_code as "institutionCode", sha256, name, batch_no as "batchNo", revision,
       size::float8 as size, first_received_at as "firstReceivedAt", state, candidates, findings
     from packages where ${where}
     order by first_received_at desc, institution_code, sha256 limit $3 offset $4`,
    [...values, filter.limit, filter.offset],
  );
  return { total: counted.rows[0]?.total ?? 0, rows: found.rows };
}

type Queries = Pick<PGlite | Transaction, 'query'>;

async function putPackage(
  queries: Queries,
  { intake, review }: StoredPackage,
  receipts: readonly StoredReceipt[],
): Promise<void> {
  const decision = decisionOf(intake.sha256, intake.institutionCode, receipts);
  await queries.query(
    `insert into packages values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
     on conflict (institution_code, sha256) do update
     set state = excluded.state, candidates = excluded.candidates, findings = excluded.findings`,
    [
      intake.institutionCode,
      intake.sha256,
      intake.name,
      intake.batchNo,
      intake.revision,
      intake.size,
      intake.firstReceivedAt,
      packageState(review, decision),
      review?.ticketNumbers.length ?? 0,
      review?.findings.map(({ code }) => code) ?? [],
    ],
  );
}

async function putReceipt(queries: Queries, { receipt, sha256 }: StoredReceipt): Promise<void> {
  await queries.query(
    'insert into receipts values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict do nothing',
    [
      receipt.institutionCode,
      receipt.batchNo,
      receipt.n,
      receipt.kind,
      receipt.decision,
      receipt.packageSha256,
      receipt.issuedAt,
      receipt.reviewer,
      sha256,
    ],
  );
}

/** The decision about a package among the receipts of its institution; null while there is none. */
export function decisionOf(
  sha256: string,
  institutionCode: string,
  receipts: readonly StoredReceipt[],
): ReviewDecision | null {
  const own = receipts.filter(
    ({ receipt }) => receipt.packageSha256 === sha256 && receipt.institutionCode === institutionCode,
  );
  return own.findLast(({ receipt }) => receipt.decision !== null)?.receipt.decision ?? null;
}

/**
 * The embedded database in its folder. It does not sync its writes, so an unclean end may leave it unreadable:
 * then it is made anew, for it holds nothing that the files do not say.
 */
export async function openEmbeddedDatabase(folder: string): Promise<PGlite> {
  const first = new PGlite(folder);
  try {
    await first.waitReady;
    return first;
  } catch {
    await rm(folder, { recursive: true, force: true });
    const second = new PGlite(folder);
    await second.waitReady;
    return second;
  }
}
