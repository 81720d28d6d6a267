import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { EnrolmentId, RoomId } from '#shared/contract/ids.ts';
import { arrangementView } from '../../../src-main/core/arrangement/views.ts';
import { arrangedSite, batchId, lathe, testId, welder } from '../../support/arrangedSite.ts';
import type { TestPerson, TestSession } from '../../support/arrangedSite.ts';

let site: Awaited<ReturnType<typeof arrangedSite>>;
beforeEach(async () => {
  site = await arrangedSite();
});
afterEach(() => site.remove());

const people = (count: number, line = lathe): readonly TestPerson[] =>
  Array.from({ length: count }, (_, index) => ({ name: `考生${'甲乙丙丁戊己'[index] ?? '庚'}`, line }));
const at = (number: number, startsAt: string, ...rooms: number[]): TestSession => ({
  number,
  subject: 'practical',
  startsAt,
  rooms,
});
const [morning, noon] = ['2026-11-24T01:00:00.000Z', '2026-11-24T06:00:00.000Z'];
const seat = (...sessions: readonly TestSession[]) => ({
  batchId,
  rule: 'shuffled' as const,
  seed: 7,
  sessions: site.sessions(sessions),
});
const roomId = (number: number) => testId<'room'>('room', number) as RoomId;
const occupationOf = ({ edition, code }: typeof lathe, from: number, to: number) => ({
  edition,
  code,
  from,
  to,
});

/** Of every sitting: room, hour, and its occupations with their workstations. */
function sittings() {
  return (arrangementView(site.store, batchId)?.sittings ?? []).map((sitting) => [
    `${sitting.roomName} ${sitting.startsAt.slice(11, 13)}`,
    ...new Set(sitting.seats.map((one) => one.occupationName)),
    sitting.seats.map((one) => one.seatNo).join(','),
  ]);
}

describe('workshops', () => {
  it('never mix occupations: each sits where its workstations are', async () => {
    await site.register([...people(3), ...people(2, welder)]);
    await site.room(1, 'practical', 4, lathe);
    await site.room(2, 'practical', 4, welder);
    await site.done('registrar', 'arrangement.seat', seat(at(1, morning, 2, 1)));
    expect(sittings()).toEqual([
      ['第 1 考场 01', '车工', '1,2,3'],
      ['第 2 考场 01', '焊工', '1,2'],
    ]);
  });

  it('that serve two occupations take one a sitting', async () => {
    await site.register([...people(3), ...people(2, welder)]);
    await site.room(1, 'practical', 9);
    expect(await site.refusal('registrar', 'arrangement.seat', seat(at(1, morning, 1)))).toEqual({
      code: 'places-missing-practical',
      name: '焊工',
      people: 2,
      places: 0,
      missing: 2,
    });
    expect(sittings()).toEqual([]);
    await site.done('registrar', 'arrangement.seat', seat(at(1, morning, 1), at(2, noon, 1)));
    expect(sittings()).toEqual([
      ['第 1 考场 01', '车工', '1,2,3'],
      ['第 1 考场 06', '焊工', '1,2'],
    ]);
  });

  it('give those with one choice away first', async () => {
    await site.register([...people(3), ...people(3, welder)]);
    await site.room(1, 'practical', 3);
    await site.room(2, 'practical', 3, lathe);
    await site.done('registrar', 'arrangement.seat', seat(at(1, morning, 1, 2)));
    expect(sittings().map(([room, name]) => [room, name])).toEqual([
      ['第 1 考场 01', '焊工'],
      ['第 2 考场 01', '车工'],
    ]);
  });

  it('seat an occupation on its own workstations only, and late-comers beside their own', async () => {
    await site.register(people(1, welder));
    await site.room(1, 'practical', 6);
    await site.done('registrar', 'room.setOccupations', {
      roomId: roomId(1),
      occupations: [occupationOf(lathe, 1, 3), occupationOf(welder, 4, 5)],
    });
    await site.done('registrar', 'arrangement.seat', seat(at(1, morning, 1)));
    expect(sittings()).toEqual([['第 1 考场 01', '焊工', '4']]);
    await site.register(people(1));
    expect(await site.refusal('registrar', 'arrangement.seat', seat(at(1, morning, 1)))).toMatchObject({
      code: 'places-missing-practical',
      name: '车工',
    });
    await site.done('chief', 'enrolment.withdraw', { enrolmentId: lastEnrolment(), reason: '本人放弃' });
    await site.register(people(1, welder));
    await site.done('registrar', 'arrangement.seat', seat(at(1, morning, 1)));
    expect(sittings()).toEqual([['第 1 考场 01', '焊工', '4,5']]);
    await site.register(people(1, welder));
    expect(await site.refusal('registrar', 'arrangement.seat', seat(at(1, morning, 1)))).toMatchObject({
      code: 'places-missing-practical',
      places: 0,
    });
  });

  it('seat nobody before they say what they are for; the way out is to say it', async () => {
    await site.register(people(1));
    await site.done('registrar', 'room.add', {
      roomId: roomId(1),
      name: '空车间',
      subject: 'practical',
      places: 2,
    });
    expect(await site.refusal('registrar', 'arrangement.seat', seat(at(1, morning, 1)))).toEqual({
      code: 'room-without-occupation',
      room: '空车间',
    });
    await site.done('registrar', 'room.setOccupations', {
      roomId: roomId(1),
      occupations: [occupationOf(lathe, 1, 2)],
    });
    await site.done('registrar', 'arrangement.seat', seat(at(1, morning, 1)));
    expect(sittings()).toEqual([['空车间 01', '车工', '1']]);
    expect(site.rebuildsEqual()).toBe(true);
  });

  it('do not change under the people who are seated there', async () => {
    await site.register(people(2, welder));
    await site.room(1, 'practical', 4, welder);
    await site.done('registrar', 'arrangement.seat', seat(at(1, morning, 1)));
    for (const occupations of [[], [occupationOf(lathe, 1, 4)], [occupationOf(welder, 2, 4)]])
      expect(
        await site.refusal('chief', 'room.setOccupations', { roomId: roomId(1), occupations }),
      ).toMatchObject({
        code: 'room-occupation-seated',
      });
    const both = [occupationOf(welder, 1, 2), occupationOf(lathe, 3, 4)];
    expect(
      await site.refusal('chief', 'room.setOccupations', { roomId: roomId(1), occupations: both }),
    ).toBeNull();
  });

  it.each([
    [
      'an unknown occupation',
      [{ edition: '2022', code: '9-99-99-99', from: 1, to: 2 }],
      'occupation-unknown',
    ],
    ['one twice', [occupationOf(lathe, 1, 2), occupationOf(lathe, 3, 4)], 'room-occupation-twice'],
    ['workstations that are not there', [occupationOf(lathe, 1, 5)], 'workstations-outside-room'],
    ['workstations backwards', [occupationOf(lathe, 3, 2)], 'workstations-outside-room'],
  ])('are not fitted for %s', async (_, occupations, code) => {
    await site.room(1, 'practical', 4);
    const set = await site.submit('chief', 'room.setOccupations', { roomId: roomId(1), occupations });
    const room = { roomId: roomId(2), name: '另一间', subject: 'practical' as const, places: 4, occupations };
    const added = await site.submit('chief', 'room.add', room);
    for (const answer of [set, added]) expect(answer).toMatchObject({ ok: false, refusal: { code } });
  });

  it('are workshops: a theory room takes every occupation', async () => {
    await site.room(1, 'theory', 4);
    const occupations = [occupationOf(lathe, 1, 4)];
    expect(
      await site.refusal('chief', 'room.setOccupations', { roomId: roomId(1), occupations }),
    ).toMatchObject({
      code: 'room-takes-all-occupations',
    });
  });
});

function lastEnrolment(): EnrolmentId {
  return site.store.raw
    .prepare('SELECT enrolment_id FROM enrolments ORDER BY seq DESC LIMIT 1')
    .pluck()
    .get() as EnrolmentId;
}
