import type { RosterLeftOut } from '#shared/contract/commands/candidates.ts';
import type { CommandInput } from '#shared/contract/commands/index.ts';
import type { CandidateId, CommandId, EnrolmentId } from '#shared/contract/ids.ts';
import type { LeftOutReason, RosterPerson, RosterReport } from '#shared/contract/rosterReport.ts';
import type { OccupationLevel } from '#shared/contract/values.ts';
import type { Level } from '#shared/domain/level.ts';
import { crockford } from '#shared/formats/crockford.ts';
import { sha256 } from '#node/hashes.ts';

type Enrolled = CommandInput<'roster.import'>['people'][number];

/**
 * The people of a report as `roster.import` wants them, and those who cannot be enrolled, each with the reason: nobody is
 * lost between the two. Where the roster is silent about occupation or level, the batch supplies them if only one of its
 * lines fits.
 */
export function composeRoster(
  report: Pick<RosterReport, 'people' | 'sheets'>,
  lines: readonly OccupationLevel[],
  commandId: CommandId,
): { readonly people: readonly Enrolled[]; readonly leftOut: readonly RosterLeftOut[] } {
  const sheetNo = new Map(report.sheets.map(({ name }, index) => [name, index + 1]));
  const people: Enrolled[] = [];
  const leftOut: RosterLeftOut[] = [];
  for (const person of report.people) {
    const place = { sheet: sheetNo.get(person.sheet) ?? 1, row: person.row };
    const composed = compose(person, lines, commandId);
    if (typeof composed === 'string') leftOut.push({ ...place, reason: composed });
    else people.push({ ...composed, ...place });
  }
  return { people, leftOut };
}

/** A person as the command wants one, or the reason why that cannot be. */
function compose(
  person: RosterPerson,
  lines: readonly OccupationLevel[],
  commandId: CommandId,
): Omit<Enrolled, 'sheet' | 'row'> | LeftOutReason {
  const { values, problems } = person;
  const { name, documentType, documentNumber } = values;
  const error = problems.find((problem) => problem.severity === 'error');
  if (person.status === 'error' && error !== undefined) return error.code;
  if (name === null) return 'name-missing';
  if (documentType === null || documentNumber === null) return 'id-missing';
  const occupationLevel = lineOf(person, lines);
  if (typeof occupationLevel === 'string') return occupationLevel;
  const { sex, birthDate, studentNumber, className, phone, remark } = values;
  return {
    candidateId: idFrom(commandId, 'candidate', person) as CandidateId,
    enrolmentId: idFrom(commandId, 'enrolment', person) as EnrolmentId,
    identity: {
      name,
      documentType,
      documentNumber,
      sex,
      birthDate,
      studentNumber,
      className,
      phone,
      remark,
    },
    occupationLevel,
    warnings: problems.map((problem) => problem.code),
  };
}

/** What the person is enrolled for, or why that is open. A word that was not understood is never replaced by the batch's. */
function lineOf(person: RosterPerson, lines: readonly OccupationLevel[]): OccupationLevel | LeftOutReason {
  const { occupationEdition: edition, occupationCode: code, occupationName: name, level } = person.values;
  if (edition !== null && code !== null && name !== null && level !== null)
    return { edition, code, name, level: level as Level };
  const silent = (reason: LeftOutReason): boolean =>
    person.problems.some((problem) => problem.code === reason);
  if (code === null && !silent('occupation-missing')) return 'unknown-occupation';
  if (level === null && !silent('level-missing')) return 'unknown-level';
  const fitting = lines.filter(
    (line) => (code === null || line.code === code) && (level === null || line.level === level),
  );
  const [only] = fitting;
  if (fitting.length === 1 && only !== undefined) return only;
  return code === null ? 'occupation-missing' : 'level-missing';
}

/**
 * An id that is the same when the same command is sent again (the page may not have heard the answer), and another for every
 * command and person.
 */
function idFrom(commandId: CommandId, kind: string, person: RosterPerson): string {
  const hash = sha256(`${commandId} ${kind} ${person.sheet} ${person.row} ${person.block}`).subarray(0, 16);
  hash[0] = (hash[0] ?? 0) & 0x3f;
  return crockford(hash);
}
