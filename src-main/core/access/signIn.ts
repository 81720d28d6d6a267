import { randomBytes, timingSafeEqual } from 'node:crypto';
import { eq, sql } from 'drizzle-orm';
import type { UserId } from '#shared/contract/ids.ts';
import { refuse } from '#shared/contract/refusal.ts';
import type { Result } from '#shared/contract/refusal.ts';
import type { SignedIn } from '#shared/contract/views/site.ts';
import { sha256Hex } from '#node/hashes.ts';
import { argon2id } from '../store/siteKeys.ts';
import { preparedOnce } from '../store/openDatabase.ts';
import type { Store } from '../store/openDatabase.ts';
import { personOf } from './queries.ts';
import { credentials, sessions, users } from './tables.ts';

/** After this many wrong passwords in a row the account waits, twice as long each time, up to five minutes. */
const freeTries = 5;
const longestWaitMs = 5 * 60_000;
/** A session ends a day after the sign-in: an exam day is shorter. */
const sessionMs = 24 * 3_600_000;

/** Keeps a new password's hash (argon2id). Outside the ledger: no secret ever stands in a payload. */
export async function keepPassword(store: Store, userId: UserId, password: string): Promise<void> {
  const salt = randomBytes(16);
  const hash = await argon2id(password.normalize('NFKC'), salt);
  const values = { userId, salt, hash, failures: 0, blockedUntil: 0 };
  store.orm
    .insert(credentials)
    .values(values)
    .onConflictDoUpdate({ target: credentials.userId, set: values })
    .run();
}

/** Checks login name and password. Refusals: `sign-in-wrong`, `sign-in-wait` with the seconds. */
export async function checkPassword(
  store: Store,
  nowMs: number,
  loginName: string,
  password: string,
): Promise<Result<SignedIn>> {
  const user = store.orm.select().from(users).where(eq(users.loginName, loginName.trim())).get();
  const kept =
    user === undefined
      ? undefined
      : store.orm.select().from(credentials).where(eq(credentials.userId, user.userId)).get();
  if (kept !== undefined && kept.blockedUntil > nowMs)
    return refuse('sign-in-wait', { seconds: Math.ceil((kept.blockedUntil - nowMs) / 1000) });
  // An unknown name costs the same time as a wrong password.
  const hash = await argon2id(password.normalize('NFKC'), kept?.salt ?? Buffer.alloc(16));
  const right = kept !== undefined && timingSafeEqual(hash, kept.hash);
  if (user === undefined || kept === undefined || !right || user.disabled) {
    if (kept !== undefined) {
      const failures = kept.failures + 1;
      const waitMs = failures < freeTries ? 0 : Math.min(longestWaitMs, 1000 * 2 ** (failures - freeTries));
      store.orm
        .update(credentials)
        .set({ failures, blockedUntil: nowMs + waitMs })
        .where(eq(credentials.userId, kept.userId))
        .run();
    }
    return refuse('sign-in-wrong');
  }
  store.orm
    .update(credentials)
    .set({ failures: 0, blockedUntil: 0 })
    .where(eq(credentials.userId, kept.userId))
    .run();
  const person = personOf(store, user.userId);
  return person === null ? refuse('sign-in-wrong') : { ok: true, value: person };
}

/** Opens a session and answers its token, of which only a hash is kept. */
export function openSession(store: Store, nowMs: number, userId: UserId, desk: string): string {
  const token = randomBytes(32).toString('base64url');
  store.orm
    .insert(sessions)
    .values({ tokenHash: sha256Hex(token), userId, desk, createdAt: nowMs })
    .run();
  return token;
}

/** Who a session token belongs to; null when it is unknown, too old, or the person was disabled. */
export function sessionOf(store: Store, nowMs: number, token: string | null): SignedIn | null {
  if (token === null) return null;
  const row = byToken(store).get({ tokenHash: sha256Hex(token) });
  return row === undefined || nowMs - row.createdAt > sessionMs ? null : personOf(store, row.userId);
}

/** Asked by every request. */
const byToken = preparedOnce(({ orm }) =>
  orm
    .select()
    .from(sessions)
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
