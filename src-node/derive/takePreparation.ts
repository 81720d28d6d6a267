import type { EventType } from '#shared/contract/events/index.ts';
import type { SittingId } from '#shared/contract/ids.ts';
import type { BatchRead, SittingRead } from './facts.ts';
import { refuse } from '#shared/formats/formatRefusal.ts';
import { parseCheckpoint } from '#shared/formats/checkpointText.ts';
import { demand } from '../attempt.ts';
import { videoLine } from '../checkpoint.ts';
import { enrolmentOf, known, nothing } from './reading.ts';
import type { Take } from './reading.ts';

function sittingOf(
  batch: BatchRead,
  { seq, data }: { readonly seq: number; readonly data: { readonly sittingId: SittingId } },
): SittingRead {
  return known(batch.sittings.get(data.sittingId), seq);
}

/** Site, rooms, enrolments, seats, and the door. */
export const takePreparation = {
  'site.founded': (batch, { data }) => void (batch.founded = data),
  'site.recoveryRenewed': nothing,
  'site.recoverySheetKept': nothing,
  'equipment.registered': nothing,
  'equipment.imported': nothing,
  'equipment.changed': nothing,
  'equipment.moved': nothing,
  'equipment.stateSet': nothing,
  'equipment.calibrated': nothing,
  'equipment.scrapped': nothing,
  'equipment.unscrapped': nothing,
  'equipment.photoAdded': nothing,
  'equipment.storeAdded': nothing,
  'equipment.kitSet': nothing,
  'equipment.kitRemoved': nothing,
  'equipment.handedOver': nothing,
  'equipment.takingOpened': nothing,
  'equipment.seen': nothing,
  'equipment.takingClosed': nothing,
  'equipment.takingDropped': nothing,
  'institution.occupationFiled': nothing,
  'centre.enrolled': nothing,
  'institution.licenceConfirmed': nothing,
  'institution.calendarReplaced': nothing,
  'clock.jumped': nothing,
  'checkpoint.made': (batch, { seq, data }) => {
    const parsed = parseCheckpoint(data.text);
    demand(parsed.ok, refuse('row-out-of-place', { seq }));
    demand(
      parsed.value.video === videoLine(batch.video),
      refuse('checkpoint-video-differs', { size: data.size }),
    );
  },
  'ledger.restored': nothing,

  'batch.created': (batch, { seq, at, data }) => {
    batch.created = data;
    batch.made = { at, seq };
  },
  'batch.rulesChanged': (batch, { data: { rules, ruleSetHash } }) => {
    if (batch.created !== null) batch.created = { ...batch.created, rules, ruleSetHash };
  },
  'batch.planRecorded': nothing,

  'roster.imported': nothing,
  'enrolment.registered': (batch, { seq, data, personal }) => {
    batch.identities.set(data.candidateId, personal);
    batch.enrolments.set(data.enrolmentId, {
      enrolmentId: data.enrolmentId,
      candidateId: data.candidateId,
      occupationLevel: data.occupationLevel,
      seq,
      withdrawn: false,
      ticketNumber: null,
      seats: new Map(),
      imported: null,
      compared: null,
      entries: new Map(),
      resolved: null,
      substitutions: new Map(),
      sheets: new Map(),
      adjudications: [],
    });
  },
  'enrolment.withdrawn': (batch, { seq, data }) => {
    enrolmentOf(batch, seq, data.enrolmentId).withdrawn = true;
  },
  'candidate.corrected': (batch, row) => {
    const { candidateId } = row.data;
    // A person of another batch whose old row names no batch stands in no list of this one.
    if (!batch.identities.has(candidateId)) return;
    batch.corrections.push({ row, before: batch.identities.get(candidateId) ?? null });
    batch.identities.set(candidateId, row.personal?.identity ?? null);
  },
  'candidate.blanked': (batch, { data }) => {
    for (const blanked of data.rows) batch.blankings.add(blanked);
    if (batch.identities.has(data.candidateId)) batch.identities.set(data.candidateId, null);
  },

  'room.added': (batch, { data }) => void batch.rooms.set(data.roomId, data),
  // Which room stood in which sitting is derived; what it is fitted for is not in the lists.
  'room.occupationsSet': nothing,
  'arrangement.made': nothing,
  'session.planned': (batch, { data }) => void batch.sessions.set(data.sessionId, data),
  'sitting.planned': (batch, { data }) =>
    void batch.sittings.set(data.sittingId, {
      planned: data,
      state: 'notStarted',
      admittedAt: null,
      startedAt: null,
      finishedAt: null,
      staff: [],
      absent: new Set(),
    }),
  'enrolment.arranged': (batch, { seq, data }) => {
    const enrolment = enrolmentOf(batch, seq, data.enrolmentId);
    enrolment.ticketNumber = data.ticketNumber;
    for (const { subject, sittingId, seatNo } of data.seats)
      enrolment.seats.set(subject, { sittingId, seatNo });
  },
  'staff.assigned': (batch, row) => {
    const { userId, duty } = row.data;
    sittingOf(batch, row).staff.push({ userId, duty });
  },
  'staff.released': (batch, row) => {
    const { userId, duty } = row.data;
    const { staff } = sittingOf(batch, row);
    const at = staff.findIndex((one) => one.userId === userId && one.duty === duty);
    if (at >= 0) staff.splice(at, 1);
  },

  'sitting.admitting': (batch, row) => {
    const sitting = sittingOf(batch, row);
    sitting.state = 'admitting';
    sitting.admittedAt = row.at;
  },
  'sitting.started': (batch, row) => {
    const sitting = sittingOf(batch, row);
    sitting.state = 'running';
    sitting.startedAt = row.at;
  },
  'sitting.finished': (batch, row) => {
    const sitting = sittingOf(batch, row);
    sitting.state = 'finished';
    sitting.finishedAt = row.at;
    for (const enrolmentId of row.data.absent) sitting.absent.add(enrolmentId);
  },
  'checkin.recorded': (batch, row) =>
    void batch.checkIns.set(row.data.checkInId, { entry: row, undone: null }),
  'checkin.undone': (batch, row) => {
    known(batch.checkIns.get(row.data.checkInId), row.seq).undone = row;
  },
} satisfies { readonly [Type in EventType]?: Take<Type> };
