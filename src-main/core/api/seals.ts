import type { SealCondition } from '#shared/contract/events/audience.ts';
import type { BatchId } from '#shared/contract/ids.ts';
import type { Store } from '../store/openDatabase.ts';

/** The fact that a seal lies on: what its row says, and whose batch it is of. */
export interface SealedFact {
  readonly batch: BatchId | null;
  /** As the event's schema has it. */
  readonly data: unknown;
}

/** A capability's share: whether what seals a fact has come about. */
export type Seals = { readonly [Condition in SealCondition]?: (store: Store, fact: SealedFact) => boolean };

/** How the seals stand in a site, for the length of one question. */
export type SealState = (condition: SealCondition, fact: SealedFact) => boolean;

/** Looks the seals up in a store. */
export function sealState(store: Store, seals: Seals): SealState {
  return (condition, fact) => {
    const holds = seals[condition];
    if (holds === undefined) throw new Error(`nobody knows of ${condition}`);
    return holds(store, fact);
  };
}
