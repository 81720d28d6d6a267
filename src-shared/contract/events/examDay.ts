import { z } from 'zod';
import { entryMethods } from '../../domain/checkIn.ts';
import { substitutionDecisions } from '../../domain/theoryScore.ts';
import { itemMark, rubricModule, sheetKind } from '../commands/practical.ts';
import { batchId, checkInId, enrolmentId, rubricId, sittingId, substitutionId, userId } from '../ids.ts';
import { day, occupationLevel, scoreHundredths, sha256Hex } from '../values.ts';
import { event } from './event.ts';

const reason = z.strictObject({ reason: z.string() });
const score = scoreHundredths.nullable();

/** Check-in, theory marks, practical marks. */
export const examDayEvents = {
  'checkin.recorded': event(
    z.strictObject({
      checkInId,
      sittingId,
      enrolmentId,
      method: z.enum(entryMethods),
      minutesLate: z.int(),
      exception: z.string().nullable(),
    }),
    z.strictObject({ reason: z.string().nullable() }),
    (d) => [d.enrolmentId],
  ),
  'checkin.undone': event(z.strictObject({ checkInId, enrolmentId }), reason, (d) => [d.enrolmentId]),
  'sitting.admitting': event(z.strictObject({ sittingId }), null, (d) => [d.sittingId]),
  'sitting.started': event(z.strictObject({ sittingId }), null, (d) => [d.sittingId]),
  'sitting.finished': event(z.strictObject({ sittingId, absent: z.array(enrolmentId) }), null, (d) => [
    d.sittingId,
    ...d.absent,
  ]),
  'theory.imported': event(
    z.strictObject({
      batchId,
      fileSha256: sha256Hex,
      fileSize: z.int(),
      marks: z.array(z.strictObject({ enrolmentId, scoreHundredths: score, row: z.int() })),
    }),
    z.strictObject({ fileName: z.string() }),
    (d) => d.marks.map((mark) => mark.enrolmentId),
  ),
  'theory.entered': event(z.strictObject({ enrolmentId, by: userId, scoreHundredths: score }), null, (d) => [
    d.enrolmentId,
  ]),
  'theory.resolved': event(
    z.strictObject({ enrolmentId, by: userId, scoreHundredths: score }),
    reason,
    (d) => [d.enrolmentId],
  ),
  'substitution.proposed': event(
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
    z.strictObject({ substitutionId, enrolmentId, decision: z.enum(substitutionDecisions), by: userId }),
    reason,
    (d) => [d.enrolmentId],
  ),
  'rubric.adopted': event(
    z.strictObject({
      rubricId,
      batchId,
      occupationLevel,
      modules: z.array(rubricModule),
      rubricSha256: sha256Hex,
      fileSha256: sha256Hex.nullable(),
    }),
    null,
    (d) => [d.batchId],
  ),
  'sheet.marked': event(
    z.strictObject({ enrolmentId, kind: sheetKind, scorerId: userId, marks: z.array(itemMark) }),
    null,
    (d) => [d.enrolmentId],
  ),
  'sheet.signed': event(
    z.strictObject({ enrolmentId, kind: sheetKind, scorerId: userId, sheetSha256: sha256Hex }),
    null,
    (d) => [d.enrolmentId],
  ),
  'sheet.verified': event(
    z.strictObject({ enrolmentId, kind: sheetKind, scorerId: userId, verifierId: userId }),
    null,
    (d) => [d.enrolmentId],
  ),
  'adjudication.decided': event(
    z.strictObject({
      enrolmentId,
      moduleNo: z.int(),
      itemNo: z.int(),
      scoreHundredths,
      vetoed: z.boolean(),
      by: userId,
    }),
    reason,
    (d) => [d.enrolmentId],
  ),
};
