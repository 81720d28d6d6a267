import { handingChanges, owningChanges } from './accountChanges.ts';
import type { AccountChange } from './accountChanges.ts';

/** Something done to an account, as the ledger's row says. */
interface AccountDeed {
  readonly seq: number;
  readonly kind: AccountChange;
  /** A person, or `system`. */
  readonly by: string;
  /** UTC. */
  readonly at: string;
}

/** What was done to an account, in the order of the ledger. */
export type DeedsOf<Deed extends AccountDeed = AccountDeed> = (userId: string) => readonly Deed[];

/**
 * Who has an account in the hand (records.md, maker and made): whoever made, reset or changed it after row `since`, until somebody
 * outside that hand vouched for its owner.
 */
export function handsOver(deedsOf: DeedsOf, userId: string, since: number): ReadonlySet<string> {
  const hands = new Set<string>();
  for (const { seq, kind, by } of deedsOf(userId)) {
    if (seq <= since) continue;
    if (handingChanges.includes(kind) && by !== userId) hands.add(by);
    // Whoever is, or is in, the same hand vouches for nothing.
    else if (kind === 'vouched' && !hands.has(by) && !haveCommon(everOver(deedsOf, by, since), hands))
      hands.clear();
  }
  return hands;
}

/** As `handsOver`, but nobody is believed who vouched. */
function everOver(deedsOf: DeedsOf, userId: string, since: number): ReadonlySet<string> {
  const handing = deedsOf(userId).filter(
    ({ seq, kind, by }) => seq > since && handingChanges.includes(kind) && by !== userId,
  );
  return new Set(handing.map((deed) => deed.by));
}

/** Whether two people may be one: one has the other's account in the hand, or a third person both. */
export function areOneHand(deedsOf: DeedsOf, first: string, second: string, since: number): boolean {
  const [overFirst, overSecond] = [handsOver(deedsOf, first, since), handsOver(deedsOf, second, since)];
  return overFirst.has(second) || overSecond.has(first) || haveCommon(overFirst, overSecond);
}

function haveCommon(left: ReadonlySet<string>, right: ReadonlySet<string>): boolean {
  return [...left].some((one) => right.has(one));
}

/** An account that somebody else made, reset or changed during the batch. */
interface HandedAccount<Deed extends AccountDeed = AccountDeed> {
  readonly userId: string;
  /** What others did to it during the batch. */
  readonly deeds: readonly Deed[];
  /** When its owner took it last; null: it is nobody's, or was taken before that was written down. */
  readonly claimed: Deed | null;
  /** Who vouched for it after the last of these deeds, with whom in whose hand it no longer is. */
  readonly vouched: Deed | null;
  /** Who still has it in the hand. */
  readonly hands: readonly string[];
}

/** Somebody who signed in the batch, and whose accounts they made, reset or changed during it. */
interface SigningMaker {
  readonly userId: string;
  readonly made: readonly string[];
}

/** Two people who stood behind something together. */
interface SignedPair {
  readonly requestedBy: string;
  readonly by: string;
}

/**
 * What a reader should know of the accounts behind a batch: those that were handed out during it, and who of those who handed
 * them out signed in it.
 * @param since the row that made the batch
 */
export function accountsBehind<Deed extends AccountDeed>(
  userIds: readonly string[],
  deedsOf: DeedsOf<Deed>,
  since: number,
  pairs: readonly SignedPair[],
): { readonly handed: readonly HandedAccount<Deed>[]; readonly makers: readonly SigningMaker[] } {
  const handed = userIds.flatMap((userId) => {
    const all = deedsOf(userId);
    // What the recovery sheet opened is always told.
    const deeds = all.filter(
      ({ seq, kind, by }) =>
        kind === 'recovered' || (seq > since && handingChanges.includes(kind) && by !== userId),
    );
    if (deeds.length === 0) return [];
    const hands = [...handsOver(deedsOf, userId, since)];
    const own = all.findLast(({ kind }) => owningChanges.includes(kind));
    return {
      userId,
      deeds,
      claimed: own?.kind === 'claimed' ? own : null,
      vouched: hands.length > 0 ? null : (all.findLast(({ kind }) => kind === 'vouched') ?? null),
      hands,
    };
  });
  const signers = new Set(pairs.flatMap(({ requestedBy, by }) => [requestedBy, by]));
  const makers = [...signers].toSorted().flatMap((userId) => {
    const made = handed.filter(({ deeds }) => deeds.some(({ by }) => by === userId)).map((one) => one.userId);
    return made.length === 0 ? [] : { userId, made };
  });
  return { handed, makers };
}

/** The accounts behind a batch as people read of them, in names. */
export interface BehindBatch {
  /** Accounts that others made, reset or changed during the batch. */
  readonly handed: readonly {
    readonly name: string;
    /** `by`: null for the site itself (the recovery sheet). */
    readonly deeds: readonly {
      readonly kind: AccountChange;
      readonly at: string;
      readonly by: string | null;
    }[];
    /** When its owner took it; null: nobody has yet. */
    readonly claimedAt: string | null;
    readonly vouchedBy: string | null;
    /** In whose hand it still is: nobody outside vouched for it. */
    readonly hands: readonly string[];
    /** Whether anybody, or whoever held the recovery sheet, still has it in the hand. */
    readonly isHeld: boolean;
  }[];
  /** Who made, reset or changed accounts during the batch and signed in it. */
  readonly makers: readonly { readonly name: string; readonly made: readonly string[] }[];
  /** What was agreed to with nobody else there, and why. */
  readonly lone: readonly LoneApproval[];
}

/** An approval by two who may be one, with nobody else there. */
interface LoneApproval {
  readonly commandType: string;
  readonly requestedBy: string;
  readonly by: string;
  readonly at: string;
  /** Null: blanked. */
  readonly reason: string | null;
}

/** Puts names in the place of ids. */
export function behindByName(
  { handed, makers }: ReturnType<typeof accountsBehind>,
  lone: readonly LoneApproval[],
  nameOf: (userId: string) => string,
): BehindBatch {
  const named = (by: string) => (by === 'system' ? null : nameOf(by));
  return {
    handed: handed.map(({ userId, deeds, claimed, vouched, hands }) => ({
      name: nameOf(userId),
      deeds: deeds.map(({ kind, at, by }) => ({ kind, at, by: named(by) })),
      claimedAt: claimed?.at ?? null,
      vouchedBy: vouched === null ? null : named(vouched.by),
      hands: hands.flatMap((hand) => named(hand) ?? []),
      isHeld: hands.length > 0,
    })),
    makers: makers.map(({ userId, made }) => ({ name: nameOf(userId), made: made.map(nameOf) })),
    lone: lone.map(({ commandType, requestedBy, by, at, reason }) => ({
      commandType,
      requestedBy: nameOf(requestedBy),
      by: nameOf(by),
      at,
      reason,
    })),
  };
}
