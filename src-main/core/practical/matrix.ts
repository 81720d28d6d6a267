import type { SheetKind } from '#shared/domain/practicalKinds.ts';
import type { UserId, BatchId } from '#shared/contract/ids.ts';
import type { MatrixRow, SpreadFlag } from '#shared/contract/views/examDay.ts';
import type { Spread } from '#shared/domain/practicalSpread.ts';
import {
  examinersOf,
  findItem,
  measurersOf,
  observerOf,
  sheetKindsOf,
} from '#shared/domain/practicalSheets.ts';
import { personNames } from '../access/queries.ts';
import { rulesOf } from '../batches/queries.ts';
import { enrolmentLines } from '../enrolments/people.ts';
import type { EnrolmentLine } from '../enrolments/people.ts';
import type { Store } from '../store/openDatabase.ts';
import { practicalReader } from './queries.ts';
import type { PracticalLine, RubricInForce, StoredSheet } from './queries.ts';
import { sheetOf } from './sheetContext.ts';
import { itemCount, sheetState } from './sheetState.ts';

type NameOf = (userId: string) => string;

/** Every seated candidate of a batch against every sheet; numbers only once all blind sheets of that candidate are signed. */
export function matrixRows(store: Store, batchId: BatchId): readonly MatrixRow[] {
  const people = enrolmentLines(store, { batchId });
  if (people.length === 0) return [];
  const lineOf = practicalReader(store, { batchId });
  const kinds = sheetKindsOf(rulesOf(store, batchId).practicalMode);
  const nameOf = personNames(store);
  return people.flatMap((person) => {
    const line = lineOf(person.enrolmentId);
    return line === null || line.attendance.sittingId === null
      ? []
      : [matrixRow(person, line, kinds, nameOf)];
  });
}

function matrixRow(
  person: EnrolmentLine,
  line: PracticalLine,
  kinds: readonly SheetKind[],
  nameOf: NameOf,
): MatrixRow {
  const { score, attendance } = line;
  const counts = attendance.checkedIn && score !== null;
  return {
    enrolmentId: person.enrolmentId,
    name: person.name,
    ticketNumber: person.ticketNumber ?? '',
    occupationLevel: person.occupationLevel,
    sheets: kinds.flatMap((kind) => sheetCells(line, kind, nameOf)),
    complete: counts && score.complete,
    absent: attendance.absent,
    scoreHundredths: counts ? score.scoreHundredths : null,
    spreads: score === null ? [] : score.spreads.map((spread) => spreadFlag(spread, line, nameOf)),
  };
}

/** The sheets there are, and empty ones for those who have yet to begin. */
function sheetCells(line: PracticalLine, kind: SheetKind, nameOf: NameOf): MatrixRow['sheets'] {
  if (itemCount(line.rubric, kind) === 0) return [];
  const begun = line.sheets.filter((sheet) => sheet.kind === kind).map((sheet) => sheet.scorerId);
  const single = kind === 'observe' || kind === 'measure';
  const waiting = single && begun.length > 0 ? [] : expectedOn(kind, line);
  const scorers = [...new Set([...begun, ...waiting])].toSorted();
  return scorers.map((scorerId) => {
    const sheet = sheetOf(line.sheets, kind, scorerId);
    const shown = line.score?.judgesSigned === true && sheet?.signed === true;
    return {
      kind,
      scorerId: scorerId as UserId,
      scorerName: nameOf(scorerId),
      state: sheetState(sheet),
      totalHundredths: shown && line.rubric !== null ? weightedSum(sheet, line.rubric) : null,
    };
  });
}

function expectedOn(kind: SheetKind, line: PracticalLine): readonly string[] {
  if (kind === 'measure') return measurersOf(line.staff);
  if (kind === 'observe') {
    const observer = observerOf(line.staff);
    return observer === null ? [] : [observer];
  }
  return line.score?.judgesSigned === true ? [] : examinersOf(line.staff);
}

/** What a sheet brings to the practical score: its marks times the weights of their modules, in hundredths. */
function weightedSum(sheet: StoredSheet, rubric: RubricInForce): number {
  const weights = new Map(rubric.modules.map((module) => [module.no, module.weightPercent]));
  const sum = sheet.marks.reduce(
    (total, mark) => total + mark.scoreHundredths * (weights.get(mark.moduleNo) ?? 0),
    0,
  );
  return Math.round(sum / 100);
}

function spreadFlag(spread: Spread, line: PracticalLine, nameOf: NameOf): SpreadFlag {
  const item = line.rubric === null ? null : findItem(line.rubric.modules, spread);
  const decision = line.adjudications.findLast(
    (one) => one.moduleNo === spread.moduleNo && one.itemNo === spread.itemNo,
  );
  return {
    moduleNo: spread.moduleNo,
    itemNo: spread.itemNo,
    content: item?.content ?? null,
    fullHundredths: spread.fullHundredths,
    byExaminer: spread.marks.map((mark) => ({
      name: nameOf(mark.scorerId),
      scoreHundredths: mark.scoreHundredths,
    })),
    spreadHundredths: spread.spreadHundredths,
    adjudicated:
      decision === undefined
        ? null
        : {
            scoreHundredths: decision.scoreHundredths,
            reason: decision.reason ?? '',
            by: nameOf(decision.by),
          },
  };
}
