import { eq, inArray, max } from 'drizzle-orm';
import type { BadgeId, BatchId } from '#shared/contract/ids.ts';
import { siteDay } from '#shared/domain/sittingTimes.ts';
import { badges, users } from '../access/tables.ts';
import { batchRow } from '../batches/queries.ts';
import type { Decide, DecideContext } from '../ledger/capability.ts';
import { decided, happened, refused } from '../ledger/capability.ts';
import type { Store } from '../store/openDatabase.ts';
import { examSessions } from './tables.ts';

/** 工作证: who gets one, and until when. How one opens a desk is `access/badges.ts`. */
export const decideBadges = {
  'badge.issue': (context, input) => {
    const { store } = context;
    const untilDay = lastDayOf(store, input.batchId);
    if (untilDay === null) return refused('batch-unknown');
    if (untilDay < siteDay(context.at)) return refused('batch-days-over', { day: untilDay });
    const badgeIds = input.badges.map((badge) => badge.badgeId);
    const userIds = new Set(input.badges.map((badge) => badge.userId));
    if (new Set(badgeIds).size < badgeIds.length || badgeRows(store, badgeIds).length > 0)
      return refused('id-taken');
    if (userIds.size < input.badges.length) return refused('badge-twice');
    const known = store.orm
      .select()
      .from(users)
      .where(inArray(users.userId, [...userIds]))
      .all();
    if (known.length < userIds.size || known.some((person) => person.disabled))
      return refused('person-unknown');
    return decided(
      input.badges.map(({ badgeId, userId }) =>
        happened(
          'badge.issued',
          input.batchId,
          {
            badgeId,
            userId,
            batchId: input.batchId,
            untilDay,
            replaces: null,
            secondPerson: context.second ?? context.by,
          },
          null,
        ),
      ),
    );
  },
  'badge.replace': (context, { badgeId, newBadgeId, reason }) => {
    const { store } = context;
    const old = liveBadge(context, badgeId);
    if (old === null) return refused('badge-dead');
    if (badgeRows(store, [newBadgeId]).length > 0) return refused('id-taken');
    const { userId, batchId } = old;
    const untilDay = lastDayOf(store, batchId) ?? old.untilDay;
    const secondPerson = context.second ?? context.by;
    return decided([
      happened('badge.revoked', batchId, { badgeId, userId }, { reason }),
      happened(
        'badge.issued',
        batchId,
        { badgeId: newBadgeId, userId, batchId, untilDay, replaces: badgeId, secondPerson },
        null,
      ),
    ]);
  },
  'badge.revoke': (context, { badgeId, reason }) => {
    const badge = liveBadge(context, badgeId);
    if (badge === null) return refused('badge-dead');
    return decided([happened('badge.revoked', badge.batchId, { badgeId, userId: badge.userId }, { reason })]);
  },
  'badge.print': (context, { badgeIds }) => {
    const live = badgeIds.map((badgeId) => liveBadge(context, badgeId));
    const printed = live.flatMap((badge) =>
      badge === null
        ? []
        : happened('badge.printed', badge.batchId, { badgeId: badge.badgeId, userId: badge.userId }, null),
    );
    return printed.length < badgeIds.length ? refused('badge-dead') : decided(printed);
  },
  'badge.recordPin': (context, { badgeId, pinId }) => {
    const badge = liveBadge(context, badgeId);
    if (badge === null) return refused('badge-dead');
    if (badge.pinId !== null) return refused('badge-pin-set');
    const { userId, batchId } = badge;
    return decided([{ ...happened('badge.pinSet', batchId, { badgeId, userId, pinId }, null), by: userId }]);
  },
} satisfies Decide;

/** Badges die with the last exam day of the batch: the planned one, or that of its last session. */
function lastDayOf(store: Store, batchId: BatchId): string | null {
  const batch = batchRow(store, batchId);
  if (batch === null) return null;
  const last = store.orm
    .select({ at: max(examSessions.startsAt) })
    .from(examSessions)
    .where(eq(examSessions.batchId, batchId))
    .get()?.at;
  const lastSession = last == null ? batch.lastDay : siteDay(last);
  return lastSession > batch.lastDay ? lastSession : batch.lastDay;
}

function badgeRows(store: Store, badgeIds: readonly BadgeId[]) {
  return store.orm
    .select()
    .from(badges)
    .where(inArray(badges.badgeId, [...badgeIds]))
    .all();
}

function liveBadge({ store, at }: DecideContext, badgeId: BadgeId): typeof badges.$inferSelect | null {
  const [badge] = badgeRows(store, [badgeId]);
  return badge === undefined || badge.revoked || badge.untilDay < siteDay(at) ? null : badge;
}
