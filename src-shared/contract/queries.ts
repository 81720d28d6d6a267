import { wholeNumber } from './values.ts';
import { lengths, pageRows } from '../domain/limits.ts';
import { z } from 'zod';
import { approvalId, batchId, enrolmentId, sittingId, userId } from './ids.ts';
import { sheetKind } from './commands/practical.ts';
import {
  anyRole,
  entranceReaders,
  managers,
  markReaders,
  matrixReaders,
  office,
  paperMarkers,
  stationRoles,
} from '../domain/roles.ts';
import type { Role } from '../domain/roles.ts';
import type {
  Board,
  FiledOccupation,
  FootLine,
  OccupationHit,
  PendingApproval,
  Person,
  SiteState,
} from './views/site.ts';
import type {
  ArrangementView,
  BatchDetail,
  BatchSummary,
  CandidateCard,
  EnrolmentRow,
  Page,
  RoomView,
  TicketView,
} from './views/preparation.ts';
import type {
  CheckInDesk,
  CheckInLookup,
  PracticalMatrix,
  SheetView,
  Station,
  SubstitutionRow,
  TheoryRow,
} from './views/examDay.ts';
import type {
  CentreView,
  LedgerRowView,
  LedgerVerdict,
  ReportsView,
  ResultExplanation,
  ResultTable,
} from './views/results.ts';
import type { BoardSitting } from './views/site.ts';

const nothing = z.strictObject({});
const ofBatch = z.strictObject({ batchId });
const page = { offset: z.int().min(0), limit: wholeNumber(pageRows) };

/** Who may read: `open` needs no account. */
export interface QueryDefinition<
  Input extends z.ZodType = z.ZodType,
  Roles extends readonly Role[] | 'open' = readonly Role[] | 'open',
> {
  readonly input: Input;
  readonly roles: Roles;
}

function query<Input extends z.ZodType>(input: Input, roles: 'open'): QueryDefinition<Input, 'open'>;
function query<Input extends z.ZodType>(
  input: Input,
  roles: readonly Role[],
): QueryDefinition<Input, readonly Role[]>;
function query<Input extends z.ZodType>(
  input: Input,
  roles: readonly Role[] | 'open',
): QueryDefinition<Input> {
  return { input, roles };
}

/** Every question the API answers. Names are tRPC paths; questions go by POST. */
export const queryCatalogue = {
  'site.state': query(nothing, 'open'),
  'site.foot': query(nothing, anyRole),
  'site.people': query(nothing, anyRole),
  'site.approvals': query(nothing, anyRole),
  'institution.filed': query(nothing, anyRole),
  'occupations.search': query(z.strictObject({ text: z.string().max(lengths.search) }), 'open'),
  'board.today': query(nothing, anyRole),
  'batches.list': query(nothing, anyRole),
  'batches.one': query(ofBatch, anyRole),
  'candidates.list': query(
    z.strictObject({ batchId: batchId.nullable(), text: z.string().max(lengths.search), ...page }),
    [...entranceReaders, ...paperMarkers],
  ),
  'candidates.one': query(z.strictObject({ enrolmentId }), [...entranceReaders, 'markVerifier']),
  'arrangement.view': query(ofBatch, [...entranceReaders, 'leadExaminer']),
  'arrangement.rooms': query(nothing, office),
  /** Tickets of a batch, or of one class of it. */
  'arrangement.tickets': query(
    z.strictObject({ batchId, className: z.string().max(lengths.className).nullable() }),
    managers,
  ),
  'checkin.sittings': query(nothing, entranceReaders),
  'checkin.desk': query(z.strictObject({ sittingId }), entranceReaders),
  /** `code`: a scanned token (191 digits), a ticket number, a document number, its tail (6+), or a name. */
  'checkin.lookup': query(
    z.strictObject({ sittingId, code: z.string().min(1).max(lengths.code) }),
    entranceReaders,
  ),
  'theory.grid': query(ofBatch, markReaders),
  'theory.substitutions': query(ofBatch, markReaders),
  'practical.stations': query(nothing, stationRoles),
  'practical.sheet': query(z.strictObject({ enrolmentId, kind: sheetKind, scorerId: userId }), [
    ...stationRoles,
    'chief',
    'supervisor',
  ]),
  'practical.matrix': query(ofBatch, matrixReaders),
  'results.table': query(ofBatch, markReaders),
  'results.explain': query(z.strictObject({ enrolmentId }), markReaders),
  'reports.view': query(ofBatch, office),
  'reports.centre': query(nothing, office),
  'ledger.rows': query(
    z.strictObject({
      before: z.int().min(0).nullable(),
      limit: z.int().min(1).max(500),
      batchId: batchId.nullable(),
      type: z.string().max(64).nullable(),
    }),
    office,
  ),
  'ledger.verify': query(nothing, office),
  'approvals.one': query(z.strictObject({ approvalId }), anyRole),
};

export type QueryName = keyof typeof queryCatalogue;
/** Those that need no account. */
export type OpenQueryName = {
  [Name in QueryName]: (typeof queryCatalogue)[Name]['roles'] extends 'open' ? Name : never;
}[QueryName];
export type QueryInput<Name extends QueryName> = z.infer<(typeof queryCatalogue)[Name]['input']>;

/** What each question is answered with. */
export interface QueryOutputs {
  'site.state': SiteState;
  'site.foot': FootLine;
  'site.people': readonly Person[];
  'site.approvals': readonly PendingApproval[];
  'institution.filed': readonly FiledOccupation[];
  'occupations.search': readonly OccupationHit[];
  'board.today': Board;
  'batches.list': readonly BatchSummary[];
  'batches.one': BatchDetail | null;
  'candidates.list': Page<EnrolmentRow>;
  'candidates.one': CandidateCard | null;
  'arrangement.view': ArrangementView | null;
  'arrangement.rooms': readonly RoomView[];
  'arrangement.tickets': readonly TicketView[];
  'checkin.sittings': readonly BoardSitting[];
  'checkin.desk': CheckInDesk | null;
  'checkin.lookup': CheckInLookup;
  'theory.grid': readonly TheoryRow[];
  'theory.substitutions': readonly SubstitutionRow[];
  'practical.stations': readonly Station[];
  'practical.sheet': SheetView | null;
  'practical.matrix': PracticalMatrix;
  'results.table': ResultTable | null;
  'results.explain': ResultExplanation | null;
  'reports.view': ReportsView | null;
  'reports.centre': CentreView;
  'ledger.rows': Page<LedgerRowView>;
  'ledger.verify': LedgerVerdict;
  'approvals.one': PendingApproval | null;
}
