import { randomFillSync } from 'node:crypto';

const poolBytes = 16 * 1024;
const pool = Buffer.alloc(poolBytes);
let used = poolBytes;

/**
 * Random bytes from the system's generator, drawn in blocks: asking it for 32 bytes at a time costs many times more than the
 * hash that they go into. Every byte is handed out once and erased from the pool.
 */
export function pooledRandom(count: number): Buffer {
  if (count > poolBytes) throw new RangeError('more than the pool holds');
  if (used + count > poolBytes) {
    randomFillSync(pool);
    used = 0;
  }
  const bytes = Buffer.from(pool.subarray(used, used + count));
  pool.fill(0, used, used + count);
  used += count;
  return bytes;
}
