/** Where a camera stands in its room. `safe`: before the paper safe. */
export const cameraPositions = ['front', 'back', 'door', 'safe', 'other'] as const;
export type CameraPosition = (typeof cameraPositions)[number];

/** How its picture comes to us. `synthetic`: a picture made by us, in the demonstration and in tests only. */
export const cameraSourceKinds = ['rtsp', 'usb', 'synthetic'] as const;
export type CameraSourceKind = (typeof cameraSourceKinds)[number];

/** Rooms that there are not, which the recorder draws for `synthetic` (src-node/syntheticScenes.ts). */
export const syntheticScenes = [
  'classroomFront',
  'classroomBack',
  'workshop',
  'bench',
  'door',
  'unsteady',
] as const;
export type SyntheticScene = (typeof syntheticScenes)[number];

/** `off`: nothing is wanted of it now. `degraded`: it records, but something is wrong with the picture. */
export const cameraStates = ['off', 'connecting', 'recording', 'degraded', 'lost'] as const;
export type CameraState = (typeof cameraStates)[number];

/** What is wrong with a picture that does arrive. */
export const pictureFaults = [
  'black',
  'frozen',
  'covered',
  'smallPicture',
  'wrongClock',
  'longKeyFrames',
  'noPreview',
] as const;
export type PictureFault = (typeof pictureFaults)[number];

/** Why a picture does not arrive, or why nothing of it was kept. */
export const gapCauses = [
  /** The first moments after recording was asked for, until the first picture. */
  'starting',
  'unreachable',
  'wrongPassword',
  'notAStream',
  'noVideo',
  'streamLost',
  'streamStalled',
  'formatChanged',
  'recorderStopped',
  'powerLost',
  'diskFull',
  'folderMissing',
  'writeFailed',
  'segmentDamaged',
  'deviceBusy',
  'noFfmpeg',
] as const;
export type GapCause = (typeof gapCauses)[number];

/** What a minute is covered by, best first (docs/recordings): our own chain, the school's recorder, a file added later. */
export const coverageClasses = ['live', 'schoolRecorder', 'imported'] as const;
export type CoverageClass = (typeof coverageClasses)[number];

/** What stands in a camera's chain. A gap has no bytes; `imported` was added afterwards. */
export const segmentKinds = ['segment', 'gap', 'imported'] as const;
export type SegmentKind = (typeof segmentKinds)[number];

/** Class of what a row of a chain kept; null for a gap. Of an imported file it stands in the row's cause. */
export function coverageClassOf(row: {
  readonly kind: SegmentKind;
  readonly cause: string | null;
}): CoverageClass | null {
  switch (row.kind) {
    case 'segment':
      return 'live';
    case 'imported':
      return row.cause === 'schoolRecorder' ? 'schoolRecorder' : 'imported';
    case 'gap':
      return null;
  }
}

/** Numbers of the camera contract, in milliseconds unless named otherwise. */
export const recordingLimits = {
  /** At most this much of a camera is lost when the power goes. */
  lostAtMostMs: 5_000,
  /** A segment ends at the first key frame after this. */
  segmentMs: 10_000,
  /** What has arrived is forced to the disk this often. */
  syncMs: 2_000,
  /** A key-frame interval above this is a fault of the picture. */
  keyFrameMs: 5_000,
  /** An alarm stands after this at the latest. */
  alarmMs: 15_000,
  /** No picture for so long, though the process lives: the stream stalls. */
  stallMs: 6_000,
  /** Without a picture for so long a camera is called lost. */
  lostAfterMs: 5_000,
  /** A clock that is further off than this is a fault. */
  clockOffMs: 5_000,
  /** One anchor a camera so often while it records. */
  anchorMs: 60_000,
  /** Recording begins before a sitting and ends after it. */
  beforeSittingMs: 10 * 60_000,
  afterSittingMs: 10 * 60_000,
  /** Shorter than this between two segments is no hole, unless the chain itself says that there is one. */
  jointMs: 1_000,
  /** What a camera wrote is a finished segment after this at the latest; before it nothing is said about what is missing. */
  settleMs: 40_000,
  /** A picture smaller than this is a fault. */
  leastPicture: { width: 640, height: 360 },
  /** Hours of disk at which an alarm is raised. */
  diskHours: [24, 8, 2],
} as const;
