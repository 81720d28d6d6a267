import type { GapCause } from '#shared/domain/cameras.ts';

/**
 * How long to wait before the next try. A stream must be back within three seconds of its camera, so the pause stays short; but a camera
 * locks out who tries a wrong password again and again, and an address that is no stream will not become one by itself.
 */
export function retryAfterMs(cause: GapCause, attempt: number): number {
  if (cause === 'wrongPassword') return Math.min(60_000, 5_000 * 2 ** (attempt - 1));
  if (cause === 'notAStream' || cause === 'noVideo') return Math.min(10_000, 1_000 * 2 ** (attempt - 1));
  return Math.min(1_000, 250 * 2 ** (attempt - 1));
}
