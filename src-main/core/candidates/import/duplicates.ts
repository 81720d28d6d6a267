import type { RosterPerson, RosterProblem, RosterProblemCode } from '#shared/contract/rosterReport.ts';
import { severities } from './severity.ts';

/** A person with the cell where the number stands. */
export interface PlacedPerson {
  readonly person: RosterPerson;
  readonly numberCell: string | null;
}

/**
 * Compares people of one document number. The first row stands as it is; each later one is reported and names the row that it
 * collides with, so that both sides can be looked at.
 */
export function findDuplicates(people: readonly PlacedPerson[]): void {
  const byNumber = new Map<string, RosterPerson[]>();
  for (const { person, numberCell } of people) {
    const number = person.values.documentNumber;
    if (number === null) continue;
    const earlier = byNumber.get(number);
    if (earlier === undefined) {
      byNumber.set(number, [person]);
      continue;
    }
    const [code, other] = compare(person, earlier);
    if (other !== undefined) person.problems.push(problem(person, numberCell, code, other));
    if (code === 'same-id-other-name') dropConsequences(person);
    earlier.push(person);
  }
}

/** With someone else's number, sex and birth date differ as a matter of course: one cause, one problem. */
function dropConsequences(person: RosterPerson): void {
  const kept = person.problems.filter(
    (one) => one.code !== 'sex-differs-from-id' && one.code !== 'birth-differs-from-id',
  );
  person.problems.splice(0, person.problems.length, ...kept);
}

function compare(
  person: RosterPerson,
  earlier: readonly RosterPerson[],
): [RosterProblemCode, RosterPerson | undefined] {
  const sameName = earlier.filter((other) => sameOrUnknown(other.values.name, person.values.name));
  if (sameName.length === 0) return ['same-id-other-name', earlier[0]];
  const sameExam = sameName.find(
    (other) =>
      other.values.occupationCode === person.values.occupationCode &&
      other.values.level === person.values.level,
  );
  if (sameExam === undefined) return ['several-occupations', sameName[0]];
  return [sameGiven(person, sameExam) ? 'exact-duplicate' : 'duplicate-differs', sameExam];
}

/** A name that could not be read is reported already; it is not a second name. */
function sameOrUnknown(one: string | null, other: string | null): boolean {
  return one === null || other === null || one === other;
}

function sameGiven(one: RosterPerson, other: RosterPerson): boolean {
  const fields = new Set([...Object.keys(one.given), ...Object.keys(other.given)]);
  fields.delete('sequence');
  return [...fields].every((field) => Reflect.get(one.given, field) === Reflect.get(other.given, field));
}

function problem(
  person: RosterPerson,
  cell: string | null,
  code: RosterProblemCode,
  other: RosterPerson,
): RosterProblem {
  return {
    sheet: person.sheet,
    row: person.row,
    cell,
    column: 'documentNumber',
    code,
    severity: severities[code],
    value: (person.given.documentNumber ?? '').slice(0, 200),
    facts: { otherSheet: other.sheet, otherRow: String(other.row), otherName: other.given.name ?? '' },
  };
}
