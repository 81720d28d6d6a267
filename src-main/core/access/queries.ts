import type { UserId } from '#shared/contract/ids.ts';
import type { Role } from '#shared/domain/roles.ts';
import type { Person, SignedIn } from '#shared/contract/views/site.ts';
import type { Store } from '../store/openDatabase.ts';
import { users } from './tables.ts';

/** Display names of all people, by id; null where blanked. */
export function peopleNames(store: Store): ReadonlyMap<string, string | null> {
  const rows = store.statement('SELECT user_id AS id, display_name AS name FROM users').all() as {
    id: string;
    name: string | null;
  }[];
  return new Map(rows.map((row) => [row.id, row.name]));
}

/** Display names of the site's people by id; a blanked one is shown by the end of the id. */
export function personNames(store: Store): (userId: string) => string {
  const names = peopleNames(store);
  return (userId) => names.get(userId) ?? `…${userId.slice(-6)}`;
}

/** All people with their roles. */
export function people(store: Store): readonly Person[] {
  return store.orm
    .select()
    .from(users)
    .all()
    .map((row) => ({ ...signedInOf(row), disabled: row.disabled }));
}

/** A person as the frame shows one; null when unknown or disabled. */
export function personOf(store: Store, userId: string): SignedIn | null {
  // Asked by every request and every command: prepared once.
  const row = store
    .statement(
      'SELECT user_id AS userId, login_name AS loginName, display_name AS displayName, roles, disabled FROM users WHERE user_id = ?',
    )
    .get(userId) as
    | {
        userId: string;
        loginName: string | null;
        displayName: string | null;
        roles: string;
        disabled: number;
      }
    | undefined;
  if (row === undefined || row.disabled === 1) return null;
  return signedInOf({ ...row, disabled: false, roles: JSON.parse(row.roles) as readonly Role[] });
}

function signedInOf(row: typeof users.$inferSelect): SignedIn {
  return {
    userId: row.userId as UserId,
    loginName: row.loginName ?? '',
    displayName: row.displayName ?? '—',
    roles: row.roles,
  };
}
