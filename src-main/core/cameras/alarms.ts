import type { CameraReport, RecorderState } from '#shared/contract/recorder.ts';
import type { CameraId } from '#shared/contract/ids.ts';
import { recordingLimits } from '#shared/domain/cameras.ts';
import type { RaisedAlarm } from '../api/recording.ts';

/** What alarms are drawn from. */
export interface AlarmInput {
  /** As it was heard last; null: the recorder does not answer. */
  readonly state: RecorderState | null;
  /** Since when it does not, while cameras should record; null: it answers, or nothing is to be recorded. */
  readonly silentSince: string | null;
  /** Cameras that should record now, with since when. */
  readonly wanted: ReadonlyMap<string, string>;
  /** Cameras whose chain is not what was anchored. */
  readonly brokenChains: ReadonlyMap<CameraId, string>;
  readonly at: string;
}

const nothingElse = { cameraId: null, cause: null, faults: [], hoursLeft: null, until: null } as const;

/** Whatever wants a person now. A camera of which nothing is wanted is no alarm, whatever it does. */
export function alarmsOf({
  state,
  silentSince,
  wanted,
  brokenChains,
  at,
}: AlarmInput): readonly RaisedAlarm[] {
  const found: RaisedAlarm[] = [...brokenChains].map(([cameraId, since]) => ({
    ...nothingElse,
    key: `${cameraId}:chain`,
    kind: 'chain',
    cameraId,
    since,
  }));
  if (state === null) {
    if (silentSince !== null)
      found.push({
        ...nothingElse,
        key: `recorder:${silentSince}`,
        kind: 'recorder',
        since: silentSince,
        cause: 'recorderStopped',
      });
    return found;
  }
  for (const camera of state.cameras) {
    const alarm = wanted.has(camera.cameraId) ? ofCamera(camera, at) : null;
    if (alarm !== null) found.push(alarm);
  }
  if (wanted.size === 0) return found;
  const { folder } = state;
  if (state.ffmpeg === 'missing')
    found.push({
      ...nothingElse,
      key: 'recorder:ffmpeg',
      kind: 'recorder',
      since: state.at,
      cause: 'noFfmpeg',
    });
  if (folder.state !== 'ready')
    found.push({
      ...nothingElse,
      key: `folder:${folder.state}`,
      kind: 'folder',
      since: state.at,
      cause: folder.state === 'full' ? 'diskFull' : 'folderMissing',
    });
  const { hoursLeft } = folder;
  const step =
    hoursLeft === null ? undefined : recordingLimits.diskHours.findLast((hours) => hoursLeft <= hours);
  if (step !== undefined)
    found.push({ ...nothingElse, key: `disk:${step}`, kind: 'disk', since: state.at, hoursLeft });
  return found;
}

function ofCamera(camera: CameraReport, at: string): RaisedAlarm | null {
  const { cameraId, state, since, cause, faults } = camera;
  const told = { ...nothingElse, cameraId: cameraId as CameraId, since, cause, faults };
  // A stream may take some seconds to come up; after the time of an alarm it is lost, whatever it calls itself.
  const isLate = Date.parse(at) - Date.parse(since) >= recordingLimits.alarmMs;
  if (state === 'lost' || (state === 'connecting' && isLate))
    return { ...told, key: `${cameraId}:lost:${since}`, kind: 'lost' };
  if (state === 'degraded') return { ...told, key: `${cameraId}:degraded:${since}`, kind: 'degraded' };
  return null;
}

/**
 * What stays to be seen: alarms that go on, with the time of their first raising, and those that are over and that nobody has taken
 * note of yet. What is over and noted is gone.
 */
export function keptAlarms(
  before: readonly RaisedAlarm[],
  now: readonly RaisedAlarm[],
  isNoted: (key: string) => boolean,
  at: string,
): readonly RaisedAlarm[] {
  const earlier = new Map(before.map((alarm) => [alarm.key, alarm]));
  const going = now.map((alarm) => ({ ...alarm, since: earlier.get(alarm.key)?.since ?? alarm.since }));
  const keys = new Set(going.map((alarm) => alarm.key));
  const over = before
    .filter((alarm) => !keys.has(alarm.key) && !isNoted(alarm.key))
    .map((alarm) => ({ ...alarm, until: alarm.until ?? at }));
  return [...going, ...over];
}
