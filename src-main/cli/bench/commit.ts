import { newUlid } from '#node/newUlid.ts';
import type { CheckInId } from '#shared/contract/ids.ts';
import { arrangementView } from '../../core/arrangement/views.ts';
import type { Store } from '../../core/store/openDatabase.ts';
import type { CommandIo } from '../io.ts';
import { openBenchSite } from './benchSite.ts';
import type { BenchSite } from './benchSite.ts';
import { percentiles, round } from './numbers.ts';

const ledgerSizes = [1000, 100_000];
const commitsEach = 300;
const warmUp = 200;
const groupSizes = [1, 8, 32];
const groupRounds = 60;
/** About what one of our rows holds: header, data, salts, hash. */
const bareBytes = 900;
const bareBody = Buffer.alloc(bareBytes, 'kaodian');
const candidates = 400;

/**
 * A check-in (rules, ledger row, tables, answer) beside a bare durable insert of as many bytes into the same encrypted
 * database, turn by turn; at two ledger sizes. Then many at once.
 */
export async function benchCommit(io: CommandIo): Promise<unknown> {
  const bench = await openBenchSite(candidates);
  try {
    const { site } = bench;
    site.store.raw.exec('CREATE TABLE bare (id INTEGER PRIMARY KEY, body BLOB NOT NULL)');
    const door = await admitting(bench);
    const alone = [];
    for (const size of ledgerSizes) {
      await bench.growTo(size);
      alone.push(await pair(bench, door));
      const [ours, bare, ratio] = [alone.at(-1)?.ours.p50, alone.at(-1)?.bare.p50, alone.at(-1)?.ratio];
      io.stdout(
        `留痕 ${site.ledger.tail().size} 条时：一次入场登记 ${ours} ms，裸写入 ${bare} ms，${ratio} 倍\n`,
      );
    }
    const groups = [];
    for (const size of groupSizes) {
      groups.push(await together(door, size));
      io.stdout(`${size} 个同时：每秒 ${groups.at(-1)?.perSecond}\n`);
    }
    return { alone, groups };
  } finally {
    await bench.close();
  }
}

/** One check-in (or its undoing, in turn): always a new command with a new row. */
type OneCommit = () => Promise<void>;

async function admitting(bench: BenchSite): Promise<OneCommit> {
  const view = arrangementView(bench.site.store, bench.batchId);
  const sitting = view?.sittings[0];
  if (sitting === undefined) throw new Error('no sitting to measure');
  await bench.must('sitting.admit', { sittingId: sitting.sittingId });
  const seats = sitting.seats.map((seat) => seat.enrolmentId);
  const entered = new Map<string, CheckInId>();
  let next = 0;
  return async () => {
    const enrolmentId = seats[next % seats.length];
    next += 1;
    if (enrolmentId === undefined) throw new Error('an empty sitting');
    const before = entered.get(enrolmentId);
    if (before !== undefined) {
      entered.delete(enrolmentId);
      await bench.must('checkin.undo', { checkInId: before, reason: '实测' });
      return;
    }
    const checkInId = newUlid() as CheckInId;
    entered.set(enrolmentId, checkInId);
    await bench.must('checkin.record', {
      checkInId,
      sittingId: sitting.sittingId,
      enrolmentId,
      method: 'scan',
      exception: null,
    });
  };
}

async function pair(bench: BenchSite, ours: OneCommit) {
  const { store } = bench.site;
  const oursMs: number[] = [];
  const bareMs: number[] = [];
  for (let turn = 0; turn < commitsEach + warmUp; turn += 1) {
    const one = await timed(ours);
    const other = await timed(() => bareInsert(store));
    // The first turns warm up caches and compiled code.
    if (turn < warmUp) continue;
    oursMs.push(one);
    bareMs.push(other);
  }
  const [a, b] = [percentiles(oursMs), percentiles(bareMs)];
  return { ledgerRows: bench.site.ledger.tail().size, ours: a, bare: b, ratio: round(a.p50 / b.p50) };
}

function bareInsert(store: Store): void {
  store.hot('BEGIN IMMEDIATE').run();
  store.hot('INSERT INTO bare (body) VALUES (?)').run(bareBody);
  store.hot('COMMIT').run();
}

async function together(ours: OneCommit, size: number) {
  const startedAt = performance.now();
  for (let turn = 0; turn < groupRounds; turn += 1)
    await Promise.all(Array.from({ length: size }, () => ours()));
  const seconds = (performance.now() - startedAt) / 1000;
  return { atOnce: size, perSecond: Math.round((groupRounds * size) / seconds) };
}

async function timed(work: () => Promise<void> | void): Promise<number> {
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
}
