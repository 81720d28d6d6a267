import { and, asc, eq, inArray, sql } from 'drizzle-orm';
import type { CommandDefinition } from '#shared/contract/command.ts';
import type { AccountView } from '#shared/contract/views/site.ts';
import type { ApprovalId, BatchId, UserId } from '#shared/contract/ids.ts';
import { handingChanges } from '#shared/domain/accountChanges.ts';
import {
  accountsBehind,
  areOneHand as inOneHand,
  behindByName,
  handsOver as handsIn,
} from '#shared/domain/accountHands.ts';
import type { BehindBatch, DeedsOf } from '#shared/domain/accountHands.ts';
import type { Apply, Decide, DecideContext, NewEvent, Refused } from '../ledger/capability.ts';
import { decided, happened, refused } from '../ledger/capability.ts';
import { preparedOnce } from '../store/openDatabase.ts';
import type { Store } from '../store/openDatabase.ts';
import { noteChange } from './accounts.ts';
import { othersWho } from './people.ts';
import { people, personNames } from './queries.ts';
import {
  accountChanges,
  approvalRows,
  approvals,
  batchBeginnings,
  batchDeputies,
  loneApprovals,
  users,
} from './tables.ts';

/**
 * Maker and made (`#shared/domain/accountHands.ts`): two people who stand behind marks together must not be one hand. Counted is
 * what was done since the batch was made.
 */
export function areOneHand(store: Store, first: UserId, second: UserId, batchId: BatchId): boolean {
  return inOneHand(deedsIn(store), first, second, beginningOf(store, batchId)?.seq ?? 0);
}

/** Who has an account in the hand, by what was done after a row of the ledger. */
export function handsOver(store: Store, userId: UserId, since: number): ReadonlySet<string> {
  return handsIn(deedsIn(store), userId, since);
}

/** What was done to each account of a site, in the order of the ledger. */
export function deedsIn(store: Store): DeedsOf<typeof accountChanges.$inferSelect> {
  return (userId) => changesOf(store).all({ userId });
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

/** What two people agreed to in a batch, the first one first; what was asked for and not agreed to is not in it. */
export function grantedIn(store: Store, batchId: BatchId): readonly GrantedRow[] {
  return store.orm
    .select({
      approvalId: approvals.approvalId,
      commandType: approvals.commandType,
      requestedBy: approvals.requestedBy,
      by: approvals.by,
      at: approvals.answeredAt,
    })
    .from(approvals)
    .where(and(eq(approvals.state, 'granted'), inArray(approvals.approvalId, requestsOf(store, batchId))))
    .orderBy(asc(approvals.answeredAt), asc(approvals.approvalId))
    .all()
    .flatMap(({ by, at, ...asked }) =>
      by === null || at === null ? [] : { ...asked, by: by as UserId, at },
    );
}

function requestsOf({ orm }: Store, batchId: BatchId) {
  return orm
    .select({ approvalId: approvalRows.approvalId })
    .from(approvalRows)
    .where(eq(approvalRows.batchId, batchId));
}

/** A request that was granted, by whom and when. */
interface GrantedRow {
  readonly approvalId: ApprovalId;
  readonly commandType: string;
  readonly requestedBy: UserId;
  readonly by: UserId;
  readonly at: string;
}

/** The accounts behind a batch by name: handed out during it, who of those who did it signed in it, and lone approvals. */
export function behindBatch(store: Store, batchId: BatchId): BehindBatch {
  const since = beginningOf(store, batchId)?.seq ?? 0;
  const userIds = people(store).map((person) => person.userId);
  return behindByName(
    accountsBehind(userIds, deedsIn(store), since, grantedIn(store, batchId)),
    loneApprovalsOf(store, batchId),
    personNames(store),
  );
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
