import type { CommandInput } from '#shared/contract/commands/index.ts';
import type { TheoryImportReport } from '#shared/contract/actions/theory.ts';
import { maskDocumentNumber } from '#shared/domain/documentNumber.ts';
import { normaliseName } from '#shared/domain/personName.ts';
import type { BatchId } from '#shared/contract/ids.ts';
import { enrolmentLines } from '../enrolments/people.ts';
import type { EnrolmentLine } from '../enrolments/people.ts';
import { substitutedEnrolments } from '../enrolments/standing.ts';
import type { Store } from '../store/openDatabase.ts';

/** A row of a mark file as the reader gives it (`theory/import/theoryMarks.ts`). */
export interface MarkFileRow {
  readonly row: number;
  readonly ticketNumber: string | null;
  readonly documentNumber: string | null;
  readonly name: string | null;
  readonly absent: boolean;
  readonly totalHundredths: number | null;
  readonly problems: readonly { readonly code: string }[];
}

export interface MatchedMarks {
  /** For `theory.import`. */
  readonly marks: CommandInput<'theory.import'>['marks'];
  readonly absent: number;
  /** Rows that are no mark of a person of this batch, each with its reason. */
  readonly unmatched: TheoryImportReport['unmatched'];
}

/**
 * Finds whose marks the rows are, by ticket number and document number within the batch. A row is matched only when everything on
 * it agrees: both numbers name the same enrolment and the name (where there is one) is theirs. Codes of what is not: the reader's
 * own, or `person-unknown`, `several-enrolments`, `numbers-disagree`, `name-differs`, `person-twice`, `substituted`.
 */
export function matchMarks(store: Store, batchId: BatchId, rows: readonly MarkFileRow[]): MatchedMarks {
  const people = enrolmentLines(store, { batchId });
  const byTicket = new Map(people.map((one) => [one.ticketNumber, one]));
  const byDocument = Map.groupBy(people, (one) => one.documentNumber);
  const substituted = substitutedEnrolments(store, batchId);
  const matched = new Map<string, { readonly row: MarkFileRow; readonly person: EnrolmentLine }>();
  const unmatched: TheoryImportReport['unmatched'][number][] = [];
  const twice = new Set<string>();

  for (const row of rows) {
    const found = findPerson(row);
    if (typeof found === 'string') {
      unmatched.push(lineOf(row, found));
      continue;
    }
    const earlier = matched.get(found.enrolmentId);
    if (earlier === undefined) matched.set(found.enrolmentId, { row, person: found });
    else {
      twice.add(found.enrolmentId);
      unmatched.push(lineOf(row, 'person-twice'));
    }
  }
  // of a person who stands there twice neither row counts: nobody can say which is right
  for (const enrolmentId of twice) {
    const first = matched.get(enrolmentId);
    if (first !== undefined) unmatched.push(lineOf(first.row, 'person-twice'));
    matched.delete(enrolmentId);
  }
  const marks = [...matched.values()].map(({ row, person }) => ({
    enrolmentId: person.enrolmentId,
    scoreHundredths: row.absent ? null : row.totalHundredths,
    row: row.row,
  }));
  return {
    marks,
    absent: marks.filter((mark) => mark.scoreHundredths === null).length,
    unmatched: unmatched.toSorted((left, right) => left.row - right.row),
  };

  function findPerson(row: MarkFileRow): EnrolmentLine | string {
    const [problem] = row.problems;
    if (problem !== undefined) return problem.code;
    if (!row.absent && row.totalHundredths === null) return 'mark-missing';
    const ofTicket = row.ticketNumber === null ? undefined : byTicket.get(row.ticketNumber);
    const ofDocument = row.documentNumber === null ? [] : (byDocument.get(row.documentNumber) ?? []);
    if (row.ticketNumber !== null && ofTicket === undefined) return 'person-unknown';
    if (row.documentNumber !== null && ofDocument.length === 0) return 'person-unknown';
    const person = ofTicket ?? (ofDocument.length === 1 ? ofDocument[0] : undefined);
    if (person === undefined) return 'several-enrolments';
    if (row.documentNumber !== null && person.documentNumber !== row.documentNumber)
      return 'numbers-disagree';
    const named = row.name !== null && person.name !== null;
    if (named && normaliseName(row.name) !== normaliseName(person.name)) return 'name-differs';
    return substituted.has(person.enrolmentId) ? 'substituted' : person;
  }
}

function lineOf(row: MarkFileRow, code: string): TheoryImportReport['unmatched'][number] {
  return {
    row: row.row,
    documentNumberMasked: row.documentNumber === null ? '' : maskDocumentNumber(row.documentNumber),
    name: row.name ?? '',
    code,
  };
}
