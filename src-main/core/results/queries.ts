import { jcs } from '#shared/formats/jcs.ts';
import type { BatchRules } from '#shared/contract/batchRules.ts';
import type { EnrolmentId, BatchId } from '#shared/contract/ids.ts';
import type { ResultRow, ResultTable, SubjectScore } from '#shared/contract/views/results.ts';
import type { Outcome } from '#shared/domain/outcome.ts';
import { maskDocumentNumber } from '#shared/domain/documentNumber.ts';
import { outcomeOf } from '#shared/domain/outcome.ts';
import { subjects } from '#shared/domain/subject.ts';
import { sha256Hex } from '#node/hashes.ts';
import { batchRow, rulesOf } from '../batches/queries.ts';
import { enrolmentRow } from '../candidates/queries.ts';
import { practicalReader } from '../practical/queries.ts';
import type { PracticalLine } from '../practical/queries.ts';
import type { Store } from '../store/openDatabase.ts';
import { theoryLines } from '../theory/queries.ts';
import type { TheoryLine } from '../theory/queries.ts';
import type { Scope } from '../enrolments/attendance.ts';
import { enrolmentLines } from '../enrolments/people.ts';
import type { EnrolmentLine } from '../enrolments/people.ts';
import { practicalSubject, theorySubject } from './subjects.ts';

/** One enrolment with everything its result is drawn from. */
export interface ResultDetail {
  readonly person: EnrolmentLine;
  readonly theory: TheoryLine;
  readonly practical: PracticalLine;
  readonly row: ResultRow;
}

/**
 * Results of the scope with their sources, one after another in order of tickets: a fixed number of reads, whatever the number of
 * candidates. Withdrawn enrolments are not among them.
 */
export function* resultDetails(store: Store, scope: Scope): Generator<ResultDetail> {
  const batchId = batchOf(store, scope);
  if (batchId === null) return;
  const rules = rulesOf(store, batchId);
  const theory = theoryLines(store, scope);
  const practicalOf = practicalReader(store, scope);
  for (const person of enrolmentLines(store, scope)) {
    const ofTheory = theory.get(person.enrolmentId);
    const practical = practicalOf(person.enrolmentId);
    if (ofTheory === undefined || practical === null) throw new Error('an enrolment without its subjects');
    yield { person, theory: ofTheory, practical, row: rowOf(person, ofTheory, practical, rules) };
  }
}

function rowOf(
  person: EnrolmentLine,
  theory: TheoryLine,
  practical: PracticalLine,
  rules: BatchRules,
): ResultRow {
  const first = theorySubject(theory, rules);
  const second = practicalSubject(practical, rules);
  const open = [...new Set([...first.open, ...second.open])];
  return {
    enrolmentId: person.enrolmentId,
    ticketNumber: person.ticketNumber,
    name: person.name,
    documentNumberMasked: person.documentNumber === null ? null : maskDocumentNumber(person.documentNumber),
    occupationLevel: person.occupationLevel,
    theory: first.score,
    practical: second.score,
    outcome: outcomeOf([first.score, second.score], open.length, rules.passLineHundredths),
    open,
  };
}

function batchOf(store: Store, scope: Scope): BatchId | null {
  if ('batchId' in scope) return batchRow(store, scope.batchId)?.batchId ?? null;
  return enrolmentRow(store, scope.enrolmentId)?.batchId ?? null;
}

/** The result table's rows of a batch. */
export function resultRows(store: Store, batchId: BatchId): readonly ResultRow[] {
  return Array.from(resultDetails(store, { batchId }), (detail) => detail.row);
}

/** What is frozen of a row: no names in it. */
export interface ResultEssentials {
  readonly enrolmentId: EnrolmentId;
  readonly theory: EssentialScore;
  readonly practical: EssentialScore;
  readonly outcome: Outcome;
}
type EssentialScore = Pick<SubjectScore, 'state' | 'scoreHundredths' | 'unrounded' | 'source'>;

/** The essentials of the rows, in order of ids. */
export function essentialsOf(rows: readonly ResultRow[]): readonly ResultEssentials[] {
  return rows
    .map((row) => ({
      enrolmentId: row.enrolmentId,
      theory: essentialScore(row.theory),
      practical: essentialScore(row.practical),
      outcome: row.outcome,
    }))
    .toSorted((left, right) => (left.enrolmentId < right.enrolmentId ? -1 : 1));
}

function essentialScore({ state, scoreHundredths, unrounded, source }: SubjectScore): EssentialScore {
  return { state, scoreHundredths, unrounded, source };
}

/** SHA-256 of the JCS of `{ batchId, rows }` with the rows' essentials in order of ids: what two people freeze. */
export function tableSha256(batchId: BatchId, rows: readonly ResultRow[]): string {
  return sha256Hex(jcs({ batchId, rows: essentialsOf(rows) }));
}

/** How many stand where. */
export function countsOf(rows: readonly ResultRow[]): ResultTable['counts'] {
  const count = (test: (row: ResultRow) => boolean): number => rows.filter(test).length;
  return {
    enrolments: rows.length,
    passed: count((row) => row.outcome === 'passed'),
    failed: count((row) => row.outcome === 'failed'),
    open: count((row) => row.outcome === 'open'),
    absent: count((row) => row.theory.state === 'absent' || row.practical.state === 'absent'),
    substituted: count((row) => row.theory.state === 'substituted'),
  };
}

/** Scores in bands of ten points; 100 stands in the last. */
export function bandsOf(rows: readonly ResultRow[]): ResultTable['scoreBands'] {
  const bands = Array.from({ length: 10 }, (_, index) => ({ from: index * 10, theory: 0, practical: 0 }));
  for (const row of rows) {
    for (const subject of subjects) {
      const { scoreHundredths } = row[subject];
      const band =
        scoreHundredths === null ? undefined : bands[Math.min(9, Math.floor(scoreHundredths / 1000))];
      if (band !== undefined) band[subject] += 1;
    }
  }
  return bands;
}
