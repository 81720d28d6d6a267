import { z } from 'zod';
import { itemMark, rubricModule, sheetKind } from '../commands/practical.ts';
import { open, roles, sealedUntil } from './audience.ts';
import { sheetReaders } from '../../domain/roles.ts';
import { event, reason } from './event.ts';
import { batchId, enrolmentId, rubricId, userId } from '../ids.ts';
import { occupationLevel, scoreHundredths, sha256Hex } from '../values.ts';

export const practicalEvents = {
  'rubric.adopted': event(
    open,
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
    sealedUntil('sheetOpen', ...sheetReaders),
    z.strictObject({ enrolmentId, kind: sheetKind, scorerId: userId, marks: z.array(itemMark) }),
    null,
    (d) => [d.enrolmentId],
  ),
  'sheet.signed': event(
    sealedUntil('sheetOpen', ...sheetReaders),
    z.strictObject({ enrolmentId, kind: sheetKind, scorerId: userId, sheetSha256: sha256Hex }),
    null,
    (d) => [d.enrolmentId],
  ),
  'sheet.verified': event(
    open,
    z.strictObject({ enrolmentId, kind: sheetKind, scorerId: userId, verifierId: userId }),
    null,
    (d) => [d.enrolmentId],
  ),
  'adjudication.decided': event(
    roles(...sheetReaders),
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
