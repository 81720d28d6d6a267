import type { SheetKind } from '#shared/domain/practicalKinds.ts';
import type { BatchRules } from '#shared/contract/batchRules.ts';
import type { UserId, BatchId } from '#shared/contract/ids.ts';
import type { Station, StationCandidate } from '#shared/contract/views/examDay.ts';
import { sheetKindsOf } from '#shared/domain/practicalSheets.ts';
import { practicalDuties } from '#shared/domain/duties.ts';
import { dutiesOf } from '../arrangement/queries.ts';
import type { SittingRow } from '../arrangement/queries.ts';
import { batchRow } from '../batches/queries.ts';
import { isFrozen } from '../enrolments/standing.ts';
import { enrolmentLines } from '../enrolments/people.ts';
import type { EnrolmentLine } from '../enrolments/people.ts';
import type { Store } from '../store/openDatabase.ts';
import { practicalReader } from './queries.ts';
import type { PracticalLine, PracticalReader } from './queries.ts';
import { heldByAnother, mayFill, sheetOf } from './sheetContext.ts';
import { itemCount, sheetState } from './sheetState.ts';

/** The practical sittings at which a person marks or measures, of batches that are not frozen, with their own sheets. */
export function stationsOf(store: Store, userId: UserId): readonly Station[] {
  const duties = dutiesOf(store, userId).filter(
    (row) =>
      row.subject === 'practical' &&
      practicalDuties.some((duty) => duty === row.duty) &&
      !isFrozen(store, row.batchId),
  );
  const sittings = [...Map.groupBy(duties, (row) => row.sittingId).values()];
  const batches = new Map<string, BatchAtWork>();
  return sittings.flatMap((rows) => {
    const [sitting] = rows;
    if (sitting === undefined) return [];
    const batch = batches.get(sitting.batchId) ?? readBatch(store, sitting.batchId);
    batches.set(sitting.batchId, batch);
    return [
      stationView(
        sitting,
        rows.map((row) => row.duty),
        batch,
        userId,
      ),
    ];
  });
}

interface BatchAtWork {
  readonly name: string;
  readonly rules: BatchRules;
  readonly people: readonly EnrolmentLine[];
  readonly lineOf: PracticalReader;
}

function readBatch(store: Store, batchId: BatchId): BatchAtWork {
  const batch = batchRow(store, batchId);
  if (batch === null) throw new Error('a sitting without its batch');
  return {
    name: batch.name,
    rules: batch.rules,
    people: enrolmentLines(store, { batchId }),
    lineOf: practicalReader(store, { batchId }),
  };
}

function stationView(
  sitting: SittingRow,
  duties: readonly string[],
  batch: BatchAtWork,
  userId: UserId,
): Station {
  // measurers see a code and not a person, all others a person and not a code (docs/rules.md, Scores)
  const nameless = duties.every((duty) => duty === 'measurer');
  const here = batch.people.flatMap((person) => {
    const line = batch.lineOf(person.enrolmentId);
    return line?.attendance.sittingId === sitting.sittingId ? [{ person, line }] : [];
  });
  const bySeat = here.toSorted(
    (left, right) => (left.line.attendance.seatNo ?? 0) - (right.line.attendance.seatNo ?? 0),
  );
  return {
    batchId: sitting.batchId,
    batchName: batch.name,
    sittingId: sitting.sittingId,
    roomId: sitting.roomId,
    roomName: sitting.roomName,
    startsAt: sitting.startsAt,
    duties,
    candidates: bySeat.map(({ person, line }) => candidateView(person, line, batch.rules, userId, nameless)),
    toVerify: bySeat.flatMap(({ person, line }) =>
      line.sheets
        .filter(
          (sheet) => sheet.kind === 'measure' && sheet.signed && !sheet.verified && sheet.scorerId !== userId,
        )
        .map((sheet) => ({
          enrolmentId: person.enrolmentId,
          by: sheet.scorerId,
          name: nameless ? null : person.name,
          workpieceCode: nameless ? person.workpieceCode : null,
          seatNo: line.attendance.seatNo ?? 0,
        })),
    ),
  };
}

function candidateView(
  person: EnrolmentLine,
  line: PracticalLine,
  rules: BatchRules,
  userId: UserId,
  nameless: boolean,
): StationCandidate {
  return {
    enrolmentId: person.enrolmentId,
    name: nameless ? null : person.name,
    ticketNumber: nameless ? '' : (person.ticketNumber ?? ''),
    workpieceCode: nameless ? person.workpieceCode : null,
    seatNo: line.attendance.seatNo ?? 0,
    occupationLevel: person.occupationLevel,
    checkedIn: line.attendance.checkedIn,
    sheets: sheetKindsOf(rules.practicalMode)
      .filter((kind) => isMine(kind, userId, line))
      .map((kind) => {
        const own = sheetOf(line.sheets, kind, userId);
        return {
          kind,
          state: sheetState(own),
          marked: own?.marks.length ?? 0,
          items: itemCount(line.rubric, kind),
        };
      }),
  };
}

/** A sheet that this person has begun, or has to fill for this candidate. */
function isMine(kind: SheetKind, userId: UserId, line: PracticalLine): boolean {
  if (itemCount(line.rubric, kind) === 0) return false;
  if (sheetOf(line.sheets, kind, userId) !== null) return true;
  if (!mayFill(kind, userId, line.staff)) return false;
  const judged = kind === 'judge' || kind === 'full';
  if (judged && line.score?.judgesSigned === true) return false;
  return heldByAnother(kind, userId, line.sheets, line.staff) === null;
}
