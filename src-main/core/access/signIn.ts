import { randomBytes, timingSafeEqual } from 'node:crypto';
import { and, eq, sql } from 'drizzle-orm';
import type { CredentialId, UserId } from '#shared/contract/ids.ts';
import { refuse } from '#shared/contract/refusal.ts';
import type { Result } from '#shared/contract/refusal.ts';
import type { SignedIn } from '#shared/contract/views/site.ts';
import { sha256Hex } from '#node/hashes.ts';
import { argon2id } from '../store/siteKeys.ts';
import { preparedOnce } from '../store/openDatabase.ts';
import type { Store } from '../store/openDatabase.ts';
import { personOf } from './queries.ts';
import { passwordInForce } from './passwords.ts';
import { sessions, signInTries, users } from './tables.ts';

/** After this many wrong passwords in a row the account waits, twice as long each time, up to five minutes. */
const freeTries = 5;
const longestWaitMs = 5 * 60_000;
/** A session ends a day after the sign-in: an exam day is shorter. */
const sessionMs = 24 * 3_600_000;

/** Tries that wait at most for their turn; a whole school signing in at once is fewer. */
const longestLine = 50;
/** Names without an account whose tries are remembered, so that nobody learns by the waiting which names exist. */
const rememberedNames = 1000;

interface Tries {
  readonly failures: number;
  readonly blockedUntil: number;
}

/** The tries of a site, which are looked at one after another. */
interface Line {
  waiting: number;
  last: Promise<unknown>;
  readonly unknownNames: Map<string, Tries>;
}

const lines = new WeakMap<Store, Line>();

function lineOf(store: Store): Line {
  const known = lines.get(store);
  if (known !== undefined) return known;
  const line: Line = { waiting: 0, last: Promise.resolve(), unknownNames: new Map() };
  lines.set(store, line);
  return line;
}

/**
 * Checks login name and password. Tries are looked at one after another, and each counts before its password is looked at,
 * so that many at once get no further than many in a row. A try during a wait is refused and does not lengthen it.
 * Refusals: `sign-in-wrong`, `sign-in-wait` with the seconds, `sign-in-busy` when too many wait for their turn.
 * @param now asked when the try's turn comes, in milliseconds
 * @param passwords any of them opens; all together count as one try
 */
export async function checkPassword(
  store: Store,
  now: () => number,
  loginName: string,
  ...passwords: readonly string[]
): Promise<Result<SignedIn>> {
  const line = lineOf(store);
  if (line.waiting >= longestLine) return refuse('sign-in-busy');
  line.waiting += 1;
  const turn = line.last.then(() => lookAt(store, line, now(), loginName.trim(), passwords));
  line.last = turn.catch(() => undefined);
  try {
    return await turn;
  } finally {
    line.waiting -= 1;
  }
}

async function lookAt(
  store: Store,
  line: Line,
  nowMs: number,
  loginName: string,
  passwords: readonly string[],
): Promise<Result<SignedIn>> {
  const user = store.orm.select().from(users).where(eq(users.loginName, loginName)).get();
  const kept = user === undefined ? undefined : passwordInForce(store, user.userId);
  const tries =
    user === undefined
      ? undefined
      : store.orm.select().from(signInTries).where(eq(signInTries.userId, user.userId)).get();
  const before = tries ?? line.unknownNames.get(loginName) ?? { failures: 0, blockedUntil: 0 };
  const leftMs = before.blockedUntil - nowMs;
  // More is left than anybody is ever told to wait when the clock was set back: nobody is locked out for days by that.
  if (leftMs > 0 && leftMs <= longestWaitMs)
    return refuse('sign-in-wait', { seconds: Math.ceil(leftMs / 1000) });
  const failures = before.failures + 1;
  const waitMs = failures < freeTries ? 0 : Math.min(longestWaitMs, 1000 * 2 ** (failures - freeTries));
  note(store, line, user?.userId ?? null, loginName, { failures, blockedUntil: nowMs + waitMs });
  // An unknown name costs the same time as a wrong password.
  let right = false;
  for (const password of passwords) {
    const hash = await argon2id(password.normalize('NFKC'), kept?.salt ?? Buffer.alloc(16));
    right ||= kept !== undefined && timingSafeEqual(hash, kept.hash);
  }
  const person = user === undefined || user.disabled || !right ? null : personOf(store, user.userId);
  if (person === null) return refuse('sign-in-wrong');
  note(store, line, person.userId, loginName, { failures: 0, blockedUntil: 0 });
  return { ok: true, value: person };
}

/** Remembers the tries of an account in the database, those of a name without one only while the site is open. */
function note(store: Store, line: Line, userId: UserId | null, loginName: string, tries: Tries): void {
  if (userId !== null) {
    store.orm
      .insert(signInTries)
      .values({ userId, ...tries })
      .onConflictDoUpdate({ target: signInTries.userId, set: tries })
      .run();
    return;
  }
  line.unknownNames.delete(loginName);
  line.unknownNames.set(loginName, tries);
  const [oldest] = line.unknownNames.keys();
  if (line.unknownNames.size > rememberedNames && oldest !== undefined) line.unknownNames.delete(oldest);
}

/** Opens a session and answers its token, of which only a hash is kept. */
export function openSession(store: Store, nowMs: number, userId: UserId, desk: string): string {
  const token = randomBytes(32).toString('base64url');
  store.orm
    .insert(sessions)
    .values({
      tokenHash: sha256Hex(token),
      userId,
      desk,
      createdAt: nowMs,
      credentialId: credentialIdOf(store, userId),
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

/**
 * Who a session token belongs to; null when it is unknown, too old, from before a new password, or the person was disabled
 * meanwhile.
 */
export function sessionOf(store: Store, nowMs: number, token: string | null): SignedIn | null {
  if (token === null) return null;
  const row = byToken(store).get({ tokenHash: sha256Hex(token) });
  if (row === undefined || nowMs - row.createdAt > sessionMs || row.credentialId !== row.inForce) return null;
  if (row.since !== null && row.createdAt < Date.parse(row.since)) return null;
  return personOf(store, row.userId);
}

/** Asked by every request. */
const byToken = preparedOnce(({ orm }) =>
  orm
    .select({
      userId: sessions.userId,
      createdAt: sessions.createdAt,
      credentialId: sessions.credentialId,
      inForce: users.credentialId,
      since: users.sessionsSince,
    })
    .from(sessions)
    .innerJoin(users, eq(users.userId, sessions.userId))
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
