import { eq, sql } from 'drizzle-orm';
import type { Apply, Decide } from '../ledger/capability.ts';
import { preparedOnce } from '../store/openDatabase.ts';
import { recordCheckIn, undoCheckIn } from './record.ts';
import { admit, finish, start } from './steps.ts';
import { checkIns } from './tables.ts';

export const decide: Decide = {
  'checkin.record': recordCheckIn,
  'checkin.undo': undoCheckIn,
  'sitting.admit': admit,
  'sitting.start': start,
  'sitting.finish': finish,
};

const insertCheckIn = `INSERT INTO check_ins (check_in_id, sitting_id, enrolment_id, method, minutes_late, exception, reason, at, "by", undone, seq)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 0, ?)`;

export const apply: Apply = {
  'checkin.recorded': (store, { seq, at, actor, data, personal }) => {
    const { checkInId, sittingId, enrolmentId, method, minutesLate, exception } = data;
    const reason = personal?.reason ?? null;
    store
      .hot(insertCheckIn)
      .run(checkInId, sittingId, enrolmentId, method, minutesLate, exception, reason, at, actor, seq);
  },
  'checkin.undone': (store, { at, actor, data, personal }) =>
    void undoneEntry(store).run({
      checkInId: data.checkInId,
      at,
      by: actor,
      reason: personal?.reason ?? null,
    }),
};

const undoneEntry = preparedOnce(({ orm }) =>
  orm
    .update(checkIns)
    .set({
      undone: true,
      undoneAt: sql`${sql.placeholder('at')}`,
      undoneBy: sql`${sql.placeholder('by')}`,
      undoneReason: sql`${sql.placeholder('reason')}`,
    })
    .where(eq(checkIns.checkInId, sql.placeholder('checkInId')))
    .prepare(),
);
