import { randomBytes, timingSafeEqual } from 'node:crypto';
import { and, eq, sql } from 'drizzle-orm';
import type { BadgeId, CredentialId, UserId } from '#shared/contract/ids.ts';
import type { Result } from '#shared/contract/refusal.ts';
import type { SignedIn } from '#shared/contract/views/site.ts';
import { sha256Hex } from '#node/hashes.ts';
import { argon2id } from '../store/siteKeys.ts';
import { preparedOnce } from '../store/openDatabase.ts';
import type { Store } from '../store/openDatabase.ts';
import { checkBadge, isAlive, isBadgeToken } from './badges.ts';
import { isLocked } from './deskLock.ts';
import { personOf } from './queries.ts';
import { passwordInForce } from './passwords.ts';
import { badges, sessions, users } from './tables.ts';
import { countedTry } from './tries.ts';

/** A session ends a day after the sign-in: an exam day is shorter. */
const sessionMs = 24 * 3_600_000;

/**
 * Checks login name and password; the code of a badge as the login name wants its PIN as the password. Tries count before
 * they are looked at (`tries.ts`), for names without an account too.
 * @param now asked when the try's turn comes, in milliseconds
 * @param passwords any of them opens; all together count as one try
 */
export async function checkPassword(
  store: Store,
  now: () => number,
  loginName: string,
  ...passwords: readonly string[]
): Promise<Result<SignedIn>> {
  if (isBadgeToken(loginName)) return checkBadge(store, now, loginName, passwords[0] ?? '');
  const name = loginName.trim();
  const user = store.orm.select().from(users).where(eq(users.loginName, name)).get();
  return countedTry(store, now, { userId: user?.userId ?? null, loginName: name }, async () => {
    const kept = user === undefined ? undefined : passwordInForce(store, user.userId);
    let right = false;
    // An unknown name costs the same time as a wrong password.
    for (const password of passwords) {
      const hash = await argon2id(password.normalize('NFKC'), kept?.salt ?? Buffer.alloc(16));
      right ||= kept !== undefined && timingSafeEqual(hash, kept.hash);
    }
    return user === undefined || !right ? null : personOf(store, user.userId);
  });
}

/** Opens a session and answers its token, of which only a hash is kept. */
export function openSession(
  store: Store,
  nowMs: number,
  userId: UserId,
  desk: string,
  badgeId: BadgeId | null = null,
): string {
  const token = randomBytes(32).toString('base64url');
  store.orm
    .insert(sessions)
    .values({
      tokenHash: sha256Hex(token),
      userId,
      desk,
      createdAt: nowMs,
      credentialId: credentialIdOf(store, userId),
      badgeId,
      locked: false,
    })
    .run();
  return token;
}

/** The present session goes on under the account's new password, which has ended all others. */
export function keepSession(store: Store, token: string, userId: UserId): void {
  store.orm
    .update(sessions)
    .set({ credentialId: credentialIdOf(store, userId) })
    .where(and(eq(sessions.tokenHash, sha256Hex(token)), eq(sessions.userId, userId)))
    .run();
}

function credentialIdOf(store: Store, userId: UserId): CredentialId | null {
  return store.orm.select().from(users).where(eq(users.userId, userId)).get()?.credentialId ?? null;
}

/** Who works at a desk; `locked`: they have left it, and nothing is answered until they are back. */
export interface AtDesk {
  readonly person: SignedIn;
  readonly locked: boolean;
}

/**
 * Who a session token belongs to; null when it is unknown, too old, from before a new password, its badge is dead, or the
 * person was disabled meanwhile.
 * @param steadyMs milliseconds that never jump: idle time is measured by them
 */
export function deskOf(store: Store, nowMs: number, steadyMs: number, token: string | null): AtDesk | null {
  if (token === null) return null;
  const row = byToken(store).get({ tokenHash: sha256Hex(token) });
  if (row === undefined || nowMs - row.createdAt > sessionMs || row.credentialId !== row.inForce) return null;
  if (row.since !== null && row.createdAt < Date.parse(row.since)) return null;
  if (row.badgeId !== null && (row.badge === null || !isAlive(row.badge, nowMs))) return null;
  const person = personOf(store, row.userId);
  return person === null ? null : { person, locked: isLocked(store, steadyMs, row) };
}

/** Asked by every request. */
const byToken = preparedOnce(({ orm }) =>
  orm
    .select({
      tokenHash: sessions.tokenHash,
      userId: sessions.userId,
      createdAt: sessions.createdAt,
      credentialId: sessions.credentialId,
      inForce: users.credentialId,
      since: users.sessionsSince,
      locked: sessions.locked,
      badgeId: sessions.badgeId,
      badge: badges,
    })
    .from(sessions)
    .innerJoin(users, eq(users.userId, sessions.userId))
    .leftJoin(badges, eq(badges.badgeId, sessions.badgeId))
    .where(eq(sessions.tokenHash, sql.placeholder('tokenHash')))
    .prepare(),
);

/** Ends a session. */
export function closeSession(store: Store, token: string): void {
  store.orm
    .delete(sessions)
    .where(eq(sessions.tokenHash, sha256Hex(token)))
    .run();
}
