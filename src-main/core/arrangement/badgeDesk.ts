import { and, eq } from 'drizzle-orm';
import type { BatchId } from '#shared/contract/ids.ts';
import { refuse } from '#shared/contract/refusal.ts';
import type { BadgeState, BadgeView } from '#shared/contract/views/site.ts';
import { giveCodes } from '../access/badges.ts';
import type { BadgeRow } from '../access/badges.ts';
import { people } from '../access/queries.ts';
import { badges } from '../access/tables.ts';
import type { Answers } from '../api/answers.ts';
import { submit } from '../api/context.ts';
import type { Actions } from '../api/context.ts';
import type { Store } from '../store/openDatabase.ts';
import { staffOfBatch } from './queries.ts';

/** The people of the site with their badges in a batch: those with a duty first, then by name. */
function badgeViews(store: Store, batchId: BatchId): readonly BadgeView[] {
  const duties = Map.groupBy(staffOfBatch(store, batchId), (one) => one.userId);
  const issued = store.orm
    .select()
    .from(badges)
    .where(and(eq(badges.batchId, batchId), eq(badges.revoked, false)))
    .all();
  const badgeOf = new Map(issued.map((badge) => [badge.userId, badge]));
  return people(store)
    .filter((person) => !person.disabled)
    .map(({ userId, displayName, roles }): BadgeView => {
      const badge = badgeOf.get(userId);
      return {
        userId,
        displayName,
        roles,
        badgeId: badge?.badgeId ?? null,
        state: badge === undefined ? 'none' : stateOf(badge),
        untilDay: badge?.untilDay ?? null,
        duties: [...new Set((duties.get(userId) ?? []).map((one) => one.duty))],
      };
    })
    .toSorted((one, other) => Number(other.duties.length > 0) - Number(one.duties.length > 0));
}

function stateOf(badge: BadgeRow): BadgeState {
  return badge.pinId !== null ? 'ready' : badge.printed ? 'printed' : 'issued';
}

export const badgeAnswers = {
  'badges.list': ({ store }, { batchId }) => badgeViews(store, batchId),
} satisfies Answers;

export const badgeActions = {
  'badges.print': async (context, { commandId, deskAt, badgeIds }) => {
    const answer = await submit(context, 'badge.print', { commandId, deskAt }, { badgeIds });
    if (!answer.ok) return refuse(answer.refusal.code, answer.refusal.facts as never);
    // Asked again because the answer got lost, the codes are new: those that never arrived are on no paper.
    return { ok: true, value: giveCodes(context.openSite.store, badgeIds) };
  },
} satisfies Actions;
