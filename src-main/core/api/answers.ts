import type { UserId } from '#shared/contract/ids.ts';
import type { QueryInput, QueryName, QueryOutputs } from '#shared/contract/queries.ts';
import type { Role } from '#shared/contract/roles.ts';
import type { ReferenceData } from '../ledger/capability.ts';
import type { Site } from '../site.ts';
import type { Store } from '../store/openDatabase.ts';

/** What an answer may look at. It reads; it never writes. */
export interface AskContext {
  readonly store: Store;
  /** UTC now, with milliseconds. */
  readonly at: string;
  readonly actor: { readonly id: UserId; readonly roles: readonly Role[]; readonly desk: string };
  readonly reference: ReferenceData;
  readonly demo: boolean;
  /** The whole open site, for what the store alone does not know (disk, jobs). */
  readonly site: Site;
}

/** A capability's share of the API: its answers to questions, by name. */
export type Answers = {
  readonly [Name in QueryName]?: (
    context: AskContext,
    input: QueryInput<Name>,
  ) => QueryOutputs[Name] | Promise<QueryOutputs[Name]>;
};
