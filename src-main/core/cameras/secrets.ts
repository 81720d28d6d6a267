import { eq, inArray, isNotNull } from 'drizzle-orm';
import type { CameraId } from '#shared/contract/ids.ts';
import type { Store } from '../store/openDatabase.ts';
import { cameras, cameraSecrets } from './tables.ts';

/** By what a camera lets us in. */
export interface CameraSecret {
  readonly user: string | null;
  readonly password: string | null;
}

/** What is kept for a camera; nothing when it wants nothing. */
export function secretOf(store: Store, cameraId: CameraId): CameraSecret {
  const row = store.orm.select().from(cameraSecrets).where(eq(cameraSecrets.cameraId, cameraId)).get();
  return { user: row?.user ?? null, password: row?.password ?? null };
}

/** Keeps it (operational, outside the ledger). Durable when it returns. */
export function keepCameraSecret(store: Store, cameraId: CameraId, secret: CameraSecret): void {
  store.orm
    .insert(cameraSecrets)
    .values({ cameraId, ...secret })
    .onConflictDoUpdate({ target: cameraSecrets.cameraId, set: secret })
    .run();
}

/** A camera that is asked no more keeps nothing by which it could be asked. */
export function forgetRetired(store: Store): void {
  const retired = store.orm
    .select({ cameraId: cameras.cameraId })
    .from(cameras)
    .where(isNotNull(cameras.retiredAt));
  store.orm.delete(cameraSecrets).where(inArray(cameraSecrets.cameraId, retired)).run();
}
