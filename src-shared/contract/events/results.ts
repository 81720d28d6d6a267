import { z } from 'zod';
import { open, roles } from './audience.ts';
import { resultReaders } from '../../domain/roles.ts';
import { event } from './event.ts';
import { batchId, enrolmentId, userId } from '../ids.ts';
import { day, scoreHundredths, sha256Hex } from '../values.ts';
import { finalOutcomes } from '../../domain/outcome.ts';

const subjectResult = z.strictObject({
  state: z.string(),
  scoreHundredths: scoreHundredths.nullable(),
  unrounded: z.string().nullable(),
  source: z.string().nullable(),
});

export const resultsEvents = {
  'results.frozen': event(
    roles(...resultReaders),
    z.strictObject({
      batchId,
      tableSha256: sha256Hex,
      secondPerson: userId,
      rows: z.array(
        z.strictObject({
          enrolmentId,
          theory: subjectResult,
          practical: subjectResult,
          outcome: z.enum(finalOutcomes),
        }),
      ),
    }),
    null,
    (d) => [d.batchId, ...d.rows.map((row) => row.enrolmentId)],
  ),
  'publication.recorded': event(
    open,
    z.strictObject({
      batchId,
      from: day,
      until: day,
      /** Calendar that its working days were counted with; rows of the first version do not say. */
      calendarVersion: z.string().optional(),
    }),
    z.strictObject({ place: z.string() }),
    (d) => [d.batchId],
  ),
};
