import { asc } from 'drizzle-orm';
import type { CentreKeys } from '#shared/contract/centreKeys.ts';
import type { FiledOccupation } from '#shared/contract/views/site.ts';
import { parseCentreKeys } from '#node/centreKeys.ts';
import type { Store } from '../store/openDatabase.ts';
import { centre, filedOccupations, site } from './tables.ts';

/** The founded site; null before. */
export function siteRow(store: Store): typeof site.$inferSelect | null {
  return store.orm.select().from(site).get() ?? null;
}

/** What the institution has filed, by code and from the lowest level up. */
export function filed(store: Store): readonly FiledOccupation[] {
  return store.orm
    .select()
    .from(filedOccupations)
    .orderBy(asc(filedOccupations.code), asc(filedOccupations.level))
    .all();
}

/** The enrolled centre's row; null before enrolment. */
export function centreRow(store: Store): typeof centre.$inferSelect | null {
  return store.orm.select().from(centre).get() ?? null;
}

/** The centre's keys in force; null before enrolment. */
export function keysInForce(store: Store): CentreKeys | null {
  const row = centreRow(store);
  if (row === null) return null;
  const parsed = parseCentreKeys(row.keysFile);
  return parsed.ok ? parsed.value : null;
}
