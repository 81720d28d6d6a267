import type {
  CameraPosition,
  CameraSourceKind,
  CoverageClass,
  GapCause,
  PictureFault,
  CameraState,
} from '../../domain/cameras.ts';
import type { Subject } from '../../domain/subject.ts';
import type { CameraId, EnrolmentId, GapId, RoomId, SittingId } from '../ids.ts';
import type { FolderState, StreamFacts } from '../recorder.ts';

/** A camera as lists and the wall show it; no secret, and no address for who does not manage cameras. */
export interface CameraView {
  readonly cameraId: CameraId;
  readonly name: string;
  readonly roomId: RoomId | null;
  readonly roomName: string | null;
  readonly position: CameraPosition;
  readonly source: CameraSourceView | null;
  readonly sound: boolean;
  /** The rule that allows it; null without one. */
  readonly soundRule: string | null;
  readonly retired: boolean;
  readonly state: CameraState;
  readonly since: string | null;
  readonly faults: readonly PictureFault[];
  readonly cause: GapCause | null;
  readonly stream: StreamFacts | null;
  readonly clockOffsetMs: number | null;
  readonly bytesPerSecond: number;
  readonly lastSegmentEnd: string | null;
  /** Why it records now: its sittings, or by hand; nothing: it does not. */
  readonly recordingFor: 'sitting' | 'hand' | null;
}

export interface CameraSourceView {
  readonly kind: CameraSourceKind;
  /** Address without user and password, or the device. */
  readonly main: string;
  readonly sub: string | null;
  /** Null: not over the network. */
  readonly transport: 'tcp' | 'udp' | null;
  readonly user: string | null;
  readonly hasPassword: boolean;
}

/** `cameras.overview`: what the wall and the list of cameras stand on. */
export interface CamerasOverview {
  readonly cameras: readonly CameraView[];
  /** `off`: no camera is registered; `down`: the recorder does not answer and is started again. */
  readonly recorder: 'off' | 'running' | 'down';
  readonly ffmpeg: 'ready' | 'missing' | null;
  readonly folder: {
    readonly path: string | null;
    readonly second: string | null;
    readonly state: FolderState | null;
    readonly using: 'first' | 'second' | null;
    readonly freeBytes: number | null;
    readonly hoursLeft: number | null;
  };
  readonly alarms: readonly CameraAlarm[];
}

/** Something that a person must take note of; it stays until somebody did and it is over. */
export interface CameraAlarm {
  /** Stable while the same thing goes on: `<cameraId>:lost:<since>`, `disk:8`, `folder:missing`. */
  readonly key: string;
  /** `chain`: the recorder's rows are not those that were anchored in the ledger. */
  readonly kind: 'lost' | 'degraded' | 'disk' | 'folder' | 'recorder' | 'chain';
  readonly cameraId: CameraId | null;
  readonly cameraName: string | null;
  readonly roomName: string | null;
  readonly since: string;
  /** When it was over; null while it goes on. */
  readonly until: string | null;
  readonly cause: GapCause | null;
  readonly faults: readonly PictureFault[];
  readonly hoursLeft: number | null;
  readonly noted: { readonly by: string; readonly at: string; readonly note: string } | null;
}

/** A gap of a camera in the time of a sitting, with what people said of it. */
export interface GapView {
  readonly gapId: GapId;
  readonly cameraId: CameraId;
  readonly cameraName: string;
  readonly roomId: RoomId;
  readonly roomName: string;
  readonly sittingId: SittingId;
  readonly from: string;
  /** Null while it goes on. */
  readonly to: string | null;
  readonly cause: GapCause;
  /** People in the room in that time, by arrangement and check-ins. */
  readonly touched: readonly {
    readonly enrolmentId: EnrolmentId;
    readonly name: string | null;
    readonly ticketNumber: string;
  }[];
  /** Covered otherwise in the same time (another camera, the school's recorder, a file added later). */
  readonly coveredBy: readonly CoverageClass[];
  readonly answer: {
    readonly by: string;
    readonly at: string;
    readonly noticedBy: string;
    readonly insteadDone: string;
  } | null;
}

/** Coverage of one sitting's room: a class for every minute, worst told. */
export interface SittingCoverage {
  readonly sittingId: SittingId;
  readonly roomId: RoomId;
  readonly roomName: string;
  readonly subject: Subject;
  /** First minute, UTC instant at a full minute. */
  readonly from: string;
  /**
   * One letter a minute: `L` live by every camera of the room, `l` by some, `S` school's recorder only, `I` imported only, `-`
   * nothing, `.` not yet.
   */
  readonly minutes: string;
  readonly cameras: readonly {
    readonly cameraId: CameraId;
    readonly name: string;
    /** Seconds covered live in each minute, 0 … 60. */
    readonly seconds: readonly number[];
  }[];
  readonly missingMinutes: number;
}

/** One room's time line for playback. */
export interface RoomTimeline {
  readonly roomId: RoomId;
  readonly roomName: string;
  readonly from: string;
  readonly to: string;
  readonly cameras: readonly {
    readonly cameraId: CameraId;
    readonly name: string;
    readonly position: CameraPosition;
    /** Stretches without a hole, oldest first. */
    readonly stretches: readonly {
      readonly from: string;
      readonly to: string;
      readonly coverage: CoverageClass;
    }[];
    readonly gaps: readonly { readonly from: string; readonly to: string; readonly cause: GapCause }[];
  }[];
  readonly sittings: readonly {
    readonly sittingId: SittingId;
    readonly subject: Subject;
    readonly from: string;
    readonly to: string;
  }[];
  /** Entries, beginnings and ends, marks of incidents: what one jumps to. */
  readonly moments: readonly {
    readonly at: string;
    readonly kind: 'checkIn' | 'start' | 'finish' | 'incident' | 'mark';
    readonly text: string;
    readonly enrolmentId: EnrolmentId | null;
  }[];
}

/** What a page plays: one finished segment after another. */
export interface PlaylistView {
  readonly cameraId: CameraId;
  readonly pieces: readonly {
    readonly run: string;
    readonly index: number;
    readonly start: string;
    readonly end: string;
    readonly coverage: CoverageClass;
    /** GET, for this sign-in only, as long as the answer's `goodUntil`. */
    readonly href: string;
  }[];
  readonly goodUntil: string;
}
