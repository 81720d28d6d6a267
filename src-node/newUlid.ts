import { ulid } from 'ulid';
import { pooledRandom } from './randomPool.ts';

/** A new ULID; the library draws its random part byte by byte, so the bytes come from the pool. */
export function newUlid(): string {
  return ulid(Date.now(), () => (pooledRandom(1)[0] ?? 0) / 256);
}
