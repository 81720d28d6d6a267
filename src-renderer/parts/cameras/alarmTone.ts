import type { CameraAlarm } from '#shared/contract/views/cameras.ts';
import type { Note } from '../speaker.ts';

/** Three falling tones: unlike any of the door's. */
export const alarmMelody: readonly Note[] = [
  { hertz: 784, fromMs: 0, lengthMs: 180 },
  { hertz: 622, fromMs: 210, lengthMs: 180 },
  { hertz: 494, fromMs: 420, lengthMs: 320 },
];

/** So often is it heard again while nobody has taken note. */
export const alarmAgainMs = 12_000;

/** Alarms of which nobody has taken note: they are what is heard. */
export function openAlarms(alarms: readonly CameraAlarm[]): readonly CameraAlarm[] {
  return alarms.filter((alarm) => alarm.noted === null);
}

/** Whether a picture is missing, which is told at once; the others are told in their order. */
const weights: Readonly<Record<CameraAlarm['kind'], number>> = {
  lost: 0,
  recorder: 0,
  chain: 0,
  folder: 1,
  disk: 2,
  degraded: 3,
};

/** Those that wait first, heaviest first, then the newest. */
export function arrangeAlarms(alarms: readonly CameraAlarm[]): readonly CameraAlarm[] {
  return alarms.toSorted(
    (one, other) =>
      Number(one.noted !== null) - Number(other.noted !== null) ||
      weights[one.kind] - weights[other.kind] ||
      other.since.localeCompare(one.since),
  );
}
