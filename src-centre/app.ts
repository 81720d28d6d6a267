import type { PGlite } from '@electric-sql/pglite';
import { makeFolderDurable } from '#node/durableFile.ts';
import { listenHttp, type Listening, type TlsFiles } from '#node/httpServer.ts';
import { answerApi } from './api.ts';
import { openCentreIndex, openEmbeddedDatabase, type CentreIndex } from './centreIndex.ts';
import type { Clock } from './clock.ts';
import { openDecisions, type Decisions } from './decisions.ts';
import { centreFolders, lockCentre, type CentreFolders } from './folders.ts';
import { openIntake } from './intake.ts';
import { openKeyring, secretsBeside, type CentreKeyring, type EnrolRefusal } from './keys.ts';
import { usualCentreLimits, type CentreLimits } from './limits.ts';
import { oneAtATime } from './oneAtATime.ts';
import type { StoredPackage } from './packageRecord.ts';
import { openPackageStore, type PackageStore } from './packageStore.ts';
import { takeIn, writeBack, type TakenIn } from './exchange.ts';
import { answerPage } from './page/routes.ts';
import { answering, need, problemResponse, refused } from './problem.ts';
import { publishedBeside } from './publish.ts';
import { openReceiptStore, type ReceiptStore } from './receiptStore.ts';
import { reviewPackage } from './review.ts';
import type { SecretKeys } from './secretKeys.ts';
import { openSignIn } from './signIn.ts';
import { openTokens } from './tokens.ts';
import { openTusEndpoint } from './tusEndpoint.ts';
import { openUploads, sweepUploads } from './uploads.ts';
import { checkWalls, hostsOf, loopbackNames } from './walls.ts';

export type CentreOptions = {
  readonly dir: string;
  readonly clock: Clock;
  /** Stands in `centre-keys.json` from the first start on. */
  readonly centreId?: string;
  /** The secrets at hand; those beside the public keys unless given. Without them it takes packages in and opens none. */
  readonly secrets?: SecretKeys;
  /** A machine off the network: packages come from a folder, what was found and signed goes back there, sites have no way in. */
  readonly exchange?: Exchange;
  /** Accepts every package that verified, without a person: demonstrations and tests only. */
  readonly acceptAll?: boolean;
  readonly version?: string;
  /** PEM of the authority behind the centre's TLS certificate, told to the sites at the first start. */
  readonly tlsCa?: string | null;
  /** Numbers that differ from the usual ones. */
  readonly limits?: Partial<CentreLimits>;
  /** The index; by default an embedded database in the centre's folder. */
  readonly openDatabase?: (folder: string) => Promise<PGlite>;
  /** Told of what fails in the background; the package stays as it is and is tried again at the next start. */
  readonly onFault?: (error: unknown) => void;
};

export type Exchange = {
  readonly from: string;
  readonly back: string;
  /** Of the root; it stands beside the secrets. */
  readonly rootFingerprint: string;
  /** Told when nothing could be written back (the drive is out); it is written at the next start. */
  readonly onBackFault: (error: unknown) => void;
};

export type ListenOptions = {
  /** An address of this machine; the loopback one unless told. */
  readonly host?: string;
  /** 0: any free port. */
  readonly port?: number;
  /** Further names under which the centre may be spoken to. */
  readonly names?: readonly string[];
  readonly tls?: TlsFiles | null;
};

export type EnrolResult =
  | { readonly ok: true; readonly token: string; readonly fingerprint: string }
  | { readonly ok: false; readonly code: EnrolRefusal };

export type Centre = {
  /** Answers a request; its `Host` must be one that was listened on or allowed. */
  handle(request: Request): Promise<Response>;
  /** Starts a server and gives its address, `http://127.0.0.1:1234`. */
  listen(options?: ListenOptions): Promise<string>;
  /** Fingerprint of the root key: goes on paper. */
  readonly rootFingerprint: string;
  readonly keyring: CentreKeyring;
  /** Makes an institution known; a second time gives it a new token, and another key is added to its keys. */
  addInstitution(input: { readonly code: string; readonly siteKey: string }): Promise<EnrolResult>;
  /** Path and query of a one-time sign-in link. */
  newSignInLink(): Promise<string>;
  /** What came in from the exchange folder at this start; null for an intake. */
  readonly taken: TakenIn | null;
  /** Waits until everything received so far has been reviewed. */
  idle(): Promise<void>;
  readonly index: CentreIndex;
  readonly store: PackageStore;
  readonly receipts: ReceiptStore;
  readonly decisions: Decisions;
  close(): Promise<void>;
};

/** Another process has this folder. */
export class CentreIsRunning extends Error {
  override readonly name = 'CentreIsRunning';
}

/**
 * The whole centre on one folder: keys, intake, review, receipts, index and pages. Finishes what an earlier
 * run left: complete uploads, packages without review, reviews without receipts. Throws `CentreIsRunning`.
 */
export async function buildCentre(options: CentreOptions): Promise<Centre> {
  const folders = centreFolders(options.dir);
  await makeFolderDurable(folders.root);
  const lock = lockCentre(folders.root);
  if (lock === null) throw new CentreIsRunning('another process runs this centre');
  try {
    return await centreOn(folders, options, () => lock.release());
  } catch (error) {
    lock.release();
    throw error;
  }
}

async function centreOn(
  folders: CentreFolders,
  options: CentreOptions,
  release: () => void,
): Promise<Centre> {
  const { clock } = options;
  const limits: CentreLimits = { ...usualCentreLimits, ...options.limits };
  const servers: Listening[] = [];
  const hosts = new Set<string>();
  let isSecure = false;

  const queues = oneAtATime();
  const { exchange } = options;
  const taken =
    exchange === undefined
      ? null
      : await takeIn(exchange.from, folders.root, exchange.rootFingerprint, clock.now());
  const keyring = await openKeyring(folders.keys, {
    clock,
    secrets: options.secrets ?? (await secretsBeside(folders.keys)),
    mayBegin: exchange === undefined,
    centreId: options.centreId ?? 'centre',
    tlsCa: options.tlsCa ?? null,
  });
  const tokens = openTokens(folders.keys);
  await makeFolderDurable(folders.uploads);
  const uploads = openUploads(folders.uploads, limits.uploadLifetimeMs);
  await sweepUploads(folders.uploads, uploads);
  const isPublished = publishedBeside(folders.root);
  await isPublished();
  const store = await openPackageStore(folders.packages);
  const receipts = await openReceiptStore(folders.receipts);
  const onFault = options.onFault ?? (() => undefined);
  const openDatabase = options.openDatabase ?? openEmbeddedDatabase;
  const index = openCentreIndex(
    () => openDatabase(folders.index),
    async () => ({ packages: await store.list(), receipts: await receipts.list() }),
    onFault,
  );
  const signIn = await openSignIn(folders.signIn, clock, () => isSecure);

  const note = ({ intake }: StoredPackage): void =>
    index.notePackage(async () => ({
      stored: (await store.find(intake.institutionCode, intake.sha256)) ?? { intake, review: null },
      receipts: await receipts.ofBatch(intake.institutionCode, intake.batchNo),
    }));
  const decisions = openDecisions({
    store,
    receipts,
    keyring,
    clock,
    oneAtATime: queues,
    acceptAll: options.acceptAll ?? false,
    onReceipt(receipt, stored) {
      index.noteReceipt(receipt);
      note(stored);
      giveBack();
    },
  });

  const background = new Set<Promise<void>>();
  const beside = (work: Promise<void>): void => {
    const done = work.catch(onFault);
    background.add(done);
    void done.finally(() => background.delete(done));
  };
  let isBackWanted = false;
  const giveBack = (): void => {
    if (exchange === undefined || isBackWanted) return;
    isBackWanted = true;
    const written = queues('back', () => {
      isBackWanted = false;
      return writeBack(folders.root, exchange.back);
    });
    beside(written.catch(exchange.onBackFault));
  };
  const review = async (intake: StoredPackage['intake']): Promise<void> => {
    const stored = await store.find(intake.institutionCode, intake.sha256);
    const { opening } = keyring;
    if (stored === null || opening === null) return;
    const parts = { store, keyring: { ...keyring, identity: opening.identity }, clock };
    const record = stored.review ?? (await reviewPackage(parts, stored));
    note(stored);
    giveBack();
    await decisions.settle({ intake, review: record });
  };
  /** One institution's packages are reviewed in the order of their arrival: each stands on the ledger of the last. */
  const reviewLater = (stored: StoredPackage): void => {
    beside(queues(`review ${stored.intake.institutionCode}`, () => review(stored.intake)));
  };
  const intake = openIntake({
    store,
    uploads,
    keyring,
    clock,
    oneAtATime: queues,
    onReceived(stored) {
      note(stored);
      reviewLater(stored);
    },
  });
  const tus = openTusEndpoint({
    uploads,
    intake,
    oneAtATime: queues,
    uploadFolder: folders.uploads,
    limits,
  });
  giveBack();
  await intake.finishWaiting();
  const byArrival = (await store.list()).toSorted((left, right) =>
    left.intake.firstReceivedAt < right.intake.firstReceivedAt ? -1 : 1,
  );
  for (const stored of byArrival) reviewLater(stored);
  const sweepExpired = (): void => beside(tus.removeExpired());
  sweepExpired();
  const expiryTimer = setInterval(sweepExpired, limits.sweepMs);
  expiryTimer.unref();

  const api = { tokens, tus, intake, uploads, receipts, keyring, clock, version: options.version ?? '0' };
  const pages = { signIn, index, store, receipts, decisions, limits, opensHere: keyring.opening !== null };
  const failed = (error: unknown): Response => {
    onFault(error);
    return problemResponse({ code: 'internal', facts: {} });
  };
  const handle = (request: Request): Promise<Response> =>
    answering(async () => {
      need(checkWalls(request, hosts));
      const url = new URL(request.url);
      const isApi = url.pathname === '/v1' || url.pathname.startsWith('/v1/');
      if (isApi && exchange !== undefined) return need(refused('not-found'));
      if (isApi) return await answerApi(api, request, url.pathname);
      if (await isPublished()) await index.rebuild();
      return await answerPage(pages, request, url);
    }).catch(failed);

  return {
    handle,
    rootFingerprint: keyring.rootFingerprint,
    keyring,
    index,
    store,
    receipts,
    decisions,

    async listen({ host = '127.0.0.1', port = 0, names = [], tls = null } = {}) {
      const refusal = (code: 'too-slow' | 'connections-too-many') => () =>
        problemResponse({ code, facts: {} });
      const server = await listenHttp(
        {
          handle,
          failed,
          tls,
          limits: limits.http,
          tooSlow: refusal('too-slow'),
          tooMany: refusal('connections-too-many'),
        },
        { port, host },
      );
      servers.push(server);
      isSecure ||= tls !== null;
      const shown = host.includes(':') ? `[${host}]` : host;
      for (const name of hostsOf(server.port, [...loopbackNames, shown, ...names])) hosts.add(name);
      return `${tls === null ? 'http' : 'https'}://${names[0] ?? shown}:${server.port}`;
    },

    async addInstitution({ code, siteKey }) {
      const added = await keyring.addSiteKey(code, siteKey);
      if (!added.ok) return added;
      return { ok: true, token: await tokens.issue(code), fingerprint: added.fingerprint };
    },

    newSignInLink: async () => `/sign-in?link=${await signIn.newLinkSecret()}`,

    taken,

    async idle() {
      while (background.size > 0) await Promise.all(background);
    },

    async close() {
      clearInterval(expiryTimer);
      await Promise.all(servers.map((server) => server.close()));
      while (background.size > 0) await Promise.all(background);
      await index.close();
      release();
    },
  };
}
