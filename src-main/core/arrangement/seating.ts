import { and, eq, inArray } from 'drizzle-orm';
import { ulid } from 'ulid';
import type { CommandInput } from '#shared/contract/commands/index.ts';
import type { EnrolmentId, RoomId, SittingId, BatchId, CandidateId } from '#shared/contract/ids.ts';
import type { Level } from '#shared/domain/level.ts';
import type { Subject } from '#shared/domain/subject.ts';
import { divideIntoTurns, fillRooms, keepClassesApart, seatingOrder } from '#shared/domain/seating.ts';
import { overlaps, siteDay } from '#shared/domain/sittingTimes.ts';
import type { PlannedTime } from '#shared/domain/sittingTimes.ts';
import { sshPublicKeyLine } from '#node/ed25519.ts';
import { ticketKeyOf } from '#node/ticketToken.ts';
import { batchRow } from '../batches/queries.ts';
import type { BatchRow } from '../batches/queries.ts';
import { isFrozen, substitutedEnrolments } from '../enrolments/standing.ts';
import type { DecideContext, Decision, NewEvent } from '../ledger/capability.ts';
import { decided, happened, refused } from '../ledger/capability.ts';
import { candidates, enrolments } from '../candidates/tables.ts';
import type { Store } from '../store/openDatabase.ts';
import { planSessions } from './sessionPlan.ts';
import type { SessionPlan } from './sessionPlan.ts';
import { ticketGiver } from './tickets.ts';
import { examSessions, seats, sittings } from './tables.ts';
import { newWorkpieceCode } from './workpieceCode.ts';
import { divideWorkshops } from './workshops.ts';
import type { OccupationGroup } from './workshops.ts';

/** An enrolment that wants seats. */
interface Sitter {
  readonly id: EnrolmentId;
  readonly candidateId: CandidateId;
  readonly className: string | null;
  readonly edition: string;
  readonly code: string;
  readonly occupationName: string;
  readonly level: Level;
  readonly ticketNumber: string | null;
  readonly workpieceCode: string | null;
}

interface NewSeat {
  readonly sittingId: SittingId;
  readonly subject: Subject;
  readonly seatNo: number;
}

/**
 * Seats everybody of the batch who has no seat yet in the subjects of the given sessions: sessions in the order given, their
 * rooms in order, seats from 1. All or nothing: with too few places, or when somebody would have to sit in two places at
 * once, nothing happens and the refusal says the numbers. What an earlier arrangement made stays as it is.
 */
export function decideSeating(context: DecideContext, input: CommandInput<'arrangement.seat'>): Decision {
  const { store } = context;
  const batch = batchRow(store, input.batchId);
  if (batch === null) return refused('batch-unknown');
  if (context.signingKey === null) return refused('site-not-founded');
  if (isFrozen(store, input.batchId)) return refused('results-frozen');
  for (const session of input.sessions) {
    const day = siteDay(session.startsAt);
    if (day < batch.firstDay || day > batch.lastDay)
      return refused('session-outside-batch', { day, firstDay: batch.firstDay, lastDay: batch.lastDay });
  }
  const planned = planSessions(store, batch, input.sessions, () => newSittingId(context));
  if (!planned.ok) return planned;
  const people = sittersOf(store, batch.batchId);
  const busy = busyTimes(store, batch.batchId);
  const seated = seatedEnrolments(store, batch.batchId);
  const substituted = substitutedEnrolments(store, input.batchId);
  const newSeats = new Map<EnrolmentId, NewSeat[]>();
  const counts = { theory: 0, practical: 0 };
  for (const subject of new Set(input.sessions.map((session) => session.subject))) {
    const waiting = people.filter(
      (person) =>
        !seated.has(`${person.id} ${subject}`) && !(subject === 'theory' && substituted.has(person.id)),
    );
    const turns = planned.sessions.filter((session) => session.subject === subject);
    // In a workshop one occupation a sitting: welders never sit at lathes.
    const groups =
      subject === 'practical' ? divideWorkshops(waiting, turns) : [{ name: '', people: waiting, turns }];
    for (const group of groups) {
      const refusal = seatGroup(group, subject, input, busy, newSeats);
      if (refusal !== null) return refusal;
    }
    counts[subject] = waiting.length;
  }
  if (newSeats.size === 0) return refused('nobody-to-seat');
  return writeDown(context, batch, input, planned.sessions, people, newSeats, counts);
}

/** Seats people of one subject (and occupation); notes seats and times. Answers a refusal, or null when all have a seat. */
function seatGroup(
  { name, people: waiting, turns }: OccupationGroup<Sitter>,
  subject: Subject,
  input: CommandInput<'arrangement.seat'>,
  busy: Map<string, PlannedTime[]>,
  newSeats: Map<EnrolmentId, NewSeat[]>,
): Decision | null {
  const places = turns.reduce((sum, turn) => sum + turn.places, 0);
  if (waiting.length > places) {
    const numbers = { people: waiting.length, places, missing: waiting.length - places };
    return subject === 'theory'
      ? refused('places-missing-theory', numbers)
      : refused('places-missing-practical', { name, ...numbers });
  }
  const ordered = seatingOrder(waiting, input.rule, input.seed);
  const rank = new Map(ordered.map((person, index) => [person.id, index]));
  const members = new Map<string, Sitter[]>(turns.map((turn) => [turn.id, []]));
  for (const round of onePersonOnce(ordered)) {
    const left = turns.map((turn) => ({
      ...turn,
      places: turn.places - (members.get(turn.id)?.length ?? 0),
    }));
    const divided = divideIntoTurns(
      round,
      left,
      (person, turn) => !(busy.get(person.candidateId) ?? []).some((time) => overlaps(time, turn)),
    );
    if (divided.left.length > 0) return refused('seats-overlap', { people: divided.left.length });
    for (const turn of turns) {
      for (const person of divided.byTurn.get(turn.id) ?? []) {
        members.get(turn.id)?.push(person);
        busy.set(person.candidateId, [...(busy.get(person.candidateId) ?? []), turn]);
      }
    }
  }
  for (const turn of turns) {
    const inOrder = (members.get(turn.id) ?? []).sort(
      (one, other) => (rank.get(one.id) ?? 0) - (rank.get(other.id) ?? 0),
    );
    const group = input.rule === 'classesApart' ? keepClassesApart(inOrder) : inOrder;
    for (const seat of fillRooms(group, turn.rooms)) {
      const id = seat.personId as EnrolmentId;
      newSeats.set(id, [
        ...(newSeats.get(id) ?? []),
        { sittingId: seat.roomId as SittingId, subject, seatNo: seat.seatNo },
      ]);
    }
  }
  return null;
}

function writeDown(
  context: DecideContext,
  batch: BatchRow,
  input: CommandInput<'arrangement.seat'>,
  sessions: readonly SessionPlan[],
  people: readonly Sitter[],
  newSeats: ReadonlyMap<EnrolmentId, readonly NewSeat[]>,
  counts: Readonly<Record<Subject, number>>,
): Decision {
  if (context.signingKey === null) return refused('site-not-founded');
  const { batchId } = input;
  const ticketPublicKey = sshPublicKeyLine(ticketKeyOf(context.signingKey, batchId));
  const events: NewEvent[] = [
    happened(
      'arrangement.made',
      batchId,
      { batchId, rule: input.rule, seed: input.seed, ticketPublicKey },
      null,
    ),
  ];
  const used = new Set([...newSeats.values()].flat().map((seat) => seat.sittingId));
  const sittingEvents: NewEvent[] = [];
  let roomsLeftEmpty = 0;
  for (const session of sessions) {
    const fresh = session.rooms.filter((room) => room.isNew);
    const needed = fresh.filter((room) => used.has(room.id));
    roomsLeftEmpty += fresh.length - needed.length;
    if (needed.length > 0 && session.isNew) {
      const { id: sessionId, subject, startsAt, minutes } = session;
      events.push(
        happened('session.planned', batchId, { sessionId, batchId, subject, startsAt, minutes }, null),
      );
    }
    for (const room of needed) {
      const data = {
        sittingId: room.id,
        sessionId: session.id,
        batchId,
        roomId: room.roomId as RoomId,
        places: room.places,
      };
      sittingEvents.push(happened('sitting.planned', batchId, data, null));
    }
  }
  events.push(...sittingEvents);
  const giveTicket = ticketGiver(context.store, batch);
  const codes = new Set(
    people.flatMap((person) => (person.workpieceCode === null ? [] : [person.workpieceCode])),
  );
  for (const person of people) {
    const seats = newSeats.get(person.id);
    if (seats === undefined) continue;
    const ticketNumber = person.ticketNumber ?? giveTicket(person);
    if (ticketNumber === null)
      return refused('ticket-serials-used-up', { code: person.code, level: person.level });
    const practical = seats.some((seat) => seat.subject === 'practical');
    const workpieceCode =
      person.workpieceCode ?? (practical ? newWorkpieceCode(context.random, codes) : null);
    events.push(
      happened(
        'enrolment.arranged',
        batchId,
        { enrolmentId: person.id, ticketNumber, workpieceCode, seats: [...seats] },
        null,
      ),
    );
  }
  return decided(events, {
    seated: counts,
    people: newSeats.size,
    sittings: sittingEvents.length,
    roomsLeftEmpty,
  });
}

/** Everybody of the batch who has not withdrawn, in roster order. */
function sittersOf(store: Store, batchId: BatchId): readonly Sitter[] {
  return store.orm
    .select({
      id: enrolments.enrolmentId,
      candidateId: enrolments.candidateId,
      className: candidates.className,
      edition: enrolments.edition,
      code: enrolments.code,
      occupationName: enrolments.occupationName,
      level: enrolments.level,
      ticketNumber: enrolments.ticketNumber,
      workpieceCode: enrolments.workpieceCode,
    })
    .from(enrolments)
    .leftJoin(candidates, eq(candidates.candidateId, enrolments.candidateId))
    .where(and(eq(enrolments.batchId, batchId), eq(enrolments.withdrawn, false)))
    .orderBy(enrolments.seq)
    .all();
}

/** When the people of a batch sit already, in this batch or another, by candidate. */
function busyTimes(store: Store, batchId: BatchId): Map<string, PlannedTime[]> {
  const here = store.orm
    .select({ candidateId: enrolments.candidateId })
    .from(enrolments)
    .where(eq(enrolments.batchId, batchId));
  const rows = store.orm
    .select({
      candidateId: enrolments.candidateId,
      startsAt: examSessions.startsAt,
      minutes: examSessions.minutes,
    })
    .from(enrolments)
    .innerJoin(seats, eq(seats.enrolmentId, enrolments.enrolmentId))
    .innerJoin(sittings, eq(sittings.sittingId, seats.sittingId))
    .innerJoin(examSessions, eq(examSessions.sessionId, sittings.sessionId))
    .where(and(eq(enrolments.withdrawn, false), inArray(enrolments.candidateId, here)))
    .all();
  const busy = new Map<string, PlannedTime[]>();
  for (const row of rows) busy.set(row.candidateId, [...(busy.get(row.candidateId) ?? []), row]);
  return busy;
}

function seatedEnrolments(store: Store, batchId: BatchId): ReadonlySet<string> {
  const rows = store.orm
    .select({ id: seats.enrolmentId, subject: seats.subject })
    .from(seats)
    .innerJoin(enrolments, eq(enrolments.enrolmentId, seats.enrolmentId))
    .where(eq(enrolments.batchId, batchId))
    .all();
  return new Set(rows.map((row) => `${row.id} ${row.subject}`));
}

/** Rounds in each of which a person stands once: who is enrolled for two occupations must not sit twice at one time. */
function onePersonOnce(ordered: readonly Sitter[]): readonly (readonly Sitter[])[] {
  const rounds: Sitter[][] = [];
  const seen = new Map<string, number>();
  for (const person of ordered) {
    const round = seen.get(person.candidateId) ?? 0;
    seen.set(person.candidateId, round + 1);
    (rounds[round] ??= []).push(person);
  }
  return rounds;
}

function newSittingId(context: DecideContext): SittingId {
  return ulid(Date.parse(context.at), () => (context.random(1)[0] ?? 0) / 256) as SittingId;
}
