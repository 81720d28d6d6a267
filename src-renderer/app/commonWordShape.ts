import type { CommandType } from '#shared/contract/commands/index.ts';
import type { Duty } from '#shared/contract/commands/arrangement.ts';
import type { ItemKind, SheetKind } from '#shared/contract/commands/practical.ts';
import type { EventType } from '#shared/contract/events/index.ts';
import type { Role } from '#shared/contract/roles.ts';
import type { DocumentType } from '#shared/contract/rosterReport.ts';
import type { Level, Subject } from '#shared/contract/values.ts';
import type { CheckInVerdict, TheoryState } from '#shared/contract/views/examDay.ts';
import type { BatchState, ReadinessLine } from '#shared/contract/views/preparation.ts';
import type {
  Outcome,
  PackageState,
  PreflightLine,
  ResultRow,
  SubjectState,
} from '#shared/contract/views/results.ts';
import type { Alarm, DeadlineStep, SittingState } from '#shared/contract/views/site.ts';

type Words<Key extends string | number> = Readonly<Record<Key, string>>;

/** What the common words must cover; the contract's own lists say so, and a missing word does not compile. */
export interface CommonWords {
  readonly save: string;
  readonly cancel: string;
  readonly confirm: string;
  readonly close: string;
  readonly back: string;
  readonly next: string;
  readonly add: string;
  readonly change: string;
  readonly none: string;
  readonly yes: string;
  readonly no: string;
  readonly blanked: string;
  readonly required: string;
  readonly noBatch: Words<'title' | 'text' | 'go'>;
  readonly notForYou: Words<'title' | 'text'>;
  readonly roles: Words<Role>;
  readonly duties: Words<Duty>;
  readonly subjects: Words<Subject>;
  /** As on forms: 四级/中级工. */
  readonly levels: Words<Level>;
  readonly sexes: Words<'male' | 'female'>;
  readonly documentTypes: Words<DocumentType>;
  readonly person: Words<
    | 'name'
    | 'documentType'
    | 'documentNumber'
    | 'sex'
    | 'birthDate'
    | 'studentNumber'
    | 'className'
    | 'phone'
    | 'remark'
    | 'occupation'
    | 'level'
    | 'ticketNumber'
    | 'seat'
    | 'room'
  >;
  readonly batchStates: Words<BatchState>;
  readonly sittingStates: Words<SittingState>;
  readonly verdicts: Words<CheckInVerdict>;
  readonly theoryStates: Words<TheoryState>;
  readonly subjectStates: Words<SubjectState>;
  readonly outcomes: Words<Outcome>;
  readonly sources: Words<'machine' | 'paper' | 'courseExam' | 'examiners'>;
  readonly sheetKinds: Words<SheetKind>;
  readonly itemKinds: Words<ItemKind>;
  readonly openReasons: Words<ResultRow['open'][number]>;
  readonly packageStates: Words<PackageState>;
  readonly preflight: Words<PreflightLine['code']>;
  readonly readiness: Words<ReadinessLine['code']>;
  readonly readinessStates: Words<ReadinessLine['state']>;
  /** Facts of a readiness line, in short. */
  readonly readinessFacts: Words<ReadinessLine['code']>;
  readonly deadlines: Words<DeadlineStep['code']>;
  readonly deadlineStates: Words<DeadlineStep['state']>;
  readonly alarms: Words<Alarm['code']>;
  readonly commands: Words<CommandType>;
  readonly events: Words<EventType>;
}
