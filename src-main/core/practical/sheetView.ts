import type { SheetKind } from '#shared/domain/practicalKinds.ts';
import type { SheetView } from '#shared/contract/views/examDay.ts';
import { sheetModules } from '#shared/domain/practicalSheets.ts';
import type { EnrolmentId, UserId } from '#shared/contract/ids.ts';
import { personNames } from '../access/queries.ts';
import type { AskContext } from '../api/answers.ts';
import { enrolmentLines } from '../enrolments/people.ts';
import { practicalLine } from './queries.ts';
import type { PracticalLine } from './queries.ts';
import { mayFill, sheetOf } from './sheetContext.ts';
import { isSheetOpen } from './seals.ts';
import { sheetState } from './sheetState.ts';

/**
 * One sheet, as far as this reader may see it; null when it is none of theirs. One's own sheet is whole. Of others only the state
 * shows until every blind sheet of the candidate is signed, then their marks to the lead, chief and supervisor. A signed measure
 * sheet shows to everyone at the station who may verify it.
 */
export function sheetView(
  { store, actor }: Pick<AskContext, 'store' | 'actor'>,
  wanted: { readonly enrolmentId: EnrolmentId; readonly kind: SheetKind; readonly scorerId: UserId },
): SheetView | null {
  const [person] = enrolmentLines(store, { enrolmentId: wanted.enrolmentId });
  const line = practicalLine(store, wanted.enrolmentId);
  if (person === undefined || line === null || line.rubric === null) return null;
  const sheet = sheetOf(line.sheets, wanted.kind, wanted.scorerId);
  const sight = sightOf(actor, wanted, line);
  if (sight === 'none') return null;
  const nameless = wanted.kind === 'measure' && !isOffice(actor) && onlyMeasures(actor.id, line);
  const nameOf = personNames(store);
  return {
    enrolmentId: person.enrolmentId,
    kind: wanted.kind,
    scorerId: wanted.scorerId,
    scorerName: nameOf(wanted.scorerId),
    name: nameless ? null : person.name,
    ticketNumber: nameless ? null : person.ticketNumber,
    // who is told the name is not told which workpiece is theirs
    workpieceCode: nameless ? person.workpieceCode : null,
    occupationLevel: person.occupationLevel,
    modules: sheetModules(line.rubric.modules, wanted.kind),
    marks: sight === 'marks' ? (sheet?.marks ?? []) : [],
    state: sheetState(sheet),
    signedAt: sheet?.signedAt ?? null,
    verifiedBy: typeof sheet?.verifiedBy === 'string' ? nameOf(sheet.verifiedBy) : null,
  };
}

type Actor = AskContext['actor'];

function sightOf(
  actor: Actor,
  wanted: { readonly kind: SheetKind; readonly scorerId: UserId },
  line: PracticalLine,
): 'marks' | 'state' | 'none' {
  if (wanted.scorerId === actor.id) {
    const own = sheetOf(line.sheets, wanted.kind, actor.id) !== null;
    return own || mayFill(wanted.kind, actor.id, line.staff) ? 'marks' : 'none';
  }
  const duties = line.staff.filter((one) => one.userId === actor.id).map((one) => one.duty);
  const overseer = isOffice(actor) || duties.includes('leadExaminer');
  const atStation = duties.some((duty) => duty === 'examiner' || duty === 'measurer');
  const isOpen = isSheetOpen(line, wanted.kind, wanted.scorerId);
  if (!overseer) return wanted.kind === 'measure' && isOpen && atStation ? 'marks' : 'none';
  return isOpen ? 'marks' : 'state';
}

function isOffice(actor: Actor): boolean {
  return actor.roles.includes('chief') || actor.roles.includes('supervisor');
}

function onlyMeasures(userId: string, line: PracticalLine): boolean {
  const duties = line.staff.filter((one) => one.userId === userId).map((one) => one.duty);
  return !duties.some((duty) => duty === 'examiner' || duty === 'leadExaminer');
}
