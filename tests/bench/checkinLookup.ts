/**
 * How long a lookup at the door takes. Run: node tests/bench/checkinLookup.ts [people…] (default 1200 and 10000).
 * Prints p50, p95 and the longest in milliseconds for each way of looking up, over a fixed sample.
 */
import { makeTicketToken, ticketKeyOf } from '#node/ticketToken.ts';
import { seededRandom } from '#shared/domain/seating.ts';
import { sittingsOfBatch } from '../../src-main/core/arrangement/queries.ts';
import { lookUp } from '../../src-main/core/checkin/lookup.ts';
import {
  arrangedSite,
  batchId,
  documentNumberOf,
  lathe,
  signingKey,
  welder,
} from '../support/arrangedSite.ts';

const samples = 400;
const families = '王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗';
const given = '伟芳娜敏静丽强磊军洋勇艳杰娟涛明超霞平刚桂英华玉兰梅飞鹏鑫浩宇';

function percentile(sorted: readonly number[], share: number): string {
  return (sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0).toFixed(2);
}

for (const people of process.argv.length > 2 ? process.argv.slice(2).map(Number) : [1200, 10_000]) {
  const site = await arrangedSite();
  const random = seededRandom(people);
  const letter = (text: string) => text.charAt(Math.floor(random() * text.length));
  const roster = Array.from({ length: people }, (_, index) => ({
    name: letter(families) + letter(given) + letter(given),
    className: `${index % 30} 班`,
    line: index % 2 === 0 ? lathe : welder,
  }));
  const rooms = Array.from({ length: 100 }, (_, index) => index + 1);
  for (const room of rooms) await site.room(room, 'theory', 30);
  await site.register(roster);
  const sessions = [
    '2026-11-24T01:00:00.000Z',
    '2026-11-24T06:00:00.000Z',
    '2026-11-25T01:00:00.000Z',
    '2026-11-25T06:00:00.000Z',
  ];
  const began = performance.now();
  await site.done('chief', 'arrangement.seat', {
    batchId,
    rule: 'classesApart',
    seed: 1,
    sessions: site.sessions(
      sessions.map((startsAt, index) => ({ number: index + 1, subject: 'theory', startsAt, rooms })),
    ),
  });
  const seatingMs = performance.now() - began;
  const sitting = sittingsOfBatch(site.store, batchId)[0];
  if (sitting === undefined) throw new Error('nothing was arranged');
  await site.done('chief', 'sitting.admit', { sittingId: sitting.sittingId });
  const tickets = (
    site.store.raw.prepare('SELECT ticket_number AS ticket FROM enrolments ORDER BY seq').all() as {
      ticket: string;
    }[]
  ).map((row) => row.ticket);
  const key = ticketKeyOf(signingKey, batchId);
  const pick = () => Math.floor(random() * people);
  const ways: Readonly<Record<string, () => string>> = {
    token: () => makeTicketToken(key, tickets[pick()] ?? '', 1),
    ticket: () => tickets[pick()] ?? '',
    document: () => documentNumberOf(pick() + 1),
    'tail of 6': () => documentNumberOf(pick() + 1).slice(-6),
    'tail of 4': () => documentNumberOf(pick() + 1).slice(-4),
    name: () => roster[pick()]?.name ?? '',
    'family name': () => letter(families),
    'nobody (name)': () => '欧阳无此人',
    'nobody (tail)': () => '999999',
  };
  console.log(`${people} people; seating them took ${seatingMs.toFixed(0)} ms`);
  for (const [way, make] of Object.entries(ways)) {
    const codes = Array.from({ length: samples }, make);
    const took = codes.map((code) => {
      const from = performance.now();
      lookUp(site.store, sitting.sittingId, code, site.now());
      return performance.now() - from;
    });
    const sorted = took.toSorted((one, other) => one - other);
    console.log(
      `  ${way.padEnd(14)} p50 ${percentile(sorted, 0.5)}  p95 ${percentile(sorted, 0.95)}  longest ${percentile(sorted, 1)} ms`,
    );
  }
  site.remove();
}
