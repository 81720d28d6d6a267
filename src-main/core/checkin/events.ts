import type { Apply, Capability, Decide } from '../ledger/capability.ts';
import { recordCheckIn, undoCheckIn } from './record.ts';
import { admit, finish, start } from './steps.ts';
import { checkIns } from './tables.ts';

const decide: Decide = {
  'checkin.record': recordCheckIn,
  'checkin.undo': undoCheckIn,
  'sitting.admit': admit,
  'sitting.start': start,
  'sitting.finish': finish,
};

const insertCheckIn = `INSERT INTO check_ins (check_in_id, sitting_id, enrolment_id, method, minutes_late, exception, reason, at, "by", undone, seq)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 0, ?)`;
const markUndone =
  'UPDATE check_ins SET undone = 1, undone_at = ?, undone_by = ?, undone_reason = ? WHERE check_in_id = ?';

const apply: Apply = {
  'checkin.recorded': (store, { seq, at, actor, data, personal }) => {
    const { checkInId, sittingId, enrolmentId, method, minutesLate, exception } = data;
    const reason = personal?.reason ?? null;
    store
      .statement(insertCheckIn)
      .run(checkInId, sittingId, enrolmentId, method, minutesLate, exception, reason, at, actor, seq);
  },
  'checkin.undone': (store, { at, actor, data, personal }) =>
    void store.statement(markUndone).run(at, actor, personal?.reason ?? null, data.checkInId),
};

/** 入场核验. The states of a sitting are decided here and applied by the arrangement, where their table is. */
export const checkinCapability: Capability = { name: 'checkin', tables: [checkIns], decide, apply };
