import type { UserId } from '#shared/contract/ids.ts';
import type { OpenQueryName, QueryInput, QueryName, QueryOutputs } from '#shared/contract/queries.ts';
import type { JobView } from '#shared/contract/views/results.ts';
import type { PackageId } from '#shared/contract/ids.ts';
import type { Actor, LedgerTail } from '../ledger/capability.ts';
import type { ApiContext } from './context.ts';
import type { SealState } from './seals.ts';
import type { Site } from './site.ts';

/** What an answer may look at. It reads; it never writes. */
export interface AskContext extends Pick<
  Site,
  | 'store'
  | 'dir'
  | 'recording'
  | 'reference'
  | 'demo'
  | 'signingKey'
  | 'compareTables'
  | 'checkPages'
  | 'backupFailed'
  | 'keysRefused'
> {
  /** UTC now, with milliseconds. */
  readonly at: string;
  /** Milliseconds that never jump. */
  readonly monotonicMs: () => number;
  readonly actor: Actor & { readonly id: UserId };
  /** How the seals on facts stand, for `visibleFacts`. */
  readonly seals: SealState;
  readonly ledgerTail: () => LedgerTail;
  /** The long work on a package; null when there is none. */
  readonly jobOf: (packageId: PackageId) => JobView | null;
}

/** What it takes to show somebody a row of the ledger. */
export type ShowContext = Pick<AskContext, 'store' | 'actor' | 'seals'>;

/** What a question may look at that needs no account and no open site. */
export type OpenContext = Pick<ApiContext, 'host' | 'signedIn' | 'away'>;

/** A capability's share of the API: its answers to questions, by name. */
export type Answers = {
  readonly [Name in QueryName]?: (
    context: Name extends OpenQueryName ? OpenContext : AskContext,
    input: QueryInput<Name>,
  ) => QueryOutputs[Name] | Promise<QueryOutputs[Name]>;
};
