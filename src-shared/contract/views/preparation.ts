import type { Sex } from '../../domain/idNumber.ts';
import type { BatchRules } from '../batchRules.ts';
import type { RoomOccupation } from '../commands/arrangement.ts';
import type { Identity } from '../commands/candidates.ts';
import type { Duty } from '../../domain/duties.ts';
import type { RubricModule } from '../commands/practical.ts';
import type {
  BatchId,
  CandidateId,
  EnrolmentId,
  RoomId,
  RubricId,
  SessionId,
  SittingId,
  UserId,
} from '../ids.ts';
import type { OccupationLevel } from '../values.ts';
import type { Subject } from '../../domain/subject.ts';
import type { HiddenReason } from '../events/audience.ts';
import type { DeadlineStep } from './site.ts';
import type { SittingState } from '../../domain/sittingTimes.ts';

/** States of a batch as shown (vocabulary). `sealed`: the package waits at the site, or lies on a drive; the centre has nothing yet. */
export type BatchState =
  | 'preparing'
  | 'planDue'
  | 'planSubmitted'
  | 'running'
  | 'finished'
  | 'publishing'
  | 'sealed'
  | 'reported'
  | 'accepted'
  | 'returned';

export interface BatchSummary {
  readonly batchId: BatchId;
  readonly batchNo: string;
  readonly name: string;
  readonly state: BatchState;
  readonly occupationLevels: readonly OccupationLevel[];
  readonly firstDay: string;
  readonly lastDay: string;
  readonly enrolments: number;
  readonly seated: number;
}

export type ReadinessState = 'ready' | 'warning' | 'missing';

/** One line of the readiness check; words by `code`. */
export interface ReadinessLine {
  readonly code:
    | 'roster'
    | 'people'
    | 'seats'
    | 'invigilators'
    | 'examiners'
    | 'leads'
    | 'supervisors'
    | 'rubrics'
    | 'plan'
    | 'centre'
    | 'recoverySheet'
    | 'cameras'
    | 'recordingDisk';
  readonly state: ReadinessState;
  readonly facts: Readonly<Record<string, string | number>>;
  readonly where: string;
}

export interface BatchDetail extends BatchSummary {
  readonly rules: BatchRules;
  readonly ruleSetHash: string;
  /** 1 while they were never changed. */
  readonly rulesVersion: number;
  /** A sitting has begun: what marks are made by stays. */
  readonly begun: boolean;
  readonly frozen: boolean;
  /** The calendar that its days are counted with, and the one in force now. */
  readonly calendar: { readonly version: string | null; readonly inForce: string };
  /** 副主考; null when nobody was named. */
  readonly deputy: string | null;
  /** Approvals by two of whom one had made, reset or changed the other's account. */
  readonly loneApprovals: readonly {
    readonly seq: number;
    readonly at: string;
    readonly commandType: string;
    readonly requestedBy: string;
    readonly by: string;
    /** Null after blanking. */
    readonly reason: string | null;
  }[];
  readonly plan: { readonly submittedOn: string; readonly proof: string } | null;
  readonly readiness: readonly ReadinessLine[];
  readonly deadlines: readonly DeadlineStep[];
  readonly rubrics: readonly {
    readonly rubricId: RubricId;
    readonly occupationLevel: OccupationLevel;
    readonly modules: readonly RubricModule[];
    readonly sha256: string;
  }[];
}

export interface EnrolmentRow {
  readonly enrolmentId: EnrolmentId;
  readonly candidateId: CandidateId;
  readonly batchId: BatchId;
  /** Null after blanking. */
  readonly name: string | null;
  /** `500101********1234` */
  readonly documentNumberMasked: string | null;
  readonly sex: Sex | null;
  readonly className: string | null;
  readonly occupationLevel: OccupationLevel;
  readonly ticketNumber: string | null;
  readonly withdrawn: boolean;
  readonly warnings: readonly string[];
}

export interface Page<Row> {
  readonly total: number;
  readonly offset: number;
  readonly rows: readonly Row[];
}

/** One moment in a candidate's time line; words by event type. */
export interface TimelineEntry {
  readonly seq: number;
  readonly at: string;
  readonly type: string;
  readonly by: string;
  readonly facts: Readonly<Record<string, string | number>>;
  /** Why there are no facts; null when nothing is hidden. */
  readonly hidden: HiddenReason | null;
}

/** Where and when a candidate sits for a subject. */
export interface PlannedSeat {
  readonly subject: Subject;
  readonly roomId: RoomId;
  readonly roomName: string;
  readonly seatNo: number;
  readonly startsAt: string;
  readonly minutes: number;
}

export interface CandidateCard {
  readonly enrolment: EnrolmentRow;
  readonly identity: Identity | null;
  readonly batchName: string;
  readonly seats: readonly PlannedSeat[];
  readonly timeline: readonly TimelineEntry[];
}

export interface RoomView {
  readonly roomId: RoomId;
  readonly name: string;
  readonly subject: Subject;
  readonly places: number;
  /** What a workshop is fitted for. */
  readonly occupations: readonly RoomOccupation[];
}

export interface SittingView {
  readonly sittingId: SittingId;
  readonly sessionId: SessionId;
  readonly roomId: RoomId;
  readonly roomName: string;
  readonly subject: Subject;
  readonly startsAt: string;
  readonly minutes: number;
  readonly state: SittingState;
  readonly places: number;
  readonly seats: readonly {
    readonly seatNo: number;
    readonly enrolmentId: EnrolmentId;
    readonly name: string | null;
    readonly ticketNumber: string;
    readonly className: string | null;
    readonly occupationName: string;
    readonly checkedIn: boolean;
    readonly absent: boolean;
  }[];
  readonly staff: readonly { readonly userId: UserId; readonly displayName: string; readonly duty: Duty }[];
  readonly invigilatorsNeeded: number;
}

export interface WaitingOccupation {
  readonly edition: string;
  readonly code: string;
  readonly name: string;
  readonly people: number;
}

export interface ArrangementView {
  readonly batchId: BatchId;
  readonly enrolments: number;
  readonly unseated: { readonly theory: number; readonly practical: number };
  /** Who has no workstation yet, by occupation: a workshop takes one occupation a sitting. */
  readonly waiting: readonly WaitingOccupation[];
  /** Most seats of a theory room by the rules of the batch. */
  readonly theoryRoomSeats: number;
  readonly rooms: readonly RoomView[];
  readonly sittings: readonly SittingView[];
}

/** 准考证: what stands on a candidate's ticket; `token` is its QR code's content (docs/integrity.md, Ticket token). */
export interface TicketView {
  readonly enrolmentId: EnrolmentId;
  readonly name: string | null;
  readonly documentNumberMasked: string | null;
  readonly className: string | null;
  readonly occupationLevel: OccupationLevel;
  readonly ticketNumber: string;
  /** 191 digits. */
  readonly token: string;
  readonly seats: readonly PlannedSeat[];
}

/** Where the reading of a file stands: under way, or behind how many that are read or wait before it. */
export interface ReadingPlace {
  readonly state: 'reading' | 'waiting';
  readonly before: number;
}
