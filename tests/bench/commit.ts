import { newUlid } from '#node/newUlid.ts';
import type { CheckInId } from '#shared/contract/ids.ts';
import { at } from '../../src-main/core/demo/player.ts';
import type { Store } from '../../src-main/core/store/openDatabase.ts';
import { openBenchSite } from './benchSite.ts';
import type { BenchSite } from './benchSite.ts';
import { makeBench, percentiles, round, timed } from './measuring.ts';

const fewRows = 1000;
const warmUp = 200;
const groupSizes = [1, 8, 32];
const groupRounds = 60;
/** About what one of our rows holds: header, data, salts, hash. */
const bareBytes = 900;
const bareBody = Buffer.alloc(bareBytes, 'kaodian');
const candidates = 400;

const mostTimes = 2.5;
const leastPerSecond = 3000;

/**
 * A check-in (rules, ledger row, tables, answer) beside a bare durable insert of as many bytes into the same encrypted
 * database, turn by turn; at two ledger sizes. Then many at once.
 */
export const benchCommit = makeBench({
  measures: 'a check-in, from command to answer, beside a bare durable insert of as many bytes',
  bound: `at most ${mostTimes} times the bare insert at both ledger sizes; 32 at once: over ${leastPerSecond} a second`,
  counts: { rows: 100_000, turns: 300 },
  async run({ rows, turns }, say) {
    const site = await openBenchSite(candidates);
    try {
      site.store.raw.exec('CREATE TABLE bare (id INTEGER PRIMARY KEY, body BLOB NOT NULL)');
      const checkIn = checkIns(site);
      const alone = [];
      for (const size of [fewRows, rows]) {
        await site.growTo(size);
        const figures = await pair(site, checkIn, turns);
        alone.push(figures);
        const { ledgerRows, ours, bare, ratio, cpu } = figures;
        say(`${ledgerRows} rows: a check-in ${ours.p50} ms, a bare insert ${bare.p50} ms: ${ratio} times`);
        say(`  of the processor: a check-in ${cpu.oursMs} ms, a bare insert ${cpu.bareMs} ms`);
      }
      const groups = [];
      for (const size of groupSizes) {
        const figures = await together(checkIn, size);
        groups.push(figures);
        say(`${size} at once: ${figures.perSecond} a second`);
      }
      const kept =
        alone.every(({ ratio }) => ratio <= mostTimes) && (groups.at(-1)?.perSecond ?? 0) > leastPerSecond;
      return { alone, groups, kept };
    } finally {
      await site.close();
    }
  },
});

/** One check-in (or its undoing, in turn): always a new command with a new row. */
type OneCommit = () => Promise<void>;

function checkIns({ player, sitting }: BenchSite): OneCommit {
  const { chief, does } = player;
  const { sittingId, seats } = sitting;
  const entered = new Map<string, CheckInId>();
  let next = 0;
  return async () => {
    const { enrolmentId } = at(seats, next % seats.length);
    next += 1;
    const before = entered.get(enrolmentId);
    if (before !== undefined) {
      entered.delete(enrolmentId);
      await does(chief, 'checkin.undo', { checkInId: before, reason: '实测' });
      return;
    }
    const checkInId = newUlid() as CheckInId;
    entered.set(enrolmentId, checkInId);
    await does(chief, 'checkin.record', {
      checkInId,
      sittingId,
      enrolmentId,
      method: 'scan',
      exception: null,
    });
  };
}

async function pair(site: BenchSite, checkIn: OneCommit, turns: number) {
  const oursMs: number[] = [];
  const bareMs: number[] = [];
  const cpuMs = { ours: 0, bare: 0 };
  for (let turn = 0; turn < turns + warmUp; turn += 1) {
    const before = usedCpuMs();
    const one = await timed(checkIn);
    const between = usedCpuMs();
    const other = await timed(() => bareInsert(site.store));
    const after = usedCpuMs();
    // The first turns warm up caches and compiled code.
    if (turn < warmUp) continue;
    oursMs.push(one);
    bareMs.push(other);
    cpuMs.ours += between - before;
    cpuMs.bare += after - between;
  }
  const [ours, bare] = [percentiles(oursMs), percentiles(bareMs)];
  const cpu = { oursMs: round(cpuMs.ours / turns), bareMs: round(cpuMs.bare / turns) };
  return { ledgerRows: site.ledgerRows(), ours, bare, ratio: round(ours.p50 / bare.p50), cpu };
}

/** What this process has had of the processor: on a machine that others use too, it tells our work from their disk. */
function usedCpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

function bareInsert(store: Store): void {
  store.hot('BEGIN IMMEDIATE').run();
  store.hot('INSERT INTO bare (body) VALUES (?)').run(bareBody);
  store.hot('COMMIT').run();
}

async function together(checkIn: OneCommit, size: number) {
  const tookMs = await timed(async () => {
    for (let turn = 0; turn < groupRounds; turn += 1)
      await Promise.all(Array.from({ length: size }, () => checkIn()));
  });
  return { atOnce: size, perSecond: Math.round((groupRounds * size * 1000) / tookMs) };
}
