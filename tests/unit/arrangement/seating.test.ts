import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { BatchId, EnrolmentId } from '#shared/contract/ids.ts';
import { isTicketNumber, readTicketNumber } from '#shared/domain/ticketNumber.ts';
import { sshPublicKeyLine } from '#node/ed25519.ts';
import { ticketKeyOf } from '#node/ticketToken.ts';
import { arrangementView } from '../../../src-main/core/arrangement/views.ts';
import {
  arrangedSite,
  batchId,
  documentNumberOf,
  hanDigits,
  signingKey,
  testId,
  welder,
} from '../../support/arrangedSite.ts';
import type { TestPerson, TestSession } from '../../support/arrangedSite.ts';

type Site = Awaited<ReturnType<typeof arrangedSite>>;
let site: Site;
beforeEach(async () => {
  site = await arrangedSite();
  await site.room(1, 'theory', 30);
  await site.room(2, 'theory', 2);
  await site.room(3, 'practical', 3);
});
afterEach(() => site.remove());

const nine: TestSession = {
  number: 1,
  subject: 'theory',
  startsAt: '2026-11-24T01:00:00.000Z',
  rooms: [1, 2],
};
const two: TestSession = {
  number: 2,
  subject: 'practical',
  startsAt: '2026-11-24T06:00:00.000Z',
  rooms: [3],
};
const four: TestSession = {
  number: 3,
  subject: 'practical',
  startsAt: '2026-11-24T08:00:00.000Z',
  rooms: [3],
};

function people(count: number, more: Partial<TestPerson> = {}): readonly TestPerson[] {
  return Array.from({ length: count }, (_, index) => ({ name: `考生${hanDigits(index)}`, ...more }));
}
const seat = (
  sessions: readonly TestSession[],
  rule: 'rosterOrder' | 'shuffled' | 'classesApart' = 'rosterOrder',
) => ({
  batchId,
  rule,
  seed: 7,
  sessions: site.sessions(sessions),
});
/** `room/seat` of everybody of a subject, in roster order; null: no seat. */
function seatsOf(subject: string, ids: readonly EnrolmentId[]): readonly (string | null)[] {
  const view = arrangementView(site.store, batchId);
  const places = new Map(
    (view?.sittings ?? [])
      .filter((sitting) => sitting.subject === subject)
      .flatMap((sitting) =>
        sitting.seats.map((one) => [
          one.enrolmentId,
          `${sitting.roomName.slice(2, 3)}/${sitting.startsAt.slice(11, 13)}/${one.seatNo}`,
        ]),
      ),
  );
  return ids.map((id) => places.get(id) ?? null);
}

describe('arrangement.seat', () => {
  it('fills rooms in order, seats from 1, no more than 30 in a theory room', async () => {
    const ids = await site.register(people(32));
    expect(await site.done('registrar', 'arrangement.seat', seat([nine]))).toEqual({
      seated: { theory: 32, practical: 0 },
      people: 32,
      sittings: 2,
      roomsLeftEmpty: 0,
    });
    const seats = seatsOf('theory', ids);
    expect([seats[0], seats[29], seats[30], seats[31]]).toEqual(['1/01/1', '1/01/30', '2/01/1', '2/01/2']);
    expect(new Set(seats).size).toBe(32);
  });

  it('is refused with the numbers when places are missing, and then seats nobody', async () => {
    await site.register(people(33));
    expect(await site.refusal('chief', 'arrangement.seat', seat([nine, two]))).toEqual({
      code: 'places-missing-theory',
      people: 33,
      places: 32,
      missing: 1,
    });
    expect(arrangementView(site.store, batchId)).toMatchObject({
      unseated: { theory: 33, practical: 33 },
      sittings: [],
    });
  });

  it('fills the rooms of the first turn, then the next', async () => {
    const ids = await site.register(people(5));
    await site.done('chief', 'arrangement.seat', seat([nine, two, four]));
    expect(seatsOf('practical', ids)).toEqual(['3/06/1', '3/06/2', '3/06/3', '3/08/1', '3/08/2']);
  });

  it('leaves out rooms and turns that nobody needs', async () => {
    await site.register(people(3));
    expect(await site.done('chief', 'arrangement.seat', seat([nine, two, four]))).toMatchObject({
      sittings: 2,
      roomsLeftEmpty: 2,
    });
  });

  it('never seats a person in two overlapping sittings: the turns are swapped', async () => {
    await site.room(4, 'practical', 3);
    await site.room(5, 'theory', 3);
    const ids = await site.register(people(6));
    const at = (
      number: number,
      subject: 'theory' | 'practical',
      startsAt: string,
      room: number,
    ): TestSession => ({ number, subject, startsAt, minutes: 60, rooms: [room] });
    const [early, late] = ['2026-11-24T01:00:00.000Z', '2026-11-24T02:00:00.000Z'];
    await site.done(
      'chief',
      'arrangement.seat',
      seat([
        at(1, 'theory', early, 5),
        at(2, 'theory', late, 5),
        at(3, 'practical', early, 4),
        at(4, 'practical', late, 4),
      ]),
    );
    const theory = seatsOf('theory', ids).map((one) => one?.slice(2, 4));
    const practical = seatsOf('practical', ids).map((one) => one?.slice(2, 4));
    expect(theory).toEqual(['01', '01', '01', '02', '02', '02']);
    expect(practical).toEqual(['02', '02', '02', '01', '01', '01']);
  });

  it('is refused when all places overlap, also for one person enrolled twice or sitting in another batch', async () => {
    const parallel: TestSession = { ...two, startsAt: nine.startsAt };
    const ids = await site.register([{ name: '王一', documentNumber: documentNumberOf(999) }]);
    expect(await site.refusal('chief', 'arrangement.seat', seat([nine, parallel]))).toEqual({
      code: 'seats-overlap',
      people: 1,
    });
    await site.register([{ name: '王一', documentNumber: documentNumberOf(999), line: welder }]);
    expect(await site.refusal('chief', 'arrangement.seat', seat([nine]))).toEqual({
      code: 'seats-overlap',
      people: 1,
    });
    await site.done('chief', 'enrolment.withdraw', {
      enrolmentId: ids[0] ?? testId('x', 0),
      reason: '重复报名',
    });
    await site.done('chief', 'arrangement.seat', seat([nine]));
    const other = testId<'batch'>('batch', 2) as BatchId;
    await site.makeBatch(2);
    await site.register([{ name: '王一', documentNumber: documentNumberOf(999) }], other);
    const sameTime = {
      batchId: other,
      rule: 'rosterOrder' as const,
      seed: 1,
      sessions: site.sessions([{ ...parallel, number: 9 }]),
    };
    expect(await site.refusal('chief', 'arrangement.seat', sameTime)).toEqual({
      code: 'seats-overlap',
      people: 1,
    });
  });

  it('gives no theory seat to the substituted and none to the withdrawn', async () => {
    const ids = await site.register(people(4));
    site.substitute(ids[1] ?? testId('x', 0));
    await site.done('chief', 'enrolment.withdraw', {
      enrolmentId: ids[2] ?? testId('x', 0),
      reason: '本人申请',
    });
    await site.done('chief', 'arrangement.seat', seat([nine, two]));
    expect(seatsOf('theory', ids)).toEqual(['1/01/1', null, null, '1/01/2']);
    expect(seatsOf('practical', ids)).toEqual(['3/06/1', '3/06/2', null, '3/06/3']);
    expect(arrangementView(site.store, batchId)).toMatchObject({
      enrolments: 3,
      unseated: { theory: 0, practical: 0 },
    });
  });

  it('lets an earlier arrangement stand and adds late-comers to its free seats', async () => {
    const ids = await site.register(people(2));
    await site.done('chief', 'arrangement.seat', seat([nine, two]));
    const [before, tickets] = [seatsOf('theory', ids), ticketsOf()];
    expect(await site.refusal('chief', 'arrangement.seat', seat([nine]))).toEqual({ code: 'nobody-to-seat' });
    const more = await site.register([{ name: '后来' }]);
    expect(await site.done('chief', 'arrangement.seat', seat([nine, two]))).toMatchObject({
      people: 1,
      sittings: 0,
    });
    expect(seatsOf('theory', [...ids, ...more])).toEqual([...before, '1/01/3']);
    expect(ticketsOf().slice(0, 2)).toEqual(tickets);
    const moved = { ...nine, minutes: 60 };
    await site.register([{ name: '更后' }]);
    expect(await site.refusal('chief', 'arrangement.seat', seat([moved]))).toMatchObject({
      code: 'session-differs',
    });
  });

  it('seats neighbours of different classes', async () => {
    const ids = await site.register([
      ...people(4, { className: '甲班' }),
      ...people(4, { className: '乙班' }),
    ]);
    await site.done('chief', 'arrangement.seat', seat([nine], 'classesApart'));
    const classes = arrangementView(site.store, batchId)?.sittings[0]?.seats.map((one) => one.className);
    expect(classes?.every((name, index) => name !== classes[index + 1])).toBe(true);
    expect(seatsOf('theory', ids).every((one) => one !== null)).toBe(true);
  });

  it('gives ticket numbers once, in roster order, by occupation and level, and codes to practical only', async () => {
    await site.register([...people(3), ...people(2, { line: welder })]);
    await site.done('chief', 'arrangement.seat', seat([nine], 'shuffled'));
    const tickets = ticketsOf();
    expect(tickets.every((row) => isTicketNumber(row.ticket))).toBe(true);
    expect(tickets.map((row) => readTicketNumber(row.ticket))).toEqual(
      [1, 2, 3]
        .map((candidateSerial) => ({
          yearMonth: '2611',
          batchSerial: 1,
          level: 3,
          occupationSerial: 1,
          candidateSerial,
        }))
        .concat(
          [1, 2].map((candidateSerial) => ({
            yearMonth: '2611',
            batchSerial: 1,
            level: 4 as never,
            occupationSerial: 2,
            candidateSerial,
          })),
        ),
    );
    expect(tickets.every((row) => row.code === null)).toBe(true);
    await site.done('chief', 'arrangement.seat', seat([two, four]));
    const codes = ticketsOf().map((row) => row.code);
    expect(ticketsOf().map((row) => row.ticket)).toEqual(tickets.map((row) => row.ticket));
    expect(new Set(codes).size).toBe(5);
    for (const code of codes) expect(code).toMatch(/^[ACEFGHJKMNPRTWXY34679]{5}$/);
  });

  it('counts batches of a month on, so that tickets of two batches never meet', async () => {
    const other = testId<'batch'>('batch', 2) as BatchId;
    await site.makeBatch(2);
    await site.register(people(1));
    await site.register([{ name: '另一批' }], other);
    await site.done('chief', 'arrangement.seat', seat([nine]));
    await site.done('chief', 'arrangement.seat', {
      ...seat([{ ...nine, number: 8, startsAt: '2026-11-25T01:00:00.000Z' }]),
      batchId: other,
    });
    expect(ticketsOf().map((row) => readTicketNumber(row.ticket)?.batchSerial)).toEqual([1, 2]);
  });

  it('keeps the public ticket key of the batch', async () => {
    await site.register(people(1));
    await site.done('chief', 'arrangement.seat', seat([nine]));
    const row = site.store.raw.prepare('SELECT public_key AS key FROM ticket_keys').get() as { key: string };
    expect(row.key).toBe(sshPublicKeyLine(ticketKeyOf(signingKey, batchId)));
  });

  it.each([
    ['another day', [{ ...nine, startsAt: '2026-11-25T16:00:00.000Z' }], 'session-outside-batch'],
    ['one session twice', [nine, nine], 'session-twice'],
    ['an unknown room', [{ ...nine, rooms: [77] }], 'room-unknown'],
    ['one room twice', [{ ...nine, rooms: [1, 1] }], 'room-twice'],
    ['a room of the other subject', [{ ...nine, rooms: [3] }], 'room-for-other-subject'],
    ['a room in two sessions at a time', [nine, { ...nine, number: 5, rooms: [1] }], 'room-taken'],
  ] as const)('is refused for %s', async (_, sessions, code) => {
    await site.register(people(1));
    expect(await site.refusal('chief', 'arrangement.seat', seat(sessions))).toMatchObject({ code });
  });

  it('is refused for a room that another batch uses then, and after freezing', async () => {
    await site.register(people(1));
    await site.done('chief', 'arrangement.seat', seat([nine]));
    const other = testId<'batch'>('batch', 2) as BatchId;
    await site.makeBatch(2);
    await site.register([{ name: '另一批' }], other);
    const same = { ...seat([{ ...nine, number: 8 }]), batchId: other };
    expect(await site.refusal('chief', 'arrangement.seat', same)).toMatchObject({
      code: 'room-taken',
      startsAt: '2026-11-24 09:00',
    });
    site.freeze();
    expect(await site.refusal('chief', 'arrangement.seat', seat([two]))).toMatchObject({
      code: 'results-frozen',
    });
  });

  it('rebuilds from the ledger, also with personal parts blanked', async () => {
    await site.register(people(5));
    await site.done('chief', 'arrangement.seat', seat([nine, two, four], 'classesApart'));
    expect(site.rebuildsEqual()).toBe(true);
    expect(site.rebuildsEqual(true)).toBe(true);
  });
});

function ticketsOf(): readonly { readonly ticket: string; readonly code: string | null }[] {
  return site.store.raw
    .prepare(
      'SELECT ticket_number AS ticket, workpiece_code AS code FROM enrolments WHERE ticket_number IS NOT NULL ORDER BY seq',
    )
    .all() as {
    ticket: string;
    code: string | null;
  }[];
}
