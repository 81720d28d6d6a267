import { z } from 'zod';
import { command } from '../command.ts';
import { checkInId, enrolmentId, sittingId } from '../ids.ts';
import { longText } from '../values.ts';

/** 入场核验. */
export const checkinCommands = {
  'checkin.record': command(
    z.strictObject({
      checkInId,
      sittingId,
      enrolmentId,
      method: z.enum(['scan', 'typed']),
      /** Given when the verdict was not plain (late, other room); such an entry needs the second person's words. */
      exception: z
        .strictObject({ code: z.enum(['late', 'document-missing', 'entered-later']), reason: longText })
        .nullable(),
    }),
    ['invigilator', 'chief', 'registrar'],
    {
      secondPerson: ['invigilator', 'chief', 'registrar'],
      secondPersonWhen: (input) => input.exception !== null,
    },
  ),
  'checkin.undo': command(z.strictObject({ checkInId, reason: longText }), [
    'invigilator',
    'chief',
    'registrar',
  ]),
  'sitting.admit': command(z.strictObject({ sittingId }), ['invigilator', 'chief']),
  'sitting.start': command(z.strictObject({ sittingId }), ['invigilator', 'chief']),
  /** 考试结束 and 已收卷 in one: whoever has not been checked in is absent from now on. */
  'sitting.finish': command(z.strictObject({ sittingId }), ['invigilator', 'chief']),
};
