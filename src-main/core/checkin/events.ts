import { eq } from 'drizzle-orm';
import type { Apply, Decide } from '../ledger/capability.ts';
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
    void store.orm
      .update(checkIns)
      .set({ undone: true, undoneAt: at, undoneBy: actor, undoneReason: personal?.reason ?? null })
      .where(eq(checkIns.checkInId, data.checkInId))
      .run(),
};
