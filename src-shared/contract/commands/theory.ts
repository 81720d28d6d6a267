import { z } from 'zod';
import { substitutionDecisions } from '../../domain/theoryScore.ts';
import {
  markComparers,
  markImporters,
  markSettlers,
  paperMarkers,
  substitutionProposers,
  substitutionDeciders,
} from '../../domain/roles.ts';
import { lengths } from '../../domain/limits.ts';
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
  courseCode: z.string().max(lengths.courseCode).nullable(),
  term: shortText,
  examDate: day.nullable(),
  rawHundredths: scoreHundredths,
  fullHundredths: scoreHundredths.refine((n) => n > 0),
  teacher: shortText,
});

/** 理论成绩. */
export const theoryCommands = {
  'theory.import': command(
    'core',
    z.strictObject({
      batchId,
      file: storedFile,
      /** Rows that were read; each must be a mark. */
      rows: z.int().min(1).max(200_000),
      marks: z.array(importedMark).min(1).max(200_000),
    }),
    markImporters,
  ),
  /**
   * What a second person reads on the paper, or in the machine's own print, of a line that they were asked for. Null: absent.
   * A mark that differs from the file's counts once it was looked at again.
   */
  'theory.compare': command(
    'person',
    z.strictObject({
      enrolmentId,
      scoreHundredths: scoreHundredths.nullable(),
      lookedAgain: z.boolean(),
    }),
    markComparers,
  ),
  /** One of two entries from paper, by two people who do not see each other's number. Null: absent. */
  'theory.enter': command(
    'person',
    z.strictObject({ enrolmentId, scoreHundredths: scoreHundredths.nullable() }),
    paperMarkers,
  ),
  /** Third look at the sheet when the two differ. */
  'theory.resolve': command(
    'person',
    z.strictObject({ enrolmentId, scoreHundredths: scoreHundredths.nullable(), reason: longText }),
    markSettlers,
  ),
  'substitution.propose': command('core', courseExam.extend({ evidence: storedFile }), substitutionProposers),
  /** By another person than the proposer; the teacher may not approve. */
  'substitution.decide': command(
    'person',
    z.strictObject({ substitutionId, decision: z.enum(substitutionDecisions), reason: longText }),
    substitutionDeciders,
  ),
};
