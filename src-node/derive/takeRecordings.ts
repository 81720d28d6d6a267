import type { EventType } from '#shared/contract/events/index.ts';
import { nothing } from './reading.ts';
import type { Take } from './reading.ts';

/** Cameras, how far their chains had come, and gaps. */
export const takeRecordings = {
  'camera.added': nothing,
  'camera.changed': nothing,
  'camera.retired': nothing,
  'recording.folderSet': nothing,
  'recording.startedByHand': nothing,
  'recording.stoppedByHand': nothing,
  'recording.anchored': nothing,
  'recording.gapNoted': nothing,
  'recording.gapEnded': nothing,
  'recording.gapAnswered': nothing,
  'recording.alarmNoted': nothing,
  'recording.watched': nothing,
} satisfies { readonly [Type in EventType]?: Take<Type> };
