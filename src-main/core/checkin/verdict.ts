import type { SittingId } from '#shared/contract/ids.ts';
import type { Subject } from '#shared/domain/subject.ts';
import type { CheckInLookup, CheckInPerson } from '#shared/contract/views/examDay.ts';
import type { SittingState } from '#shared/domain/sittingTimes.ts';
import { isOver, minutesLate, siteDay } from '#shared/domain/sittingTimes.ts';
import { peopleNames } from '../access/queries.ts';
import type { SittingRow } from '../arrangement/queries.ts';
import { batchRow } from '../batches/queries.ts';
import { identityOf, lineColumns, occupationLevelOf } from '../enrolments/people.ts';
import type { StoredLine } from '../enrolments/people.ts';
import { isFrozen, isSubstituted } from '../enrolments/standing.ts';
import type { Store } from '../store/openDatabase.ts';
import { liveCheckIn } from './queries.ts';

/** An enrolment as the door needs it. */
export type PersonRow = StoredLine & { readonly batchName: string };

export const personColumns = `SELECT ${lineColumns}, b.name AS batchName`;

interface PersonSeat {
  readonly sittingId: SittingId;
  readonly subject: Subject;
  readonly seatNo: number;
  readonly roomName: string;
  readonly startsAt: string;
  readonly state: SittingState;
}

const seatsOfPerson = `SELECT s.sitting_id AS sittingId, s.subject AS subject, s.seat_no AS seatNo, r.name AS roomName, x.starts_at AS startsAt, t.state AS state
  FROM seats s JOIN sittings t ON t.sitting_id = s.sitting_id JOIN exam_sessions x ON x.session_id = t.session_id
  JOIN rooms r ON r.room_id = t.room_id WHERE s.enrolment_id = ? ORDER BY x.starts_at`;

/** Minutes after the real start until which people come in without an exception (rules of the batch). */
export function lateLimit(store: Store, sitting: SittingRow): number {
  const rules = batchRow(store, sitting.batchId)?.rules;
  return (sitting.subject === 'theory' ? rules?.theoryLateMinutes : rules?.practicalLateMinutes) ?? 0;
}

/** The verdict on one person at the door of a sitting, with the person's card, the facts and the way out. */
export function verdictOn(store: Store, sitting: SittingRow, person: PersonRow, at: string): CheckInLookup {
  const seats = store.hot<PersonSeat>(seatsOfPerson).all(person.enrolmentId);
  const here = seats.find((seat) => seat.sittingId === sitting.sittingId);
  if (person.withdrawn === 1) return answer('withdrawn', person, here, {});
  if (person.batchId !== sitting.batchId)
    return answer('other-batch', person, nextSeat(seats, at), { batch: person.batchName });
  if (sitting.subject === 'theory' && isSubstituted(store, person.enrolmentId))
    return answer('substituted', person, here, {});
  if (here === undefined) return elsewhere(sitting, person, seats, at);
  const before = liveCheckIn(store, sitting.sittingId, person.enrolmentId);
  if (before !== null) {
    const by = peopleNames(store).get(before.by) ?? '—';
    return answer('already-in', person, here, { at: before.at, by, seat: here.seatNo });
  }
  switch (sitting.state) {
    case 'notStarted':
      if (siteDay(here.startsAt) !== siteDay(at)) return answer('wrong-day', person, here, placeOf(here));
      return answer('too-early', person, here, { startsAt: here.startsAt });
    case 'admitting':
    case 'running': {
      const late = sitting.state === 'running' ? minutesLate(sitting.startedAt, at) : 0;
      const facts = late > 0 ? { minutesLate: late } : {};
      if (late > lateLimit(store, sitting)) return answer('late', person, here, facts, 'late');
      return answer('welcome', person, here, facts);
    }
    case 'finished':
      return answer(
        'sitting-closed',
        person,
        here,
        {},
        isFrozen(store, sitting.batchId) ? null : 'entered-later',
      );
  }
}

/** The person belongs to the batch but has no seat in this sitting. */
function elsewhere(
  sitting: SittingRow,
  person: PersonRow,
  seats: readonly PersonSeat[],
  at: string,
): CheckInLookup {
  const today = siteDay(at);
  const ofSubject = seats.filter((seat) => seat.subject === sitting.subject);
  const right = nextSeat(ofSubject.length > 0 ? ofSubject : seats, at);
  // Registered after the arrangement was made, and not seated yet: nothing here to let in.
  if (right === undefined) return answer('unknown-ticket', person, undefined, {});
  if (siteDay(right.startsAt) !== today) return answer('wrong-day', person, right, placeOf(right));
  if (right.roomName !== sitting.roomName) return answer('wrong-room', person, right, placeOf(right));
  // The right room in another turn.
  if (isOver(right.state)) return answer('sitting-closed', person, right, { startsAt: right.startsAt });
  return answer(
    right.startsAt > sitting.startsAt ? 'too-early' : 'wrong-room',
    person,
    right,
    placeOf(right),
  );
}

/** Today's seat that is not over, else the next day's, else the latest. */
function nextSeat(seats: readonly PersonSeat[], at: string): PersonSeat | undefined {
  const today = siteDay(at);
  const open = seats.filter((seat) => !isOver(seat.state));
  return (
    open.find((seat) => siteDay(seat.startsAt) === today) ??
    seats.find((seat) => siteDay(seat.startsAt) === today) ??
    open.find((seat) => siteDay(seat.startsAt) > today) ??
    seats.at(-1)
  );
}

function placeOf(seat: PersonSeat): Readonly<Record<string, string | number>> {
  return { day: siteDay(seat.startsAt), room: seat.roomName, startsAt: seat.startsAt, seat: seat.seatNo };
}

function answer(
  verdict: CheckInLookup['verdict'],
  person: PersonRow,
  seat: PersonSeat | undefined,
  facts: CheckInLookup['facts'],
  exception: CheckInLookup['exception'] = null,
): CheckInLookup {
  return { verdict, person: cardOf(person, seat), choices: [], facts, exception };
}

/** A person to choose from: with the seat in this sitting, or the next one elsewhere. */
export function choiceOf(store: Store, sitting: SittingRow, person: PersonRow, at: string): CheckInPerson {
  const seats = store.hot<PersonSeat>(seatsOfPerson).all(person.enrolmentId);
  return cardOf(person, seats.find((seat) => seat.sittingId === sitting.sittingId) ?? nextSeat(seats, at));
}

function cardOf(person: PersonRow, seat: PersonSeat | undefined): CheckInPerson {
  return {
    enrolmentId: person.enrolmentId,
    identity: identityOf(person),
    ticketNumber: person.ticketNumber,
    occupationLevel: occupationLevelOf(person),
    batchName: person.batchName,
    seatNo: seat?.seatNo ?? null,
    roomName: seat?.roomName ?? null,
    startsAt: seat?.startsAt ?? null,
  };
}
