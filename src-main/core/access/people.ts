import { and, eq } from 'drizzle-orm';
import type { BatchId, UserId } from '#shared/contract/ids.ts';
import type { Role } from '#shared/domain/roles.ts';
import type { Store } from '../store/openDatabase.ts';
import { batchDeputies, users } from './tables.ts';

/** People who may approve, and whose account is their own and in use, but for those named. */
export function othersWho(
  store: Store,
  wanted: readonly Role[],
  but: readonly (string | null)[],
  batchId: BatchId | null = null,
): readonly UserId[] {
  return store.orm
    .select({ userId: users.userId })
    .from(users)
    .where(and(eq(users.claimed, true), eq(users.disabled, false)))
    .all()
    .map((one) => one.userId)
    .filter((userId) => !but.includes(userId) && mayApprove(store, userId, wanted, batchId));
}

/** Whether a person holds one of the roles that approve; the deputy of a batch (副主考) stands in for the chief there. */
export function mayApprove(
  store: Store,
  userId: UserId,
  wanted: readonly Role[],
  batchId: BatchId | null,
): boolean {
  const person = store.orm.select().from(users).where(eq(users.userId, userId)).get();
  if (person === undefined) return false;
  if (person.roles.some((role) => wanted.includes(role))) return true;
  return wanted.includes('chief') && batchId !== null && deputyOf(store, batchId)?.userId === userId;
}

/** Who was named deputy chief of a batch, by whom; undefined when nobody was. */
export function deputyOf(store: Store, batchId: BatchId) {
  return store.orm.select().from(batchDeputies).where(eq(batchDeputies.batchId, batchId)).get();
}
