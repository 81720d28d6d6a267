import { eq } from 'drizzle-orm';
import { sha256Hex } from '#node/hashes.ts';
import { idleLockDefaultMinutes } from '#shared/domain/limits.ts';
import type { Apply, Decide } from '../ledger/capability.ts';
import { decided, happened } from '../ledger/capability.ts';
import { preparedOnce } from '../store/openDatabase.ts';
import type { Store } from '../store/openDatabase.ts';
import { deskRules, sessions } from './tables.ts';

/**
 * A desk that nobody works at locks itself: its session answers nothing until the same person gives password or PIN, or
 * another signs in. When somebody last worked is held in memory; that it is locked is kept, and outlives the core.
 */
const lastWork = new WeakMap<Store, Map<string, number>>();

function workOf(store: Store): Map<string, number> {
  const known = lastWork.get(store);
  if (known !== undefined) return known;
  const made = new Map<string, number>();
  lastWork.set(store, made);
  return made;
}

/** Somebody works at the desk of this session. */
export function noteWork(store: Store, steadyMs: number, token: string): void {
  workOf(store).set(sha256Hex(token), steadyMs);
}

/** Minutes without work after which a desk locks. */
export function idleMinutes(store: Store): number {
  return rules(store).get()?.idleMinutes ?? idleLockDefaultMinutes;
}

/** Asked by every request. */
const rules = preparedOnce(({ orm }) => orm.select().from(deskRules).prepare());

/** Whether the session is locked; one that has been idle for too long is from now on. */
export function isLocked(
  store: Store,
  steadyMs: number,
  session: { readonly tokenHash: string; readonly locked: boolean },
): boolean {
  if (session.locked) return true;
  const work = workOf(store);
  const last = work.get(session.tokenHash);
  // A core that has just been started knows of no work: the time runs from the first look.
  if (last === undefined) work.set(session.tokenHash, steadyMs);
  else if (steadyMs - last >= idleMinutes(store) * 60_000) {
    setLocked(store, session.tokenHash, true);
    return true;
  }
  return false;
}

/** Locks the desk of a session now. */
export function lockSession(store: Store, token: string): void {
  setLocked(store, sha256Hex(token), true);
}

/** Opens it again. */
export function unlockSession(store: Store, steadyMs: number, token: string): void {
  setLocked(store, sha256Hex(token), false);
  noteWork(store, steadyMs, token);
}

function setLocked(store: Store, tokenHash: string, locked: boolean): void {
  store.orm.update(sessions).set({ locked }).where(eq(sessions.tokenHash, tokenHash)).run();
}

export const decideDesks = {
  'desk.setIdleLock': (_context, { minutes }) =>
    decided([happened('desk.idleLockSet', null, { minutes }, null)]),
} satisfies Decide;

export const applyDesks = {
  'desk.idleLockSet': ({ orm }, { data }) => {
    const set = { idleMinutes: data.minutes };
    orm
      .insert(deskRules)
      .values({ id: 1, ...set })
      .onConflictDoUpdate({ target: deskRules.id, set })
      .run();
  },
} satisfies Apply;
