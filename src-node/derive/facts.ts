import type { BatchRules } from '#shared/contract/batchRules.ts';
import type { Identity } from '#shared/contract/commands/candidates.ts';
import type { ItemMark, RubricModule } from '#shared/contract/commands/practical.ts';
import type { EventData, EventPersonal, EventType } from '#shared/contract/events/index.ts';
import type {
  ApprovalId,
  BatchId,
  CameraId,
  CandidateId,
  EnrolmentId,
  GapId,
  RoomId,
  SittingId,
  UserId,
} from '#shared/contract/ids.ts';
import type { PackageFiles } from '#shared/contract/packageFiles.ts';
import type { CameraPosition } from '#shared/domain/cameras.ts';
import type { OccupationLevel } from '#shared/contract/values.ts';
import type { SheetKind } from '#shared/domain/practicalKinds.ts';
import type { StaffDuty } from '#shared/domain/practicalSheets.ts';
import type { Role } from '#shared/domain/roles.ts';
import type { SittingState } from '#shared/domain/sittingTimes.ts';
import type { Subject } from '#shared/domain/subject.ts';
import type { SubstitutionState } from '#shared/domain/theoryScore.ts';

/** A verified row as a derivation reads it. */
export interface ReadRow<Type extends EventType = EventType> {
  readonly seq: number;
  readonly at: string;
  readonly actor: UserId;
  readonly data: EventData<Type>;
  /** Null when there is none, or when it was blanked. */
  readonly personal: EventPersonal<Type> | null;
}

/** A mark, or absent (null), with who wrote it and in which row. */
export interface WrittenMark {
  readonly by: UserId;
  readonly scoreHundredths: number | null;
  readonly seq: number;
}

/** One person's sheet for one candidate. */
export interface SheetRead {
  readonly kind: SheetKind;
  readonly scorerId: UserId;
  /** The newest mark of each item, by its place. */
  readonly marks: Map<string, ItemMark>;
  signed: {
    readonly at: string;
    readonly sheetSha256: string;
    readonly marks: readonly ItemMark[];
  } | null;
  verifiedBy: UserId | null;
}

export interface SubstitutionRead {
  readonly proposal: EventData<'substitution.proposed'>;
  readonly teacher: string | null;
  state: SubstitutionState;
  decidedBy: UserId | null;
}

/** Everything that the rows say of one enrolment. */
export interface EnrolmentRead {
  readonly enrolmentId: EnrolmentId;
  readonly candidateId: CandidateId;
  readonly occupationLevel: OccupationLevel;
  /** Order of registration. */
  readonly seq: number;
  withdrawn: boolean;
  ticketNumber: string | null;
  readonly seats: Map<Subject, { readonly sittingId: SittingId; readonly seatNo: number }>;
  imported: (Omit<WrittenMark, 'by'> & { readonly row: number; readonly fileSha256: string }) | null;
  /** What a second person read on the paper of an imported line. */
  compared: WrittenMark | null;
  /** By who entered them. */
  readonly entries: Map<UserId, WrittenMark>;
  resolved: (WrittenMark & { readonly reason: string | null }) | null;
  readonly substitutions: Map<string, SubstitutionRead>;
  /** By kind and scorer. */
  readonly sheets: Map<string, SheetRead>;
  readonly adjudications: {
    readonly decision: EventData<'adjudication.decided'>;
    readonly reason: string | null;
    readonly at: string;
  }[];
}

/** A mark file: who imported it, and what was drawn of its lines. */
export interface MarkFileRead {
  readonly importers: Set<UserId>;
  readonly lines: Set<EnrolmentId>;
  readonly sampled: Set<EnrolmentId>;
}

export interface SittingRead {
  readonly planned: EventData<'sitting.planned'>;
  state: SittingState;
  admittedAt: string | null;
  startedAt: string | null;
  finishedAt: string | null;
  readonly staff: StaffDuty[];
  /** Named absent when it ended. */
  readonly absent: Set<EnrolmentId>;
}

export interface CheckInRead {
  readonly entry: ReadRow<'checkin.recorded'>;
  undone: ReadRow<'checkin.undone'> | null;
}

export interface RubricRead {
  readonly modules: readonly RubricModule[];
  readonly rubricSha256: string;
}

export type PackagePeople = PackageFiles['people.json'];

export interface PersonRead {
  readonly userId: UserId;
  readonly displayName: string | null;
  roles: readonly Role[];
  /** Whether the account is its owner's, and whether the PIN of a badge made it so. */
  claimed: 'no' | 'yes' | 'byPin';
  readonly account: PackagePeople['people'][number]['account'];
}

export interface CameraRead {
  readonly cameraId: CameraId;
  name: string;
  position: CameraPosition;
  readonly places: { readonly roomId: RoomId | null; readonly from: string; until: string | null }[];
  /** Hash of the last row, by how many rows there were. */
  readonly anchors: Map<number, string>;
}

export interface GapRead {
  readonly noted: ReadRow<'recording.gapNoted'>;
  ended: EventData<'recording.gapEnded'> | null;
  answered: ReadRow<'recording.gapAnswered'> | null;
}

/** One incident with what was last said of it. */
export interface IncidentRead {
  readonly marked: ReadRow<'incident.marked'>;
  described: ReadRow<'incident.described'> | null;
  /** What the witnesses of the last description answered. */
  readonly answers: Map<UserId, { readonly agrees: boolean; readonly note: string | null }>;
  readonly files: ReadRow<'incident.fileAdded'>[];
  withdrawn: ReadRow<'incident.withdrawn'> | null;
}

/** What the rows of a batch, and those of no batch, say. Filled row by row (`take*.ts`), read at the end. */
export interface BatchRead {
  readonly batchId: BatchId;
  founded: EventData<'site.founded'> | null;
  created: EventData<'batch.created'> | null;
  /** When, and in which row, the batch was made. */
  made: PackagePeople['batchMade'] | null;
  readonly people: Map<UserId, PersonRead>;
  deputy: PackagePeople['deputy'];
  /** Requests of this batch. */
  readonly requests: Map<ApprovalId, EventData<'approval.requested'>>;
  readonly granted: Map<ApprovalId, Omit<PackagePeople['approvals'][number], 'lone'>>;
  readonly lone: Map<ApprovalId, { readonly reason: string | null }>;
  readonly rooms: Map<string, EventData<'room.added'>>;
  readonly sessions: Map<string, EventData<'session.planned'>>;
  readonly sittings: Map<SittingId, SittingRead>;
  readonly enrolments: Map<EnrolmentId, EnrolmentRead>;
  /** Null: blanked. */
  readonly identities: Map<CandidateId, Identity | null>;
  /** By the hash of the file. */
  readonly markFiles: Map<string, MarkFileRead>;
  readonly checkIns: Map<string, CheckInRead>;
  /** By occupation and level; the newest is in force. */
  readonly rubrics: Map<string, RubricRead>;
  readonly cameras: Map<CameraId, CameraRead>;
  readonly gaps: Map<GapId, GapRead>;
  /** Heads of all cameras' chains as anchored up to now. */
  readonly video: Record<string, readonly [count: number, head: string]>;
  readonly incidents: Map<string, IncidentRead>;
  readonly corrections: { readonly row: ReadRow<'candidate.corrected'>; readonly before: Identity | null }[];
  /** Rows that a blanking names. */
  readonly blankings: Set<number>;
  frozen: ReadRow<'results.frozen'> | null;
  publication: ReadRow<'publication.recorded'> | null;
}

/** Nothing read yet. */
export function emptyBatch(batchId: BatchId): BatchRead {
  return {
    batchId,
    founded: null,
    created: null,
    made: null,
    people: new Map(),
    deputy: null,
    requests: new Map(),
    granted: new Map(),
    lone: new Map(),
    rooms: new Map(),
    sessions: new Map(),
    sittings: new Map(),
    enrolments: new Map(),
    identities: new Map(),
    markFiles: new Map(),
    checkIns: new Map(),
    rubrics: new Map(),
    cameras: new Map(),
    gaps: new Map(),
    video: {},
    incidents: new Map(),
    corrections: [],
    blankings: new Set(),
    frozen: null,
    publication: null,
  };
}

/** One name for an occupation at a level. */
export function occupationOf({ edition, code, level }: Omit<OccupationLevel, 'name'>): string {
  return `${edition} ${code} ${level}`;
}

/** The rules of the batch; a batch that was never made has none, and that is said before anybody asks. */
export function rulesOf(batch: BatchRead): BatchRules {
  if (batch.created === null) throw new Error('a batch without its rules');
  return batch.created.rules;
}
