import type { EntryException } from '../../domain/checkIn.ts';
import type { SheetState } from '../../domain/practicalKinds.ts';
import type { SubstitutionState, TheorySource, TheoryState } from '../../domain/theoryScore.ts';
import type { Identity } from '../commands/candidates.ts';
import type { ItemMark, RubricModule } from '../commands/practical.ts';
import type { SheetKind } from '../../domain/practicalKinds.ts';
import type { BatchId, CheckInId, EnrolmentId, RoomId, SittingId, SubstitutionId, UserId } from '../ids.ts';
import type { OccupationLevel } from '../values.ts';
import type { BoardSitting } from './site.ts';

/** The verdict at the door; words by code. Only `welcome` lets a person in without a second look. */
export type CheckInVerdict =
  | 'welcome'
  | 'already-in'
  | 'wrong-room'
  | 'wrong-day'
  | 'too-early'
  | 'late'
  | 'substituted'
  | 'withdrawn'
  | 'sitting-closed'
  | 'other-batch'
  | 'unknown-ticket'
  | 'forged-ticket'
  | 'several-match';

export interface CheckInPerson {
  readonly enrolmentId: EnrolmentId;
  readonly identity: Identity | null;
  readonly ticketNumber: string | null;
  readonly occupationLevel: OccupationLevel;
  readonly batchName: string;
  readonly seatNo: number | null;
  readonly roomName: string | null;
  readonly startsAt: string | null;
}

export interface CheckInLookup {
  readonly verdict: CheckInVerdict;
  readonly person: CheckInPerson | null;
  /** For `several-match` (typed names or number tails). */
  readonly choices: readonly CheckInPerson[];
  /** Facts for the verdict's words: minutes late, the right room, when entered … */
  readonly facts: Readonly<Record<string, string | number>>;
  /** Way out that a second person may open: an exception code of `checkin.record`, or null. */
  readonly exception: EntryException | null;
}

export interface CheckInDesk {
  readonly sitting: BoardSitting;
  readonly last: readonly {
    readonly checkInId: CheckInId;
    readonly enrolmentId: EnrolmentId;
    readonly name: string | null;
    readonly ticketNumber: string;
    readonly seatNo: number;
    readonly at: string;
    readonly by: string;
    readonly undone: boolean;
    readonly exception: string | null;
  }[];
  readonly missing: readonly {
    readonly enrolmentId: EnrolmentId;
    readonly name: string | null;
    readonly ticketNumber: string;
    readonly seatNo: number;
  }[];
}

export interface TheoryRow {
  readonly enrolmentId: EnrolmentId;
  readonly ticketNumber: string | null;
  readonly name: string | null;
  readonly className: string | null;
  readonly occupationLevel: OccupationLevel;
  readonly state: TheoryState;
  readonly scoreHundredths: number | null;
  readonly source: TheorySource | null;
  /** The own entry of the one who is signed in; the other's is never sent before both stand. */
  readonly ownEntryHundredths: number | null;
  readonly ownEntryGiven: boolean;
  /** When `differs`: both entries with their people. */
  readonly entries: readonly { readonly by: string; readonly scoreHundredths: number | null }[];
  readonly checkedIn: boolean;
}

export interface SubstitutionRow {
  readonly substitutionId: SubstitutionId;
  readonly enrolmentId: EnrolmentId;
  readonly name: string | null;
  readonly ticketNumber: string | null;
  readonly courseName: string;
  readonly term: string;
  readonly teacher: string;
  readonly rawHundredths: number;
  readonly fullHundredths: number;
  readonly convertedHundredths: number;
  readonly proposedBy: string;
  readonly proposedById: UserId;
  readonly state: SubstitutionState;
  readonly decidedBy: string | null;
  readonly reason: string | null;
  readonly evidenceSha256: string;
}

/** A candidate on an examiner's list: measurers are told the code of the workpiece and no name, all others the name and no code. */
export interface StationCandidate {
  readonly enrolmentId: EnrolmentId;
  readonly name: string | null;
  readonly ticketNumber: string;
  readonly workpieceCode: string | null;
  readonly seatNo: number;
  readonly occupationLevel: OccupationLevel;
  readonly checkedIn: boolean;
  /** One's own sheets for this candidate. */
  readonly sheets: readonly {
    readonly kind: SheetKind;
    readonly state: SheetState;
    readonly marked: number;
    readonly items: number;
  }[];
}

export interface Station {
  readonly batchId: BatchId;
  readonly batchName: string;
  readonly sittingId: SittingId;
  readonly roomId: RoomId;
  readonly roomName: string;
  readonly startsAt: string;
  readonly duties: readonly string[];
  readonly candidates: readonly StationCandidate[];
  /** Measure sheets of others that wait for this person's verification. */
  readonly toVerify: readonly {
    readonly enrolmentId: EnrolmentId;
    readonly by: UserId;
    readonly name: string | null;
    readonly workpieceCode: string | null;
    readonly seatNo: number;
  }[];
}

export interface SheetView {
  readonly enrolmentId: EnrolmentId;
  readonly kind: SheetKind;
  readonly scorerId: UserId;
  readonly scorerName: string;
  readonly name: string | null;
  readonly ticketNumber: string | null;
  readonly workpieceCode: string | null;
  readonly occupationLevel: OccupationLevel;
  /** Only the modules' items that belong to this kind of sheet. */
  readonly modules: readonly RubricModule[];
  readonly marks: readonly ItemMark[];
  readonly state: SheetState;
  readonly signedAt: string | null;
  readonly verifiedBy: string | null;
}

export interface SpreadFlag {
  readonly moduleNo: number;
  readonly itemNo: number;
  /** Null: not of one item, but of the sum of all judged items by weight. */
  readonly content: string | null;
  readonly fullHundredths: number;
  readonly byExaminer: readonly { readonly name: string; readonly scoreHundredths: number }[];
  readonly spreadHundredths: number;
  readonly adjudicated: {
    readonly scoreHundredths: number;
    readonly reason: string;
    readonly by: string;
  } | null;
}

export interface MatrixRow {
  readonly enrolmentId: EnrolmentId;
  readonly name: string | null;
  readonly ticketNumber: string;
  readonly occupationLevel: OccupationLevel;
  readonly sheets: readonly {
    readonly kind: SheetKind;
    readonly scorerId: UserId;
    readonly scorerName: string;
    readonly state: SheetState;
    /** Null while others are not signed: blind. */ readonly totalHundredths: number | null;
  }[];
  readonly complete: boolean;
  readonly absent: boolean;
  readonly scoreHundredths: number | null;
  readonly spreads: readonly SpreadFlag[];
}

export interface PracticalMatrix {
  readonly batchId: BatchId;
  readonly rows: readonly MatrixRow[];
}
