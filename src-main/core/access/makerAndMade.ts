import { asc, eq, sql } from 'drizzle-orm';
import type { CommandDefinition } from '#shared/contract/command.ts';
import type { AccountView } from '#shared/contract/views/site.ts';
import type { ApprovalId, BatchId, UserId } from '#shared/contract/ids.ts';
import { handingChanges } from '#shared/domain/accountChanges.ts';
import type { Apply, Decide, DecideContext, NewEvent, Refused } from '../ledger/capability.ts';
import { decided, happened, refused } from '../ledger/capability.ts';
import { preparedOnce } from '../store/openDatabase.ts';
import type { Store } from '../store/openDatabase.ts';
import { noteChange } from './accounts.ts';
import { othersWho } from './people.ts';
import { people, personNames } from './queries.ts';
import { accountChanges, batchBeginnings, batchDeputies, loneApprovals, users } from './tables.ts';

/**
 * Maker and made: whoever made, reset or changed an account may have it in the hand. Two people who stand behind marks together
 * must not be one hand: neither may have the other in it, nor a third person both. Counted is what was done since the batch was
 * made; somebody outside that hand who saw the owner claim the account, with their document, takes it out of it
 * (`account.vouch`).
 */
export function areOneHand(store: Store, first: UserId, second: UserId, batchId: BatchId): boolean {
  const since = beginningOf(store, batchId)?.seq ?? 0;
  const [overFirst, overSecond] = [handsOver(store, first, since), handsOver(store, second, since)];
  return overFirst.has(second) || overSecond.has(first) || haveCommon(overFirst, overSecond);
}

/** Who has an account in the hand, by what was done after a row of the ledger. */
export function handsOver(store: Store, userId: UserId, since: number): ReadonlySet<string> {
  const hands = new Set<string>();
  for (const { seq, kind, by } of changesOf(store).all({ userId })) {
    if (seq <= since) continue;
    if (handingChanges.includes(kind) && by !== userId) hands.add(by);
    // Whoever is, or is in, the same hand vouches for nothing.
    else if (kind === 'vouched' && !hands.has(by) && !haveCommon(everOver(store, by as UserId, since), hands))
      hands.clear();
  }
  return hands;
}

function haveCommon(left: ReadonlySet<string>, right: ReadonlySet<string>): boolean {
  return [...left].some((one) => right.has(one));
}

/** As `handsOver`, but nobody is believed who vouched. */
function everOver(store: Store, userId: UserId, since: number): ReadonlySet<string> {
  const handing = changesOf(store)
    .all({ userId })
    .filter(({ seq, kind, by }) => seq > since && handingChanges.includes(kind) && by !== userId);
  return new Set(handing.map((change) => change.by));
}

/** The row that made a batch, and when; undefined when there is no such batch. */
export function beginningOf(store: Store, batchId: BatchId) {
  return store.orm.select().from(batchBeginnings).where(eq(batchBeginnings.batchId, batchId)).get();
}

/** What was done to an account, in the order of the ledger. */
const changesOf = preparedOnce(({ orm }) =>
  orm
    .select()
    .from(accountChanges)
    .where(eq(accountChanges.userId, sql.placeholder('userId')))
    .orderBy(asc(accountChanges.seq))
    .prepare(),
);

/** All people, with who made their account and who vouched for it. */
export function accountViews(store: Store): readonly AccountView[] {
  const nameOf = personNames(store);
  return people(store).map((person) => {
    const changes = changesOf(store).all({ userId: person.userId });
    const maker = changes.find((change) => change.kind === 'made')?.by ?? 'system';
    const last = changes.findLast(
      (change) => change.kind === 'vouched' || handingChanges.includes(change.kind),
    );
    return {
      ...person,
      madeBy: maker === 'system' ? null : nameOf(maker),
      vouchedBy: last?.kind === 'vouched' ? nameOf(last.by) : null,
    };
  });
}

/** Lone approvals of a batch, the first one first. */
export function loneApprovalsOf(
  store: Store,
  batchId: BatchId,
): readonly (typeof loneApprovals.$inferSelect)[] {
  return store.orm
    .select()
    .from(loneApprovals)
    .where(eq(loneApprovals.batchId, batchId))
    .orderBy(asc(loneApprovals.seq))
    .all();
}

/** Accounts that were made, reset or changed by somebody else since a batch was made and that nobody outside vouched for. */
export function handedSince(store: Store, batchId: BatchId): readonly UserId[] {
  const since = beginningOf(store, batchId)?.seq ?? 0;
  return people(store)
    .map((person) => person.userId)
    .filter((userId) => handsOver(store, userId, since).size > 0);
}

/** Who asks, and who agrees to what. */
interface Pair {
  readonly by: UserId;
  readonly second: UserId;
  readonly batchId: BatchId | null;
  readonly approvalId: ApprovalId;
  readonly commandType: string;
}

/**
 * Whether the two may agree together: refused when they are one hand and somebody else is there; where nobody is, it goes
 * through with a written reason, as a row of its own (a lone approval), so that a small site never locks itself out and a puppet
 * never passes unmarked.
 */
export function loneApproval(
  { store }: DecideContext,
  definition: CommandDefinition,
  pair: Pair,
  loneReason: string | null,
): Refused | { readonly ok: true; readonly events: readonly NewEvent[] } {
  const { by, second, batchId, approvalId, commandType } = pair;
  const counts = definition.makerAndMade === true && batchId !== null;
  if (!counts || !areOneHand(store, by, second, batchId)) return { ok: true, events: [] };
  const others = othersWho(store, definition.secondPerson ?? [], [by, second], batchId).filter(
    (other) => !areOneHand(store, by, other, batchId),
  );
  if (others.length > 0) return refused('second-person-one-hand', { people: others.length });
  if (loneReason === null) return refused('lone-reason-missing');
  const data = { approvalId, batchId, commandType, requestedBy: by, by: second };
  return { ok: true, events: [happened('approval.lone', batchId, data, { reason: loneReason })] };
}

export const decideHands = {
  'account.vouch': (context, { userId, document }) => {
    const { store, by } = context;
    const person = store.orm.select().from(users).where(eq(users.userId, userId)).get();
    if (person === undefined) return refused('person-unknown');
    if (userId === by) return refused('vouch-own');
    if (!person.claimed || person.disabled) return refused('vouch-unclaimed');
    if (handsOver(store, userId, -1).has(by)) return refused('vouch-by-maker');
    return decided([happened('user.vouched', null, { userId }, { document })]);
  },
  'batch.nameDeputy': (context, { batchId, userId }) => {
    const { store, by, second } = context;
    if (beginningOf(store, batchId) === undefined) return refused('batch-unknown');
    const person = store.orm.select().from(users).where(eq(users.userId, userId)).get();
    if (person === undefined || person.disabled) return refused('person-unknown');
    if (!person.claimed) return refused('deputy-unclaimed');
    if (person.roles.includes('supervisor')) return refused('deputy-supervises');
    // Nobody agrees to their own naming.
    if (userId === by || userId === second) return refused('second-person-concerned');
    return decided([
      happened('batch.deputyNamed', batchId, { batchId, userId, secondPerson: second ?? by }, null),
    ]);
  },
} satisfies Decide;

export const applyHands = {
  'user.vouched': (store, event) => noteChange(store, 'vouched', event),
  'batch.created': (store, { seq, at, data }) =>
    void store.orm.insert(batchBeginnings).values({ batchId: data.batchId, seq, at }).run(),
  'batch.deputyNamed': (store, { seq, at, actor, data }) => {
    const { batchId, ...named } = { ...data, seq, at, by: actor as UserId };
    store.orm
      .insert(batchDeputies)
      .values({ batchId, ...named })
      .onConflictDoUpdate({ target: batchDeputies.batchId, set: named })
      .run();
  },
  'approval.lone': (store, { seq, at, data, personal }) =>
    void store.orm
      .insert(loneApprovals)
      .values({ seq, at, ...data, reason: personal?.reason ?? null })
      .run(),
} satisfies Apply;
