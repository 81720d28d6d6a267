import { eq, sql } from 'drizzle-orm';
import type { UserId } from '#shared/contract/ids.ts';
import type { Person, SignedIn } from '#shared/contract/views/site.ts';
import { preparedOnce } from '../store/openDatabase.ts';
import type { Store } from '../store/openDatabase.ts';
import { users } from './tables.ts';

/** Display names of all people, by id; null where blanked. */
export function peopleNames(store: Store): ReadonlyMap<string, string | null> {
  const rows = namesOfAll(store).all();
  return new Map(rows.map((row) => [row.userId, row.displayName]));
}

const namesOfAll = preparedOnce(({ orm }) =>
  orm.select({ userId: users.userId, displayName: users.displayName }).from(users).prepare(),
);

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
export function personOf(store: Store, userId: UserId): SignedIn | null {
  const row = byId(store).get({ userId });
  return row === undefined || row.disabled ? null : signedInOf(row);
}

/** Asked by every request and every command. */
const byId = preparedOnce(({ orm }) =>
  orm
    .select()
    .from(users)
    .where(eq(users.userId, sql.placeholder('userId')))
    .prepare(),
);

function signedInOf({ userId, loginName, displayName, roles, claimed }: typeof users.$inferSelect): SignedIn {
  return { userId, loginName: loginName ?? '', displayName: displayName ?? '—', roles, claimed };
}
