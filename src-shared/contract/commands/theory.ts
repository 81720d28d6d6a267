import { z } from 'zod';
import { command } from '../command.ts';
import { batchId, enrolmentId, substitutionId } from '../ids.ts';
import { day, longText, scoreHundredths, shortText, storedFile } from '../values.ts';

const importedMark = z.strictObject({
  enrolmentId,
  /** Null for an absent candidate. */
  scoreHundredths: scoreHundredths.nullable(),
  row: z.int(),
});

/** A course exam that is to replace the theory subject, without its evidence. */
export const courseExam = z.strictObject({
  substitutionId,
  enrolmentId,
  courseName: shortText,
  courseCode: z.string().max(40).nullable(),
  term: shortText,
  examDate: day.nullable(),
  rawHundredths: scoreHundredths,
  fullHundredths: scoreHundredths.refine((n) => n > 0),
  teacher: shortText,
});

/** 理论成绩. */
export const theoryCommands = {
  'theory.import': command(
    z.strictObject({ batchId, file: storedFile, marks: z.array(importedMark).min(1).max(200_000) }),
    ['markEntry', 'registrar', 'chief'],
  ),
  /** One of two entries from paper, by two people who do not see each other's number. Null: absent. */
  'theory.enter': command(z.strictObject({ enrolmentId, scoreHundredths: scoreHundredths.nullable() }), [
    'markEntry',
    'markVerifier',
  ]),
  /** Third look at the sheet when the two differ. */
  'theory.resolve': command(
    z.strictObject({ enrolmentId, scoreHundredths: scoreHundredths.nullable(), reason: longText }),
    ['chief', 'registrar', 'markVerifier'],
  ),
  'substitution.propose': command(courseExam.extend({ evidence: storedFile }), ['registrar', 'markEntry']),
  /** By another person than the proposer; the teacher may not approve. */
  'substitution.decide': command(
    z.strictObject({ substitutionId, decision: z.enum(['approved', 'refused']), reason: longText }),
    ['chief', 'markVerifier'],
  ),
};
