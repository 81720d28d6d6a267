import type { LicensedAction } from '../../domain/licensedOccupation.ts';
import type { PackageState } from '../../domain/packageStates.ts';
import type { SittingState } from '../../domain/sittingTimes.ts';
import type { Duty } from '../../domain/duties.ts';
import type { ApprovalId, BadgeId, BatchId, SittingId, UserId } from '../ids.ts';
import type { Role } from '../../domain/roles.ts';
import type { AskedLine } from '../askedLines.ts';
import type { OccupationLevel } from '../values.ts';
import type { Subject } from '../../domain/subject.ts';

/** Who is signed in at this desk. */
export interface SignedIn {
  readonly userId: UserId;
  readonly loginName: string;
  readonly displayName: string;
  readonly roles: readonly Role[];
  /** Whether the owner has set the own password; until then the account does nothing. */
  readonly claimed: boolean;
}

/** What the page asks first; needs no account. `empty`: the three ways to start. `locked`: a passphrase or the recovery key is asked for. */
export interface SiteState {
  readonly phase: 'empty' | 'locked' | 'open';
  readonly demo: boolean;
  readonly institutionName: string | null;
  readonly institutionCode: string | null;
  readonly signedIn: SignedIn | null;
  /** The one who is signed in has left the desk: nothing is answered until they are back, or another signs in. */
  readonly locked: boolean;
  /** Minutes without work after which the desk locks itself; null: never. */
  readonly idleMinutes: number | null;
  /** People that can be picked on the sign-in page of the demonstration site; empty elsewhere. */
  readonly demoPeople: readonly SignedIn[];
  readonly recoverySheetKept: boolean;
  readonly softwareVersion: string;
}

/** The line at the foot of every screen. */
export interface FootLine {
  readonly mode: 'alone' | 'host' | 'desk' | 'centreReachable';
  readonly desks: number;
  readonly now: string;
  readonly timeSource: 'host' | 'demonstration';
  readonly ledgerSize: number;
  /** First 10 hex digits of the head row's hash. */
  readonly ledgerHead: string;
  readonly outboxWaiting: number;
  readonly diskFreeBytes: number;
}

export interface Person extends SignedIn {
  readonly disabled: boolean;
}

/** A person with the way of their account. */
export interface AccountView extends Person {
  /** Who made it; null: the founding. */
  readonly madeBy: string | null;
  /** Who saw the owner claim it since the last reset or change, with their document; null: nobody. */
  readonly vouchedBy: string | null;
}

/** Where the badge of a person stands. `ready`: its owner has set the PIN. */
export type BadgeState = 'none' | 'issued' | 'printed' | 'ready';

/** A person of the site and their badge in a batch. */
export interface BadgeView {
  readonly userId: UserId;
  readonly displayName: string;
  readonly roles: readonly Role[];
  readonly badgeId: BadgeId | null;
  readonly state: BadgeState;
  readonly untilDay: string | null;
  /** Duties in the batch. */
  readonly duties: readonly Duty[];
}

/** A command that waits for its second person. */
export interface PendingApproval {
  readonly approvalId: ApprovalId;
  readonly commandType: string;
  readonly batchId: BatchId | null;
  readonly batchName: string | null;
  readonly requestedBy: { readonly userId: UserId; readonly displayName: string };
  readonly requestedAt: string;
  readonly roles: readonly Role[];
  /** Whether the one who is signed in may grant it. */
  readonly mayGrant: boolean;
  readonly mine: boolean;
  /** What is signed, field by field; empty when it was erased with the person's data. */
  readonly lines: readonly AskedLine[];
}

/** A request of the one who is signed in that somebody has answered, or that was withdrawn. */
export interface AnsweredApproval {
  readonly approvalId: ApprovalId;
  readonly commandType: string;
  readonly batchName: string | null;
  readonly requestedAt: string;
  readonly state: 'granted' | 'refused' | 'withdrawn';
  /** Who answered; null when it was withdrawn. */
  readonly by: string | null;
  readonly answeredAt: string;
  /** Why it was refused. */
  readonly reason: string | null;
}

/** What the list of licensed occupations says of one. */
export interface LicensedView {
  readonly action: LicensedAction;
  readonly className: string;
  readonly basis: string;
  /** `confirm` only: a chief has confirmed it, with a reason. */
  readonly confirmed: boolean;
}

export interface FiledOccupation extends OccupationLevel {
  readonly major: string;
  readonly licensed: LicensedView | null;
}

/** The calendar of working days in force. */
export interface CalendarView {
  readonly version: string;
  /** Null where it does not say. */
  readonly issued: string | null;
  readonly years: readonly string[];
  /** Fingerprint of the centre's root that signed it; null: it came with the product. */
  readonly signer: string | null;
  /** The year of today, or the next one, is not in it. */
  readonly missing: readonly string[];
}

export interface OccupationHit {
  readonly edition: string;
  readonly code: string;
  readonly name: string;
  readonly aliases: readonly string[];
  readonly licensed: Omit<LicensedView, 'confirmed'> | null;
}

export interface BoardSitting {
  readonly sittingId: SittingId;
  readonly batchId: BatchId;
  readonly batchName: string;
  readonly roomName: string;
  readonly subject: Subject;
  readonly startsAt: string;
  readonly minutes: number;
  readonly state: SittingState;
  readonly expected: number;
  readonly present: number;
  readonly absent: number;
  /** Substituted theory candidates never stand in `expected`; they are counted here. */
  readonly substituted: number;
  readonly invigilators: readonly string[];
  readonly invigilatorsNeeded: number;
  /** Practical only: sheets signed / sheets needed; null for those who may see no marks. */
  readonly sheetsSigned: number | null;
  readonly sheetsNeeded: number | null;
  /** Cameras that stand in its room, and how many of them record now. */
  readonly cameras?: number;
  readonly camerasRecording?: number;
}

/** Something that wants a person, heaviest first. Words by `code` (alarmWords). */
export interface Alarm {
  readonly code:
    | 'staff-missing'
    | 'late-start'
    | 'spread-open'
    | 'theory-differs'
    | 'theory-uncompared'
    | 'deadline-near'
    | 'deadline-missed'
    | 'approval-waiting'
    | 'package-returned'
    | 'centre-not-enrolled'
    | 'centre-keys-refused'
    | 'disk-low'
    | 'backup-failed'
    | 'recovery-sheet'
    | 'rubric-missing'
    | 'clock-jumped'
    | 'clock-went-back'
    | 'substitution-open'
    | 'receipt-rejected'
    | 'camera-lost'
    | 'camera-degraded'
    | 'camera-chain'
    | 'recorder-down'
    | 'recorder-ffmpeg'
    | 'recording-folder'
    | 'recording-disk'
    | 'gaps-unanswered'
    | 'incident-open'
    | 'incident-described';
  readonly weight: 1 | 2 | 3;
  readonly facts: Readonly<Record<string, string | number>>;
  /** Path inside the app where it is dealt with. */
  readonly where: string;
}

export interface DeadlineStep {
  readonly code:
    | 'plan'
    | 'firstDay'
    | 'lastDay'
    | 'freeze'
    | 'publicationStart'
    | 'publicationEnd'
    | 'seal'
    | 'report';
  /** Last safe day; null when the calendar has no such year. */
  readonly day: string | null;
  /** `late`: done, but after its last safe day. */
  readonly state: 'done' | 'late' | 'ahead' | 'near' | 'missed' | 'calendarMissing';
  readonly doneOn: string | null;
  /** Calendar of working days that it was computed with; null where no working days are counted. */
  readonly calendarVersion: string | null;
}

export interface Board {
  readonly today: string;
  readonly sittings: readonly BoardSitting[];
  /** People of the batches that sit today whose theory a course exam replaces; most of them have no theory seat at all. */
  readonly substituted: number;
  readonly alarms: readonly Alarm[];
  readonly deadlines: readonly {
    readonly batchId: BatchId;
    readonly batchName: string;
    readonly steps: readonly DeadlineStep[];
  }[];
  /** Check-ins of today in steps of five minutes (UTC instants of the step's begin). */
  readonly checkInsOverTime: readonly { readonly at: string; readonly count: number }[];
  /** Practical or theory scores so far, in bands of ten points; empty for those who may see no results. */
  readonly scoreBands: readonly {
    readonly from: number;
    readonly theory: number;
    readonly practical: number;
  }[];
  readonly outbox: readonly {
    readonly batchId: BatchId;
    readonly batchName: string;
    readonly packageName: string;
    readonly state: PackageState;
    readonly at: string;
  }[];
}
