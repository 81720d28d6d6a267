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
import { makeBench, percentiles, round, timed } from './measuring.ts';
import type { Percentiles, Say } from './measuring.ts';

const fewPeople = 1200;
const places = 30;
const families = '王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗';
const given = '伟芳娜敏静丽强磊军洋勇艳杰娟涛明超霞平刚桂英华玉兰梅飞鹏鑫浩宇';
const starts = [
  '2026-11-24T01:00:00.000Z',
  '2026-11-24T06:00:00.000Z',
  '2026-11-25T01:00:00.000Z',
  '2026-11-25T06:00:00.000Z',
];

/** What one look may take, milliseconds at the median: half of what may pass between Enter and the verdict on the screen. */
const mostMs = 25;

type LookupTimes = Readonly<Record<string, Percentiles>>;

/** What is scanned or typed at the entrance of an exam room, at two numbers of people. */
export const benchLookup = makeBench({
  measures: 'what is scanned or typed at the entrance, beside bare reads of the same rows',
  bound: `every way of looking up within ${mostMs} ms (medians)`,
  counts: { people: 10_000, turns: 400 },
  async run({ people, turns }, say) {
    const sizes = [];
    for (const size of [fewPeople, people]) sizes.push(await measureSite(size, turns, say));
    const kept = sizes.every(({ ways }) => Object.values(ways).every(({ p50 }) => p50 <= mostMs));
    return { sizes, kept };
  },
});

async function measureSite(people: number, turns: number, say: Say) {
  const site = await arrangedSite();
  try {
    const random = seededRandom(people);
    const letter = (text: string) => text.charAt(Math.floor(random() * text.length));
    const roster = Array.from({ length: people }, (_, index) => ({
      name: letter(families) + letter(given) + letter(given),
      className: `${index % 30} 班`,
      line: index % 2 === 0 ? lathe : welder,
    }));
    const rooms = Array.from(
      { length: Math.max(100, Math.ceil(people / starts.length / places)) },
      (_, index) => index + 1,
    );
    for (const room of rooms) await site.room(room, 'theory', places);
    await site.register(roster);
    const seatingMs = await timed(async () => {
      await site.done('chief', 'arrangement.seat', {
        batchId,
        rule: 'classesApart',
        seed: 1,
        sessions: site.sessions(
          starts.map((startsAt, index) => ({ number: index + 1, subject: 'theory', startsAt, rooms })),
        ),
      });
    });
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
    const codes: Readonly<Record<string, () => string>> = {
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
    const byTicket = site.store.raw.prepare(
      'SELECT e.*, c.* FROM enrolments e JOIN candidates c ON c.candidate_id = e.candidate_id WHERE e.ticket_number = ?',
    );
    const byTail = site.store.raw.prepare(
      "SELECT c.candidate_id FROM candidates c WHERE c.document_number LIKE '%' || ?",
    );

    say(`${people} people; seating them took ${seatingMs.toFixed(0)} ms`);
    const times = async (
      way: string,
      make: () => string,
      look: (code: string) => unknown,
    ): Promise<Percentiles> => {
      const took: number[] = [];
      for (const code of Array.from({ length: turns }, make)) took.push(await timed(() => void look(code)));
      const figures = percentiles(took);
      say(`  ${way.padEnd(16)} median ${figures.p50} ms, 95 % within ${figures.p95} ms`);
      return figures;
    };
    const bare = {
      byIndex: await times('bare: one row', codes['ticket'] ?? String, (code) => byTicket.get(code)),
      byScan: await times('bare: one scan', codes['nobody (tail)'] ?? String, (code) => byTail.all(code)),
    };
    const ways: Record<string, Percentiles> = {};
    for (const [way, make] of Object.entries(codes))
      ways[way] = await times(way, make, (code) => lookUp(site.store, sitting.sittingId, code, site.now()));
    return { people, seatingMs: round(seatingMs), bare, ways: ways as LookupTimes };
  } finally {
    site.remove();
  }
}
