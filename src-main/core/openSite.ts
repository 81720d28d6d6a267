import type { KeyObject } from 'node:crypto';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { makeFolderDurable, sweepUnfinished } from '#node/durableFile.ts';
import { signingKeyFromSeed } from '#node/ed25519.ts';
import { runInWorker } from '#node/workers.ts';
import { secretValue } from './access/secrets.ts';
import { capabilities } from './capabilities.ts';
import { openLedger } from './ledger/commit.ts';
import type { Clock } from './ledger/clockWatch.ts';
import type { TablesComparison } from './ledger/replay.ts';
import type { TablesJob } from './tablesWorker.ts';
import { rosterFiles } from './candidates/tables.ts';
import { ledgerRows } from './ledger/tables.ts';
import { keepKeysFresh, renewKeys } from './institution/keyRenewal.ts';
import { noRecorder } from './cameras/recorderClient.ts';
import { watchRecording } from './cameras/watch.ts';
import { resumeSealings } from './packages/sealing.ts';
import { decideWithSecond } from './access/secondPerson.ts';
import type { Refusal } from '#shared/contract/refusal.ts';
import type { PagesVerdict } from '#shared/contract/views/results.ts';
import type { ReferenceData } from './ledger/capability.ts';
import { noteUnexpected } from './api/unexpected.ts';
import { backupFolder, keepBackups, makeBackup, runStoreJob } from './store/backup.ts';
import { isDamage } from './store/damage.ts';
import { makePrivate } from './store/privateFiles.ts';
import { setRunningMark } from './store/runningMark.ts';
import { openFiles } from './store/files.ts';
import { migrate, readMigrations } from './store/migrate.ts';
import { keepUnreadWrites } from './store/sideFile.ts';
import { openDatabase, WrongDatabaseKey } from './store/openDatabase.ts';
import type { Store } from './store/openDatabase.ts';
import { deriveKey, readSiteKeys, renewRecoveryKey, unwrapSiteKey } from './store/siteKeys.ts';
import type { LiveHub } from './api/live.ts';
import type { RecorderLink } from './api/recording.ts';
import { createJobs } from './api/jobs.ts';
import type { Site } from './api/site.ts';

export interface OpenSiteOptions {
  readonly dir: string;
  readonly siteKeyHex: string;
  readonly clock: Clock;
  readonly reference: ReferenceData;
  readonly resourcesDir: string;
  readonly softwareVersion: string;
  readonly demo: boolean;
  readonly live: LiveHub;
  /** The way to the recorder, and what has it started for this folder; none: nothing is recorded. */
  readonly recorder?: RecorderWay;
}

/** How an open site comes to its recorder. */
export interface RecorderWay {
  readonly connect: () => RecorderLink;
  /** Has the recorder started for a site's folder, where it does not run; null: has it ended. */
  readonly want: (siteDir: string | null) => void;
}

/** The database does not pass its check; back-ups and the ledger's copy are the way out, never a fresh start. */
export class DatabaseDamaged extends Error {}

/** Name under which the seed of the site's signing key is kept. */
export const signingSeedName = 'signing-seed';

/**
 * Opens a site whose folder and key are known. Checks it first when it did not end well, then migrates (with a back-up
 * before). Throws `WrongDatabaseKey`, `SqliteTooOld`, `DatabaseDamaged`, `SchemaFromTheFuture` or `LedgerCutOff`.
 */
export async function openSite(options: OpenSiteOptions): Promise<Site> {
  const { dir } = options;
  for (const folder of [join(dir, 'files'), join(dir, 'packages'), backupFolder(dir)])
    await makeFolderDurable(folder);
  await makePrivate(dir);
  await sweepUnfinished(backupFolder(dir));
  let store: Store | null = null;
  try {
    const file = databaseFile(dir);
    if (await keepUnreadWrites(file, options.siteKeyHex, options.clock.now()))
      process.stderr.write('the last writes cannot be read whole; their file was kept as unread-*\n');
    store = openDatabase(file, options.siteKeyHex);
    return await openStore(options, store);
  } catch (error) {
    store?.close();
    if (error instanceof WrongDatabaseKey || !isDamage(error)) throw error;
    throw new DatabaseDamaged('a page cannot be read', { cause: error });
  }
}

function databaseFile(dir: string): string {
  return join(dir, 'kaodian.db');
}

async function openStore(options: OpenSiteOptions, store: Store): Promise<Site> {
  const { dir, clock } = options;
  const file = databaseFile(dir);
  const mark = await setRunningMark(dir);
  const backup = () => makeBackup(dir, options.siteKeyHex, new Date(clock.now()));
  if (mark.endedBadly) {
    const checked = await runStoreJob({ kind: 'quickCheck', file, keyHex: options.siteKeyHex });
    if (!checked.ok) throw new DatabaseDamaged(checked.detail);
  }
  await migrate(
    store,
    readMigrations(join(options.resourcesDir, 'migrations')),
    async () => void (await backup()),
  );
  let signingKey: KeyObject | null = null;
  let keysRefused: Refusal | null = null;
  const keysJudged = (refusal: Refusal | null): void => {
    if (refusal?.code === keysRefused?.code) return;
    keysRefused = refusal;
    live.publish(ledger.tail().size, ['centre']);
  };
  const { live } = options;
  const files = openFiles(join(dir, 'files'), deriveKey(options.siteKeyHex, 'files'));
  const ledger = openLedger({
    store,
    clock,
    capabilities,
    decideWithSecond,
    reference: options.reference,
    softwareVersion: options.softwareVersion,
    signingKey: () => (signingKey ??= seedKey(store)),
    holdsFile: files.holds,
    demo: options.demo,
    onCommitted: ({ size, types }) => {
      live.publish(size, [...new Set(types.map((type) => type.split('.')[0] ?? type))]);
      recording?.onCommitted(types);
      if (types.includes('centre.enrolled')) keysRefused = null;
      if (types.includes('package.sealing')) resumeSealings(site, options.resourcesDir);
    },
  });
  await files.sweep(namedFiles(store));
  const backups = options.demo ? null : keepBackups(backup, () => ledger.tail().size, noteUnexpected);
  let recording: ReturnType<typeof watchRecording> | null = null;
  const site: Site = {
    dir,
    store,
    ledger,
    files,
    live,
    get recording() {
      if (recording === null) throw new Error('the site is not open yet');
      return recording;
    },
    jobs: createJobs(clock, () => live.publish(ledger.tail().size, ['job'])),
    reference: options.reference,
    clock,
    softwareVersion: options.softwareVersion,
    demo: options.demo,
    signingKey: () => (signingKey ??= seedKey(store)),
    isRecoveryKey: async (typed) => {
      const keys = await readSiteKeys(dir);
      // What a file beside the database says opens it counts only when it is the key that opened it.
      return keys !== null && (await unwrapSiteKey(keys, { recoveryKey: typed })) === options.siteKeyHex;
    },
    hasPassphrase: async () =>
      (await readSiteKeys(dir))?.wraps.some((wrap) => wrap.kind === 'passphrase') ?? false,
    isPassphrase: async (typed) => {
      const keys = await readSiteKeys(dir);
      return keys !== null && (await unwrapSiteKey(keys, { passphrase: typed })) === options.siteKeyHex;
    },
    renewRecoveryKey: () => renewRecoveryKey(dir, options.siteKeyHex),
    now: () => new Date(clock.now()).toISOString(),
    backup,
    renewKeys: () => renewKeys(site, {}, keysJudged),
    keysRefused: () => keysRefused,
    backupFailed: () => backups?.failed() ?? false,
    checkPages: async () => {
      const answer = await runStoreJob({ kind: 'checkPages', file, keyHex: options.siteKeyHex });
      return { ok: answer.ok, ...(JSON.parse(answer.detail) as Omit<PagesVerdict, 'ok'>) };
    },
    compareTables: () =>
      runInWorker<TablesComparison>('tablesWorker', { file, keyHex: options.siteKeyHex } satisfies TablesJob),
    close: async () => {
      await recording?.close();
      backups?.end();
      endRenewals();
      await ledger.idle();
      store.close();
      await mark.remove();
    },
  };
  const endRenewals = options.demo
    ? () => undefined
    : keepKeysFresh((signal) => renewKeys(site, { signal }, keysJudged));
  recording = watchRecording(site, options.recorder?.connect() ?? noRecorder, () =>
    options.recorder?.want(dir),
  );
  resumeSealings(site, options.resourcesDir);
  return site;
}

function seedKey(store: Store): KeyObject | null {
  const seed = secretValue(store, signingSeedName);
  return seed === null ? null : signingKeyFromSeed(seed);
}

/** Hashes that some row names: everything else in the file store is an orphan of an interrupted command. */
function namedFiles(store: Store): (sha256: string) => boolean {
  const rosters = store.orm.select({ sha256: rosterFiles.fileSha256 }).from(rosterFiles).all();
  const known = new Set(rosters.map((row) => row.sha256));
  const naming = store.orm
    .select({ seq: ledgerRows.seq })
    .from(ledgerRows)
    .where(sql`instr(${ledgerRows.data}, ${sql.placeholder('sha256')}) > 0`)
    .limit(1)
    .prepare();
  return (sha256) => known.has(sha256) || naming.get({ sha256 }) !== undefined;
}
