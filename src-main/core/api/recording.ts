import type { ProbeAnswer, RecorderPlan, RecorderSource, RecorderState } from '#shared/contract/recorder.ts';
import type { CameraId } from '#shared/contract/ids.ts';
import type { CameraAlarm } from '#shared/contract/views/cameras.ts';

/** A finished segment, by which the recorder finds it. */
export interface SegmentName {
  readonly camera: string;
  readonly run: string;
  readonly index: number;
}

/** The way to the recorder process. Whatever is asked answers null when the recorder does not. */
export interface RecorderLink {
  /** As it was heard last; null while it does not answer. */
  readonly state: () => RecorderState | null;
  /** What is wanted from now on; sent again whenever the recorder has been away. */
  readonly plan: (plan: RecorderPlan) => void;
  /** Calls back at every state that is heard, and when the recorder falls silent. */
  readonly onState: (listener: () => void) => void;
  readonly probe: (source: RecorderSource) => Promise<ProbeAnswer | null>;
  /** The newest picture of a camera, JPEG. */
  readonly still: (cameraId: CameraId) => Promise<Uint8Array | null>;
  /** Frames of live pictures (contract/recorder.ts), until the signal ends them. */
  readonly live: (
    cameraIds: readonly CameraId[],
    signal: AbortSignal,
  ) => Promise<ReadableStream<Uint8Array> | null>;
  /** A segment for a page to play. */
  readonly playable: (segment: SegmentName, signal: AbortSignal) => Promise<Uint8Array | null>;
  readonly close: () => void;
}

/** An alarm as it was raised; who took note of it stands in the ledger. */
export type RaisedAlarm = Omit<CameraAlarm, 'noted' | 'cameraName' | 'roomName'>;

/** What an open site knows of its recordings beside its tables. */
export interface Recording {
  readonly link: RecorderLink;
  /** Alarms that go on, and those that are over and that nobody has taken note of. */
  readonly raised: () => readonly RaisedAlarm[];
  /** Tells the recorder anew what is wanted: a password has changed, which no row says. */
  readonly replan: () => void;
  /** Tells the recorder nothing until `replan`: a story is being told, and its clock is not the host's yet. */
  readonly hold: () => void;
  /** Looks at everything once more, and settles when what was to be written is written. */
  readonly look: () => Promise<void>;
  readonly close: () => Promise<void>;
}
