import type { KeyObject } from 'node:crypto';
import type { ActionInput } from '#shared/contract/actions.ts';
import type { UserId } from '#shared/contract/ids.ts';
import type { Change } from '#shared/contract/live.ts';
import type { Refusal, Result } from '#shared/contract/refusal.ts';
import type { SignedIn, SiteState } from '#shared/contract/views/site.ts';
import type { PagesVerdict } from '#shared/contract/views/results.ts';
import type { ReferenceData } from '../ledger/capability.ts';
import type { Clock } from '../ledger/clockWatch.ts';
import type { Ledger } from '../ledger/commit.ts';
import type { TablesComparison } from '../ledger/replay.ts';
import type { FileStore } from '../store/files.ts';
import type { Store } from '../store/openDatabase.ts';
import type { Jobs } from './jobs.ts';
import type { LiveHub } from './live.ts';
import type { Recording } from './recording.ts';

/** An open site as actions and long work see it: its store, ledger and files. `core/openSite.ts` makes it. */
export interface Site {
  readonly dir: string;
  readonly store: Store;
  readonly ledger: Ledger;
  readonly files: FileStore;
  readonly live: LiveHub;
  readonly jobs: Jobs;
  readonly recording: Recording;
  readonly reference: ReferenceData;
  readonly clock: Clock;
  readonly softwareVersion: string;
  readonly demo: boolean;
  readonly signingKey: () => KeyObject | null;
  /** Whether this is the recovery key of the site's paper sheet. */
  readonly isRecoveryKey: (typed: string) => Promise<boolean>;
  /** Whether the site opens by a passphrase, too. */
  readonly hasPassphrase: () => Promise<boolean>;
  /** Whether this passphrase opens the site. */
  readonly isPassphrase: (typed: string) => Promise<boolean>;
  /** Makes a new recovery key in the place of the one there was, and answers it. Durable when it answers. */
  readonly renewRecoveryKey: () => Promise<string>;
  /** UTC now, with milliseconds. */
  readonly now: () => string;
  readonly backup: () => Promise<string>;
  /** Whether the last back-up came to nothing. */
  readonly backupFailed: () => boolean;
  /** Asks the centre for newer keys, where it can be reached; never fails. */
  readonly renewKeys: () => Promise<unknown>;
  /** Why the newest keys of the centre that came were not taken; null when they were. */
  readonly keysRefused: () => Refusal | null;
  /** Reads every page of the database, in a worker. */
  readonly checkPages: () => Promise<PagesVerdict>;
  /** The tables beside the ledger, as of now, in a worker. */
  readonly compareTables: () => Promise<TablesComparison>;
  readonly close: () => Promise<void>;
}

/**
 * The one site of this process through its phases: none yet, locked, open; or the demonstration. `core/siteHost.ts` makes it.
 */
export interface SiteHost {
  readonly current: () => Site | null;
  readonly reference: ReferenceData;
  readonly resourcesDir: string;
  readonly clock: Clock;
  /** Who holds this session token; null when nobody does, or no site is open. */
  readonly signedIn: (sessionToken: string | null) => SignedIn | null;
  /** Who is at the desk of this session token, and who has left it locked. */
  readonly whoIsAt: (sessionToken: string | null) => {
    readonly signedIn: SignedIn | null;
    readonly away: SignedIn | null;
  };
  /** Somebody works at the desk of this session token: it does not lock itself yet. */
  readonly noteWork: (sessionToken: string | null) => void;
  readonly state: (desk: {
    readonly signedIn: SignedIn | null;
    readonly away: SignedIn | null;
  }) => Promise<SiteState>;
  /** Whether this folder holds a site, or the demonstration is open: then nothing is taken in without an account. */
  readonly founded: () => Promise<boolean>;
  readonly listen: (signal: AbortSignal) => AsyncGenerator<Change, void, undefined>;
  readonly setUp: (
    input: ActionInput<'site.setUp'>,
    desk: string,
  ) => Promise<
    Result<{ readonly recoveryKey: string; readonly chief: UserId; readonly fingerprint: string }>
  >;
  readonly unlock: (given: {
    readonly passphrase: string | null;
    readonly recoveryKey: string | null;
    readonly siteKeyHex?: string;
  }) => Promise<Result<null>>;
  readonly openDemo: () => Promise<Result<null>>;
  readonly leaveDemo: () => Promise<Result<null>>;
  readonly close: () => Promise<void>;
}
