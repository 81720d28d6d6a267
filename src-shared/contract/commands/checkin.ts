import { z } from 'zod';
import { entryExceptions, entryMethods } from '../../domain/checkIn.ts';
import { entrance, sittingLeaders } from '../../domain/roles.ts';
import { command } from '../command.ts';
import { checkInId, enrolmentId, sittingId } from '../ids.ts';
import { longText } from '../values.ts';

/** 入场核验. */
export const checkinCommands = {
  'checkin.record': command(
    'person',
    z.strictObject({
      checkInId,
      sittingId,
      enrolmentId,
      method: z.enum(entryMethods),
      /** Given when the verdict was not plain (late, other room); such an entry needs the second person's words. */
      exception: z.strictObject({ code: z.enum(entryExceptions), reason: longText }).nullable(),
    }),
    entrance,
    {
      secondPerson: entrance,
      secondPersonWhen: (input) => input.exception !== null,
    },
  ),
  'checkin.undo': command('person', z.strictObject({ checkInId, reason: longText }), entrance),
  'sitting.admit': command('person', z.strictObject({ sittingId }), sittingLeaders),
  'sitting.start': command('person', z.strictObject({ sittingId }), sittingLeaders),
  /** 考试结束 and 已收卷 in one: whoever has not been checked in is absent from now on. */
  'sitting.finish': command('person', z.strictObject({ sittingId }), sittingLeaders),
};
