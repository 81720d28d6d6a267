import { z } from 'zod';
import { roles, sealedUntil } from './audience.ts';
import { markReaders } from '../../domain/roles.ts';
import { event, reason } from './event.ts';
import { batchId, enrolmentId, substitutionId, userId } from '../ids.ts';
import { day, scoreHundredths, sha256Hex } from '../values.ts';
import { substitutionDecisions } from '../../domain/theoryScore.ts';

const score = scoreHundredths.nullable();

export const theoryEvents = {
  'theory.imported': event(
    roles(...markReaders),
    z.strictObject({
      batchId,
      fileSha256: sha256Hex,
      fileSize: z.int(),
      marks: z.array(z.strictObject({ enrolmentId, scoreHundredths: score, row: z.int() })),
      /** Drawn once for a file's hash; with it anybody can draw the sample again. A row of an earlier version has none. */
      sampleSeed: sha256Hex.optional(),
      /** Lines of the file that a second person compares, as far as no earlier row named them. */
      sample: z.array(enrolmentId).optional(),
    }),
    z.strictObject({ fileName: z.string() }),
    (d) => d.marks.map((mark) => mark.enrolmentId),
    { marks: sealedUntil('fileCompared', ...markReaders) },
  ),
  /** What a second person read on the paper of a line that was imported. */
  'theory.compared': event(
    sealedUntil('fileCompared', ...markReaders),
    z.strictObject({ enrolmentId, by: userId, scoreHundredths: score }),
    null,
    (d) => [d.enrolmentId],
  ),
  'theory.entered': event(
    sealedUntil('secondEntry', ...markReaders),
    z.strictObject({ enrolmentId, by: userId, scoreHundredths: score }),
    null,
    (d) => [d.enrolmentId],
  ),
  'theory.resolved': event(
    roles(...markReaders),
    z.strictObject({ enrolmentId, by: userId, scoreHundredths: score }),
    reason,
    (d) => [d.enrolmentId],
  ),
  'substitution.proposed': event(
    roles(...markReaders),
    z.strictObject({
      substitutionId,
      enrolmentId,
      courseName: z.string(),
      courseCode: z.string().nullable(),
      term: z.string(),
      examDate: day.nullable(),
      rawHundredths: scoreHundredths,
      fullHundredths: scoreHundredths,
      convertedHundredths: scoreHundredths,
      proposedBy: userId,
      evidenceSha256: sha256Hex,
    }),
    z.strictObject({ teacher: z.string(), evidenceName: z.string() }),
    (d) => [d.enrolmentId],
  ),
  'substitution.decided': event(
    roles(...markReaders),
    z.strictObject({ substitutionId, enrolmentId, decision: z.enum(substitutionDecisions), by: userId }),
    reason,
    (d) => [d.enrolmentId],
  ),
};
