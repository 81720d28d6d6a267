/** Exam sites stand in China: one time zone without summer time, whatever the machine is set to. */
export const chinaOffsetMs = 8 * 3_600_000;

/** An instant (milliseconds since 1970) as China's local time with its offset, as a desk writes it. */
export function deskTime(epochMs: number): string {
  return new Date(epochMs + chinaOffsetMs).toISOString().replace('Z', '+08:00');
}
