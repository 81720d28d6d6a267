import { and, eq } from 'drizzle-orm';
import type { UserId } from '#shared/contract/ids.ts';
import type { Role } from '#shared/domain/roles.ts';
import type { Store } from '../store/openDatabase.ts';
import { users } from './tables.ts';

/** People with one of these roles whose account is their own and in use, but for those named. */
export function othersWho(
  store: Store,
  roles: readonly Role[],
  but: readonly (string | null)[],
): readonly UserId[] {
  return store.orm
    .select({ userId: users.userId, roles: users.roles })
    .from(users)
    .where(and(eq(users.claimed, true), eq(users.disabled, false)))
    .all()
    .filter((one) => !but.includes(one.userId) && one.roles.some((role) => roles.includes(role)))
    .map((one) => one.userId);
}
