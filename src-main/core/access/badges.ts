import { randomBytes, timingSafeEqual } from 'node:crypto';
import { and, desc, eq, inArray } from 'drizzle-orm';
import type { BadgeId, PinId, UserId } from '#shared/contract/ids.ts';
import { refuse } from '#shared/contract/refusal.ts';
import type { Result } from '#shared/contract/refusal.ts';
import type { SignedIn } from '#shared/contract/views/site.ts';
import { owningChanges } from '#shared/domain/accountChanges.ts';
import { siteDay } from '#shared/domain/sittingTimes.ts';
import { badgeTokenForm, badgeTokenOf } from '#shared/formats/badgeToken.ts';
import { sha256Hex } from '#node/hashes.ts';
import type { Apply } from '../ledger/capability.ts';
import { argon2id } from '../store/siteKeys.ts';
import type { Store } from '../store/openDatabase.ts';
import { personOf } from './queries.ts';
import { accountChanges, badgeCodes, badgePins, badges, users } from './tables.ts';
import { countedTry } from './tries.ts';

/**
 * 工作证: a code on a card and a PIN of its owner, good for the days of one batch. Codes and PINs are operational (never in
 * the ledger), kept as hashes; who has a badge, until when, and whose account it opened is in the ledger.
 */
export type BadgeRow = typeof badges.$inferSelect;

/** Whether what somebody typed or scanned as a login name is the code of a badge. */
export function isBadgeToken(text: string): boolean {
  return badgeTokenForm.test(text.trim());
}

/** Whether a badge opens anything now. */
export function isAlive(badge: Pick<BadgeRow, 'revoked' | 'untilDay'>, nowMs: number): boolean {
  return !badge.revoked && siteDay(new Date(nowMs).toISOString()) <= badge.untilDay;
}

/** The live badge of a code; null when there is none, or it is dead. */
export function badgeOfToken(store: Store, nowMs: number, token: string): BadgeRow | null {
  const found = store.orm
    .select({ badge: badges })
    .from(badgeCodes)
    .innerJoin(badges, eq(badges.badgeId, badgeCodes.badgeId))
    .where(eq(badgeCodes.tokenHash, sha256Hex(token.trim())))
    .get();
  return found !== undefined && isAlive(found.badge, nowMs) ? found.badge : null;
}

/** The live badge of a person that has a PIN; null when there is none. */
export function badgeOfPerson(store: Store, nowMs: number, userId: UserId): BadgeRow | null {
  const found = store.orm
    .select()
    .from(badges)
    .where(and(eq(badges.userId, userId), eq(badges.revoked, false)))
    .all();
  return found.find((badge) => badge.pinId !== null && isAlive(badge, nowMs)) ?? null;
}

/** Checks a scanned badge and its PIN. Refusals: `badge-dead`, `badge-pin-unset`, and those of a wrong password. */
export async function checkBadge(
  store: Store,
  now: () => number,
  token: string,
  pin: string,
): Promise<Result<SignedIn>> {
  const badge = badgeOfToken(store, now(), token);
  if (badge === null) return refuse('badge-dead');
  if (badge.pinId === null) return refuse('badge-pin-unset');
  return checkPin(store, now, badge, pin);
}

/** Checks the PIN of a badge that has one; tries count as those at the owner's password do. */
export async function checkPin(
  store: Store,
  now: () => number,
  { userId, pinId }: BadgeRow,
  pin: string,
): Promise<Result<SignedIn>> {
  return countedTry(store, now, { userId, loginName: userId }, async () => {
    const kept = store.orm
      .select()
      .from(badgePins)
      .where(eq(badgePins.pinId, pinId as PinId))
      .get();
    const hash = await argon2id(pin, kept?.salt ?? Buffer.alloc(16));
    return kept !== undefined && timingSafeEqual(hash, kept.hash) ? personOf(store, userId) : null;
  });
}

/** Keeps a PIN under its id, before the row that names it. */
export async function keepPin(store: Store, pinId: PinId, pin: string): Promise<void> {
  const salt = randomBytes(16);
  const hash = await argon2id(pin, salt);
  store.orm.insert(badgePins).values({ pinId, salt, hash }).onConflictDoNothing().run();
}

/** Forgets a PIN whose row was refused. */
export function dropPin(store: Store, pinId: PinId): void {
  store.orm.delete(badgePins).where(eq(badgePins.pinId, pinId)).run();
}

/** Gives badges a new code each; the one printed before opens nothing any more. */
export function giveCodes(
  store: Store,
  badgeIds: readonly BadgeId[],
): readonly { readonly badgeId: BadgeId; readonly token: string }[] {
  return store.raw.transaction(() => {
    store.orm
      .delete(badgeCodes)
      .where(inArray(badgeCodes.badgeId, [...badgeIds]))
      .run();
    return badgeIds.map((badgeId) => {
      const token = badgeTokenOf(randomBytes(16));
      store.orm
        .insert(badgeCodes)
        .values({ badgeId, tokenHash: sha256Hex(token) })
        .run();
      return { badgeId, token };
    });
  })();
}

export const applyBadges = {
  'badge.issued': (store, { seq, at, actor, data }) => {
    const { orm } = store;
    const { badgeId, userId, batchId, untilDay, replaces, secondPerson } = data;
    const kept =
      replaces === null
        ? null
        : (orm.select().from(badges).where(eq(badges.badgeId, replaces)).get()?.pinId ?? null);
    if (replaces === null) {
      orm
        .update(badges)
        .set({ revoked: true })
        .where(and(eq(badges.userId, userId), eq(badges.batchId, batchId)))
        .run();
      // An account that its owner took by a PIN is nobody's again until they set the next.
      if (claimedByPin(store, userId)) {
        orm.update(users).set({ claimed: false }).where(eq(users.userId, userId)).run();
        orm.insert(accountChanges).values({ seq, userId, kind: 'reset', by: actor, secondPerson, at }).run();
      }
    }
    orm
      .insert(badges)
      .values({
        badgeId,
        userId,
        batchId,
        untilDay,
        revoked: false,
        printed: false,
        pinId: kept,
        pinSeq: null,
      })
      .run();
  },
  'badge.revoked': ({ orm }, { data }) =>
    void orm.update(badges).set({ revoked: true }).where(eq(badges.badgeId, data.badgeId)).run(),
  'badge.printed': ({ orm }, { data }) =>
    void orm.update(badges).set({ printed: true }).where(eq(badges.badgeId, data.badgeId)).run(),
  'badge.pinSet': ({ orm }, { seq, at, actor, data }) => {
    const { badgeId, userId, pinId } = data;
    orm.update(badges).set({ pinId, pinSeq: seq }).where(eq(badges.badgeId, badgeId)).run();
    // Whoever has taken the account with a password has it already.
    if (orm.select().from(users).where(eq(users.userId, userId)).get()?.claimed !== false) return;
    orm.update(users).set({ claimed: true }).where(eq(users.userId, userId)).run();
    orm
      .insert(accountChanges)
      .values({ seq, userId, kind: 'claimed', by: actor, secondPerson: null, at })
      .run();
  },
} satisfies Apply;

/** Whether the account is its owner's by the PIN of a badge, and not by a password. */
function claimedByPin({ orm }: Store, userId: UserId): boolean {
  const last = orm
    .select()
    .from(accountChanges)
    .where(and(eq(accountChanges.userId, userId), inArray(accountChanges.kind, [...owningChanges])))
    .orderBy(desc(accountChanges.seq))
    .get();
  return (
    last?.kind === 'claimed' &&
    orm.select().from(badges).where(eq(badges.pinSeq, last.seq)).get() !== undefined
  );
}
