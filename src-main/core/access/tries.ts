import { eq } from 'drizzle-orm';
import type { UserId } from '#shared/contract/ids.ts';
import { refuse } from '#shared/contract/refusal.ts';
import type { Result } from '#shared/contract/refusal.ts';
import type { Store } from '../store/openDatabase.ts';
import { signInTries } from './tables.ts';

/** After this many wrong passwords in a row the account waits, twice as long each time, up to five minutes. */
const freeTries = 5;
const longestWaitMs = 5 * 60_000;
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

/** Whose password or PIN is tried; a name without an account has none. */
interface Tried {
  readonly userId: UserId | null;
  readonly loginName: string;
}

/**
 * One try at a password or a PIN. Tries are looked at one after another, and each counts before it is looked at, so that
 * many at once get no further than many in a row. A try during a wait is refused and does not lengthen it.
 * Refusals: `sign-in-wrong`, `sign-in-wait` with the seconds, `sign-in-busy` when too many wait for their turn.
 * @param now asked when the try's turn comes, in milliseconds
 * @param look answers whose it is; null when it is wrong
 */
export async function countedTry<Whose>(
  store: Store,
  now: () => number,
  tried: Tried,
  look: () => Promise<Whose | null>,
): Promise<Result<Whose>> {
  const line = lineOf(store);
  if (line.waiting >= longestLine) return refuse('sign-in-busy');
  line.waiting += 1;
  const turn = line.last.then(() => takeTurn(store, line, now(), tried, look));
  line.last = turn.catch(() => undefined);
  try {
    return await turn;
  } finally {
    line.waiting -= 1;
  }
}

async function takeTurn<Whose>(
  store: Store,
  line: Line,
  nowMs: number,
  { userId, loginName }: Tried,
  look: () => Promise<Whose | null>,
): Promise<Result<Whose>> {
  const tries =
    userId === null
      ? undefined
      : store.orm.select().from(signInTries).where(eq(signInTries.userId, userId)).get();
  const before = tries ?? line.unknownNames.get(loginName) ?? { failures: 0, blockedUntil: 0 };
  const leftMs = before.blockedUntil - nowMs;
  // More is left than anybody is ever told to wait when the clock was set back: nobody is locked out for days by that.
  if (leftMs > 0 && leftMs <= longestWaitMs)
    return refuse('sign-in-wait', { seconds: Math.ceil(leftMs / 1000) });
  const failures = before.failures + 1;
  const waitMs = failures < freeTries ? 0 : Math.min(longestWaitMs, 1000 * 2 ** (failures - freeTries));
  note(store, line, userId, loginName, { failures, blockedUntil: nowMs + waitMs });
  const whose = await look();
  if (whose === null) return refuse('sign-in-wrong');
  note(store, line, userId, loginName, { failures: 0, blockedUntil: 0 });
  return { ok: true, value: whose };
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
