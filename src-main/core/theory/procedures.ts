import type { UserId } from '#shared/contract/ids.ts';
import type { SubstitutionRow, TheoryRow } from '#shared/contract/views/examDay.ts';
import { personNames } from '../access/queries.ts';
import type { Answers } from '../api/answers.ts';
import { enrolmentLines } from '../enrolments/people.ts';
import type { EnrolmentLine } from '../enrolments/people.ts';
import { comparisonViews } from './comparisonViews.ts';
import { areEntriesOpen, isImportOpen, substitutionsIn, theoryLines } from './queries.ts';
import type { TheoryLine } from './queries.ts';

/** Theory's share of the API. */
export const theoryAnswers = {
  'theory.grid': ({ store, actor }, { batchId }): readonly TheoryRow[] => {
    const lines = theoryLines(store, { batchId });
    const nameOf = personNames(store);
    return enrolmentLines(store, { batchId }).flatMap((person) => {
      const line = lines.get(person.enrolmentId);
      return line === undefined ? [] : [gridRow(person, line, actor.id, nameOf)];
    });
  },

  'theory.comparisons': ({ store, actor }, { batchId }) => comparisonViews(store, batchId, actor.id),

  'theory.substitutions': ({ store }, { batchId }): readonly SubstitutionRow[] => {
    const nameOf = personNames(store);
    const people = new Map(enrolmentLines(store, { batchId }).map((one) => [one.enrolmentId, one]));
    return substitutionsIn(store, { batchId }).flatMap((one) => {
      const person = people.get(one.enrolmentId);
      if (person === undefined) return [];
      return [
        {
          substitutionId: one.substitutionId,
          enrolmentId: person.enrolmentId,
          name: person.name,
          ticketNumber: person.ticketNumber,
          courseName: one.courseName,
          term: one.term,
          teacher: one.teacher ?? '',
          rawHundredths: one.rawHundredths,
          fullHundredths: one.fullHundredths,
          convertedHundredths: one.convertedHundredths,
          proposedBy: nameOf(one.proposedBy),
          proposedById: one.proposedBy,
          state: one.state,
          decidedBy: one.decidedBy === null ? null : nameOf(one.decidedBy),
          reason: one.reason,
          evidenceSha256: one.evidenceSha256,
        },
      ];
    });
  },
} satisfies Answers;

/** Blind: the other's entry is sent only when both stand and differ; until then one sees one's own alone. */
function gridRow(
  person: EnrolmentLine,
  line: TheoryLine,
  reader: UserId,
  nameOf: (userId: string) => string,
): TheoryRow {
  const own = line.entries.find((entry) => entry.by === reader);
  const { state, scoreHundredths, source } = line.score;
  return {
    enrolmentId: person.enrolmentId,
    ticketNumber: person.ticketNumber,
    name: person.name,
    className: person.className,
    occupationLevel: person.occupationLevel,
    state,
    scoreHundredths,
    source,
    ownEntryHundredths: own?.scoreHundredths ?? null,
    ownEntryGiven: own !== undefined,
    entries: state === 'differs' ? differing(line, nameOf) : [],
    checkedIn: line.attendance.checkedIn,
  };
}

/** What disagrees, as far as it may be seen; a mark from a file has nobody's name. */
function differing(line: TheoryLine, nameOf: (userId: string) => string): TheoryRow['entries'] {
  const { imported } = line;
  const compared = imported?.compared ?? null;
  return [
    // of a line that nobody has compared yet the file's mark stays hidden, whatever the door says
    ...(imported === null || !isImportOpen(imported)
      ? []
      : [{ by: '—', scoreHundredths: imported.scoreHundredths }]),
    ...(compared === null ? [] : [{ by: nameOf(compared.by), scoreHundredths: compared.scoreHundredths }]),
    // a single entry can disagree with the door: it stays its writer's own
    ...(areEntriesOpen(line) ? line.entries : []).map((entry) => ({
      by: nameOf(entry.by),
      scoreHundredths: entry.scoreHundredths,
    })),
  ];
}
