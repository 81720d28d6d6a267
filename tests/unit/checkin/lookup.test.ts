import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { BatchId, EnrolmentId, SittingId } from '#shared/contract/ids.ts';
import { makeTicketToken, ticketKeyOf } from '#node/ticketToken.ts';
import { signingKeyFromSeed } from '#node/ed25519.ts';
import { sittingsOfBatch } from '../../../src-main/core/arrangement/queries.ts';
import { ticketPapers } from '../../../src-main/core/arrangement/ticketPapers.ts';
import { lookUp } from '../../../src-main/core/checkin/lookup.ts';
import { arrangedSite, batchId, signingKey, testId, welder } from '../../support/arrangedSite.ts';

/**
 * Theory on 24 November at 9:00 in rooms 1 (three seats) and 2, on the 25th in room 1; another batch in room 4.
 * 0 王伟, 1 李娜, 2 买买提·吐尔逊 in room 1; 3 王伟 (another) in room 2; 4 Anna O'Neil on the 25th.
 */
let site: Awaited<ReturnType<typeof arrangedSite>>;
let ids: readonly EnrolmentId[];
let room1: SittingId;
let room2: SittingId;
let nextDay: SittingId;
const other = testId<'batch'>('batch', 2) as BatchId;

beforeEach(async () => {
  site = await arrangedSite();
  await site.makeBatch(2);
  await site.room(1, 'theory', 3);
  await site.room(2, 'theory', 1);
  await site.room(4, 'theory', 1);
  ids = await site.register([
    { name: '王伟', documentNumber: '50010220000101001X' },
    { name: '李娜', documentNumber: '500106200001020029' },
    { name: '买买提·吐尔逊', documentNumber: '500107200001030039' },
    { name: '王伟', documentNumber: '500108200001040049' },
    { name: "Anna O'Neil", documentNumber: 'E12345678' },
  ]);
  await site.register([{ name: '外批', documentNumber: '500118200001060069' }], other);
  const plan = { rule: 'rosterOrder' as const, seed: 0 };
  const day24 = { subject: 'theory' as const, startsAt: '2026-11-24T01:00:00.000Z' };
  await site.done('chief', 'arrangement.seat', {
    ...plan,
    batchId,
    sessions: site.sessions([
      { ...day24, number: 1, rooms: [1, 2] },
      { ...day24, number: 2, startsAt: '2026-11-25T01:00:00.000Z', rooms: [1] },
    ]),
  });
  await site.done('chief', 'arrangement.seat', {
    ...plan,
    batchId: other,
    sessions: site.sessions([{ ...day24, number: 3, rooms: [4] }]),
  });
  const sittings = sittingsOfBatch(site.store, batchId).map((row) => row.sittingId);
  [room1, room2, nextDay] = [sittings[0], sittings[1], sittings[2]].map(
    (id) => id ?? testId<'sitting'>('x', 0),
  ) as [SittingId, SittingId, SittingId];
  site.setTime('2026-11-24T00:30:00.000Z');
  await site.done('invigilator', 'sitting.admit', { sittingId: room1 });
});
afterEach(() => site.remove());

const look = (code: string, sittingId = room1) => lookUp(site.store, sittingId, code, site.now());
const verdict = (code: string, sittingId = room1) => look(code, sittingId).verdict;
const found = (code: string) => look(code).person?.enrolmentId;
function ticketOf(person: number): string {
  return (
    site.store.raw
      .prepare('SELECT ticket_number AS ticket FROM enrolments WHERE enrolment_id = ?')
      .get(ids[person]) as { ticket: string }
  ).ticket;
}
const token = (person: number) => makeTicketToken(ticketKeyOf(signingKey, batchId), ticketOf(person), 1);
const record = (person: number, sittingId = room1, exception: 'late' | null = null) => ({
  checkInId: testId<'checkIn'>('chk', person),
  sittingId,
  enrolmentId: ids[person] ?? testId<'enrolment'>('x', 0),
  method: 'scan' as const,
  exception: exception === null ? null : { code: exception, reason: '堵车' },
});

describe('what a person is found by', () => {
  it('token, ticket, document number, its tail, name and a part of it', () => {
    const ways = [
      token(1),
      `]Q1${token(1)}\n`,
      ticketOf(1),
      '500106200001020029',
      '0029',
      '１０２００２９',
      '李娜',
      ' 李 娜 ',
      '娜',
    ];
    for (const way of ways) expect([way, found(way)]).toEqual([way, ids[1]]);
    expect([found('50010220000101001x'), found('001x'), found('００１Ｘ')]).toEqual([ids[0], ids[0], ids[0]]);
    expect([found('买买提吐尔逊'), found('买买提•吐尔逊'), found('吐尔逊'), found("买'买提")]).toEqual([
      ids[2],
      ids[2],
      ids[2],
      ids[2],
    ]);
  });

  it('the code on a printed ticket, and no other site’s', () => {
    const papers = ticketPapers(site.store, signingKey, batchId, null);
    expect(papers.map((paper) => paper.enrolmentId).toSorted()).toEqual([...ids].toSorted());
    for (const paper of papers) expect(found(paper.token)).toBe(paper.enrolmentId);
    expect(new Set(papers.map((paper) => paper.token)).size).toBe(papers.length);
    const [stranger] = ticketPapers(site.store, signingKeyFromSeed(Buffer.alloc(32, 9)), batchId, null);
    expect(look(stranger?.token ?? '').verdict).toBe('forged-ticket');
  });

  it('shows seat, room and identity', () => {
    expect(look(token(1))).toEqual({
      verdict: 'welcome',
      choices: [],
      facts: {},
      exception: null,
      person: {
        enrolmentId: ids[1],
        identity: expect.objectContaining({ name: '李娜', documentNumber: '500106200001020029' }),
        ticketNumber: ticketOf(1),
        occupationLevel: { edition: '2022', code: '6-18-01-01', name: '车工', level: 3 },
        batchName: '第 1 批',
        seatNo: 2,
        roomName: '第 1 考场',
        startsAt: '2026-11-24T01:00:00.000Z',
      },
    });
  });

  it.each(['查无此人', '9999', '26112430100015', '500101199901010019', '%', '_', '12', '1'.repeat(190)])(
    'nobody by %s',
    (code) => {
      expect(look(code)).toMatchObject({ verdict: 'unknown-ticket', person: null });
    },
  );

  it('gives namesakes to choose from, those of this sitting first, never one silently', () => {
    const both = look('王伟');
    expect([both.verdict, both.person]).toEqual(['several-match', null]);
    expect(both.choices.map((one) => [one.enrolmentId, one.roomName])).toEqual([
      [ids[0], '第 1 考场'],
      [ids[3], '第 2 考场'],
    ]);
    expect(look('王伟', room2).choices.map((one) => one.enrolmentId)).toEqual([ids[3], ids[0]]);
    expect(both.facts).toEqual({ matches: 2 });
  });

  it('offers no more choices than there are number keys', async () => {
    await site.register(
      Array.from({ length: 12 }, (_, index) => ({ name: `赵${'一二三四五六七八九十甲乙'[index]}` })),
    );
    const many = look('赵');
    expect([many.choices.length, many.facts]).toEqual([9, { matches: 12 }]);
  });

  it('of two enrolments of one person takes the one that belongs here', async () => {
    await site.register([{ name: '李娜', documentNumber: '500106200001020029', line: welder }]);
    expect(found('李娜')).toBe(ids[1]);
    expect(found('500106200001020029')).toBe(ids[1]);
  });

  it('survives blanked identities', async () => {
    const pending = await site.submit('chief', 'candidate.blank', {
      candidateId: testId('cand', 2),
      reason: '到期',
    });
    if (!pending.ok || pending.waitsFor === undefined) throw new Error('blanking did not wait');
    await site.done('registrar', 'approval.grant', { approvalId: pending.waitsFor.approvalId });
    expect(verdict('李娜')).toBe('unknown-ticket');
    expect(look(token(1))).toMatchObject({ verdict: 'welcome', person: { identity: null, seatNo: 2 } });
  });
});

describe('tokens', () => {
  it('are forged when a digit is wrong, the key is another, or the ticket of another batch is signed', () => {
    const good = token(1);
    for (let place = 0; place < good.length; place += 10) {
      const wrong = good.slice(0, place) + String((Number(good[place]) + 1) % 10) + good.slice(place + 1);
      expect(look(wrong)).toMatchObject({ verdict: 'forged-ticket', person: null });
    }
    const stranger = ticketKeyOf(signingKeyFromSeed(Buffer.alloc(32, 9)), batchId);
    expect(verdict(makeTicketToken(stranger, ticketOf(1), 1))).toBe('forged-ticket');
    expect(verdict(makeTicketToken(ticketKeyOf(signingKey, other), ticketOf(1), 1))).toBe('unknown-ticket');
  });
});

describe('verdicts', () => {
  it('already in, with when and by whom', async () => {
    await site.done('invigilator', 'checkin.record', record(1));
    expect(look(token(1))).toMatchObject({
      verdict: 'already-in',
      facts: { at: '2026-11-24T00:30:00.000Z', by: 'invigilator 一', seat: 2 },
    });
  });

  it('wrong room, wrong day, other batch', () => {
    expect(look(token(3))).toMatchObject({
      verdict: 'wrong-room',
      facts: { room: '第 2 考场', seat: 1 },
      exception: null,
    });
    expect(look('12345678')).toMatchObject({
      verdict: 'wrong-day',
      facts: { day: '2026-11-25' },
      person: { enrolmentId: ids[4] },
    });
    expect(look('ONeil')).toMatchObject({ verdict: 'wrong-day', person: { enrolmentId: ids[4] } });
    for (const code of ['500118200001060069', '0069', '外批']) {
      expect(look(code)).toMatchObject({
        verdict: 'other-batch',
        facts: { batch: '第 2 批' },
        person: { roomName: '第 4 考场' },
      });
    }
  });

  it('too early before admission; another day’s sitting is the wrong day', () => {
    expect(look(token(3), room2)).toMatchObject({
      verdict: 'too-early',
      facts: { startsAt: '2026-11-24T01:00:00.000Z' },
    });
    expect(verdict('12345678', nextDay)).toBe('wrong-day');
    expect(verdict(token(0), testId('x', 0))).toBe('unknown-ticket');
  });

  it('late only beyond the limit, counted from the real start, and then with its way out', async () => {
    await site.done('invigilator', 'checkin.record', record(0));
    site.setTime('2026-11-24T01:05:00.000Z');
    await site.done('invigilator', 'sitting.start', { sittingId: room1 });
    site.setTime('2026-11-24T01:35:00.000Z');
    expect(look(token(1))).toMatchObject({ verdict: 'welcome', facts: { minutesLate: 30 }, exception: null });
    site.setTime('2026-11-24T01:35:00.500Z');
    expect(look(token(1))).toMatchObject({ verdict: 'late', facts: { minutesLate: 31 }, exception: 'late' });
    await site.done('invigilator', 'checkin.record', record(1, room1, 'late'));
    expect(verdict(token(1))).toBe('already-in');
  });

  it('closed after the end, with 补签 as the way out until results are frozen', async () => {
    await site.done('invigilator', 'checkin.record', record(0));
    site.setTime('2026-11-24T01:00:00.000Z');
    await site.done('invigilator', 'sitting.start', { sittingId: room1 });
    await site.done('invigilator', 'sitting.finish', { sittingId: room1 });
    expect(look(token(1))).toMatchObject({ verdict: 'sitting-closed', exception: 'entered-later' });
    expect(verdict(token(0))).toBe('already-in');
    site.freeze();
    expect(look(token(1))).toMatchObject({ verdict: 'sitting-closed', exception: null });
  });

  it('withdrawn before everything else, substituted for theory', async () => {
    site.substitute(ids[1] ?? testId('x', 0));
    expect(verdict(token(1))).toBe('substituted');
    await site.done('chief', 'enrolment.withdraw', {
      enrolmentId: ids[1] ?? testId('x', 0),
      reason: '本人申请',
    });
    expect(verdict(token(1))).toBe('withdrawn');
  });

  it('agrees with checkin.record: welcome goes through, the rest does not', async () => {
    await site.done('chief', 'enrolment.withdraw', {
      enrolmentId: ids[2] ?? testId('x', 0),
      reason: '本人申请',
    });
    for (const person of [0, 1, 2, 3, 4]) {
      const byLookup = look(ticketOf(person)).verdict === 'welcome';
      const answer = await site.submit('invigilator', 'checkin.record', record(person));
      expect([person, answer.ok]).toEqual([person, byLookup]);
    }
  });
});
