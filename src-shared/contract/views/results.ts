import type { BehindBatch } from '../../domain/accountHands.ts';
import type { Outcome, SubjectState } from '../../domain/outcome.ts';
import type { PackageState, PackageStep, ReviewDecision } from '../../domain/packageStates.ts';
import type { ScoreSource } from '../../domain/theoryScore.ts';
import type { ReadinessState } from './preparation.ts';
import type { HiddenReason } from '../events/audience.ts';
import type { Refusal } from '../refusal.ts';
import type { BatchId, EnrolmentId, PackageId } from '../ids.ts';
import type { OccupationLevel } from '../values.ts';

export interface SubjectScore {
  readonly state: SubjectState;
  /** Rounded once, half up; null while there is no score. */
  readonly scoreHundredths: number | null;
  /** Exact value before rounding as a decimal text with up to 6 digits, for people; null as above. */
  readonly unrounded: string | null;
  readonly source: ScoreSource | null;
  readonly nearLine: boolean;
  readonly vetoed: boolean;
}

export interface ResultRow {
  readonly enrolmentId: EnrolmentId;
  readonly ticketNumber: string | null;
  readonly name: string | null;
  readonly documentNumberMasked: string | null;
  readonly occupationLevel: OccupationLevel;
  readonly theory: SubjectScore;
  readonly practical: SubjectScore;
  readonly outcome: Outcome;
  /** Why it is open; words by code. */
  readonly open: readonly (
    | 'theory-missing'
    | 'theory-uncompared'
    | 'theory-differs'
    | 'sheet-unsigned'
    | 'measure-unverified'
    | 'spread-open'
    | 'rubric-missing'
    | 'substitution-open'
    | 'not-seated'
    | 'sitting-not-finished'
  )[];
}

export interface ResultTable {
  readonly batchId: BatchId;
  readonly tableSha256: string;
  readonly rows: readonly ResultRow[];
  readonly counts: {
    readonly enrolments: number;
    readonly passed: number;
    readonly failed: number;
    readonly open: number;
    readonly absent: number;
    readonly substituted: number;
  };
  readonly frozen: {
    readonly at: string;
    readonly by: string;
    readonly secondPerson: string;
    readonly tableSha256: string;
  } | null;
  readonly publication: {
    readonly from: string;
    readonly until: string;
    readonly place: string;
    readonly over: boolean;
  } | null;
  readonly scoreBands: readonly {
    readonly from: number;
    readonly theory: number;
    readonly practical: number;
  }[];
}

/** What a line of a theory mark's history says; the page has the words. A value `—` is an absence. */
export type TheoryLineLabel =
  | 'machine'
  | 'compared'
  | 'firstEntry'
  | 'secondEntry'
  | 'resolved'
  | 'absentAtDoor'
  | 'courseExam'
  | 'approved';

/** How a number came about, line by line. */
export interface ResultExplanation {
  readonly row: ResultRow;
  readonly theory: readonly {
    readonly label: TheoryLineLabel;
    readonly value: string;
    readonly by: string | null;
    readonly seq: number | null;
  }[];
  readonly practical: readonly {
    readonly moduleNo: number;
    readonly title: string;
    readonly weightPercent: number;
    readonly moduleScore: string;
    readonly vetoed: boolean;
    readonly items: readonly {
      readonly itemNo: number;
      readonly content: string;
      readonly fullHundredths: number;
      readonly kind: string;
      readonly marks: readonly {
        readonly by: string;
        readonly scoreHundredths: number;
        readonly vetoed: boolean;
      }[];
      readonly used: string;
      readonly adjudicated: boolean;
    }[];
  }[];
  /** Why the marks of the practical subject are not shown; null when they are. */
  readonly practicalHidden: HiddenReason | null;
  readonly sum: string;
  readonly rounded: string;
}

export interface PreflightLine {
  readonly code:
    | 'frozen'
    | 'publication'
    | 'no-open-results'
    | 'no-pending-approvals'
    | 'incidents-settled'
    | 'centre-keys'
    | 'site-key-known'
    | 'accounts-handed'
    | 'makers-sign'
    | 'lone-approvals'
    | 'ledger-verified'
    | 'coverage'
    | 'gaps-answered';
  readonly state: ReadinessState;
  readonly facts: Readonly<Record<string, string | number>>;
  readonly where: string;
}

export interface PackageView {
  readonly packageId: PackageId;
  readonly revision: number;
  readonly name: string;
  readonly state: PackageState;
  readonly packageSha256: string | null;
  readonly bagSha256: string | null;
  readonly size: number | null;
  readonly checkpointShortForm: string | null;
  readonly steps: readonly {
    readonly code: PackageStep;
    readonly at: string;
    readonly by: string | null;
    readonly note: string | null;
  }[];
  readonly receipt: {
    readonly decision: ReviewDecision | null;
    readonly reviewer: string;
    readonly issuedAt: string;
    readonly notes: string;
    readonly items: readonly {
      readonly ticketNumber: string;
      readonly decision: string;
      readonly reason: string;
    }[];
  } | null;
  /** Receipts that did not verify: shown and kept apart, never applied. */
  readonly rejectedReceipts: readonly { readonly at: string; readonly code: string }[];
}

/** Work under way in the core, with its count, rate and time left. */
export interface JobView {
  readonly kind: 'seal' | 'upload' | 'write' | 'demo';
  readonly packageId: PackageId | null;
  readonly step: string;
  readonly done: number;
  readonly total: number;
  readonly unit: 'bytes' | 'rows' | 'steps';
  readonly startedAt: string;
  readonly failed: Refusal | null;
}

export interface ReportsView {
  readonly batchId: BatchId;
  readonly preflight: readonly PreflightLine[];
  readonly behind: BehindBatch;
  readonly packages: readonly PackageView[];
  readonly job: JobView | null;
  readonly due: { readonly day: string | null; readonly state: string };
}

export interface CentreView {
  readonly enrolled: boolean;
  readonly centreId: string | null;
  readonly address: string | null;
  readonly keysVersion: number | null;
  readonly keysExpire: string | null;
  readonly rootFingerprint: string | null;
  readonly siteKeyFingerprint: string;
  readonly sitePublicKey: string;
  readonly hasToken: boolean;
  /** Why the newest keys that came from the centre were not taken; null when they were. */
  readonly keysRefused: Refusal | null;
}

/** A part of a row's data that is left out. */
export interface HiddenPart {
  readonly part: string;
  readonly reason: HiddenReason;
}

export interface LedgerRowView {
  readonly seq: number;
  readonly at: string;
  readonly actor: string;
  readonly actorName: string | null;
  readonly desk: string;
  readonly type: string;
  readonly batchId: BatchId | null;
  readonly rowHash: string;
  /** Null when the content is hidden; without the hidden parts. */
  readonly data: string | null;
  /** Null when hidden or blanked, or when this type has none. */
  readonly personal: string | null;
  /** Why the content is not shown; null when it is. */
  readonly hidden: HiddenReason | null;
  readonly hiddenParts: readonly HiddenPart[];
  readonly blanked: boolean;
  readonly header: string;
}

/** What reading the whole ledger found; `failure` is the first row that does not fit. */
export interface ChainVerdict {
  readonly ok: boolean;
  readonly rows: number;
  readonly head: string;
  readonly treeRoot: string;
  readonly checkpoints: number;
  readonly lastCheckpointShortForm: string | null;
  readonly failure: { readonly seq: number; readonly code: string } | null;
  readonly tookMs: number;
}

/** What reading every page of the database found. */
export interface PagesVerdict {
  readonly ok: boolean;
  readonly pages: number;
  /** Pages that hold nothing (they are erased): nobody reads them, and a change in them changes nothing. */
  readonly freePages: number;
  /** Pages that cannot be read, and places that contradict each other; at least one when `ok` is false, counted up to a hundred. */
  readonly faults: number;
}

/** The ledger, the tables drawn from it, and the pages that they stand in; `ok` when all hold. */
export interface LedgerVerdict extends TablesVerdict {
  readonly pages: PagesVerdict;
}

/** The ledger and the tables drawn from it; `ok` when both hold. */
export interface TablesVerdict extends ChainVerdict {
  /** Null when the chain is broken: then there is nothing to compare with. */
  readonly tables: { readonly match: boolean; readonly differing: readonly string[] } | null;
}
