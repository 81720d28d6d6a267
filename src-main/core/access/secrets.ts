import { eq } from 'drizzle-orm';
import type { Store } from '../store/openDatabase.ts';
import { secrets } from './tables.ts';

/** A secret of the site by name; null when there is none. */
export function secretValue(store: Store, name: string): Buffer | null {
  return store.orm.select().from(secrets).where(eq(secrets.name, name)).get()?.value ?? null;
}

/** Keeps a secret (operational, outside the ledger). Durable when it returns. */
export function keepSecret(store: Store, name: string, value: Buffer): void {
  store.orm
    .insert(secrets)
    .values({ name, value })
    .onConflictDoUpdate({ target: secrets.name, set: { value } })
    .run();
}
