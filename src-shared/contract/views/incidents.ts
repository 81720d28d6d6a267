import type { EvidenceFileKind, IncidentKind, IncidentState } from '../../domain/incidents.ts';
import type { Duty } from '../../domain/duties.ts';
import type { Subject } from '../../domain/subject.ts';
import type {
  BatchId,
  CameraId,
  EnrolmentId,
  EvidenceFileId,
  IncidentId,
  RoomId,
  SittingId,
  UserId,
} from '../ids.ts';

/** One incident as the asker may see it. */
export interface IncidentView {
  readonly incidentId: IncidentId;
  readonly batchId: BatchId;
  readonly sittingId: SittingId | null;
  readonly roomId: RoomId | null;
  readonly roomName: string | null;
  readonly subject: Subject | null;
  readonly cameraId: CameraId | null;
  readonly state: IncidentState;
  /** When it happened, as last said to the asker; else the moment that was marked. */
  readonly at: string;
  readonly markedBy: string;
  readonly markedAt: string;
  /** Null: nothing was said yet, or the asker may not read it (`hidden`). */
  readonly told: IncidentTold | null;
  /** Something was described that is not for the asker. */
  readonly hidden: boolean;
  readonly withdrawn: { readonly by: string; readonly at: string; readonly reason: string | null } | null;
  /** What the asker may do now; the core decides again. */
  readonly may: {
    readonly describe: boolean;
    readonly answer: boolean;
    readonly withdraw: boolean;
  };
}

export interface IncidentTold {
  readonly kind: IncidentKind;
  /** Null: blanked. */
  readonly place: string | null;
  readonly whatHappened: string | null;
  readonly describedBy: string;
  readonly describedAt: string;
  readonly touched: readonly {
    readonly enrolmentId: EnrolmentId;
    readonly name: string | null;
    readonly ticketNumber: string | null;
  }[];
  readonly witnesses: readonly {
    readonly userId: UserId;
    readonly name: string;
    /** Null: has not answered, or wrote it. */
    readonly agrees: boolean | null;
    readonly note: string | null;
  }[];
  readonly files: readonly {
    readonly evidenceFileId: EvidenceFileId;
    readonly kind: EvidenceFileKind;
    readonly name: string | null;
    readonly sha256: string;
    readonly size: number;
    readonly addedBy: string;
  }[];
}

export interface IncidentForm {
  readonly seated: readonly {
    readonly enrolmentId: EnrolmentId;
    readonly seatNo: number;
    readonly name: string | null;
    readonly ticketNumber: string | null;
  }[];
  /** On duty there, and whoever marked it. */
  readonly people: readonly {
    readonly userId: UserId;
    readonly name: string;
    /** Null: marked it without a duty there. */
    readonly duty: Duty | null;
  }[];
}

/** A sitting that an incident may be marked in. */
export interface IncidentPlace {
  readonly sittingId: SittingId;
  readonly roomName: string;
  readonly subject: Subject;
  readonly startsAt: string;
  /** The asker is, or was, on duty there. */
  readonly mine: boolean;
}
