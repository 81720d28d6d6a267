import { eq } from 'drizzle-orm';
import type { Alarm, Board, BoardSitting, PendingApproval } from '#shared/contract/views/site.ts';
import { batchRows } from '../batches/queries.ts';
import { clockJumps } from '../institution/tables.ts';
import { siteRow } from '../institution/queries.ts';
import type { Ground } from '../ledger/capability.ts';
import { rejectedReceipts } from '../packages/tables.ts';
import { openSpreads } from '../results/queries.ts';
import type { Store } from '../store/openDatabase.ts';
import { substitutions } from '../theory/tables.ts';
import { theoryDifferences } from '../theory/queries.ts';

const littleDiskBytes = 5 * 1024 ** 3;
const dayMs = 86_400_000;

export interface AlarmGround {
  readonly at: string;
  readonly sittings: readonly BoardSitting[];
  readonly deadlines: Board['deadlines'];
  readonly approvals: readonly PendingApproval[];
  readonly freeBytes: number;
  readonly centreEnrolled: boolean;
  readonly ground: Ground;
}

/** What wants a person now, heaviest first: 1 stops the exam, 2 will, 3 is good to know. */
export function alarms(store: Store, ground: AlarmGround): readonly Alarm[] {
  const found: Alarm[] = [
    ...ofSittings(ground),
    ...ofDeadlines(ground),
    ...ofMarks(store),
    ...ofSite(store, ground),
  ];
  return found.toSorted((left, right) => left.weight - right.weight);
}

function* ofSittings({ at, sittings }: AlarmGround): Generator<Alarm> {
  for (const sitting of sittings) {
    const facts = { room: sitting.roomName, batch: sitting.batchName };
    if (sitting.state !== 'finished' && sitting.invigilators.length < sitting.invigilatorsNeeded) {
      yield {
        code: 'staff-missing',
        weight: 1,
        facts: { ...facts, have: sitting.invigilators.length, need: sitting.invigilatorsNeeded },
        where: '/arrangement',
      };
    }
    const late = Date.parse(at) - Date.parse(sitting.startsAt);
    if ((sitting.state === 'notStarted' || sitting.state === 'admitting') && late > 0) {
      yield {
        code: 'late-start',
        weight: 1,
        facts: { ...facts, minutes: Math.floor(late / 60_000) },
        where: '/checkin',
      };
    }
  }
}

function* ofDeadlines({ deadlines }: AlarmGround): Generator<Alarm> {
  for (const batch of deadlines) {
    for (const step of batch.steps) {
      if (step.state !== 'missed' && step.state !== 'near') continue;
      if (step.code === 'firstDay' || step.code === 'lastDay') continue;
      const code = step.state === 'missed' ? 'deadline-missed' : 'deadline-near';
      yield {
        code,
        weight: step.state === 'missed' ? 1 : 2,
        facts: { batch: batch.batchName, step: step.code, day: step.day ?? '' },
        where: step.code === 'plan' ? '/batches' : '/reports',
      };
    }
  }
}

function* ofMarks(store: Store): Generator<Alarm> {
  for (const batch of batchRows(store)) {
    const spreads = openSpreads(store, batch.batchId);
    if (spreads > 0)
      yield {
        code: 'spread-open',
        weight: 2,
        facts: { batch: batch.name, count: spreads },
        where: '/practical',
      };
    const differences = theoryDifferences(store, batch.batchId);
    if (differences > 0)
      yield {
        code: 'theory-differs',
        weight: 2,
        facts: { batch: batch.name, count: differences },
        where: '/theory',
      };
  }
  const open = store.orm.select().from(substitutions).where(eq(substitutions.state, 'open')).all().length;
  if (open > 0) yield { code: 'substitution-open', weight: 3, facts: { count: open }, where: '/theory' };
}

function* ofSite(store: Store, { at, approvals, freeBytes, centreEnrolled }: AlarmGround): Generator<Alarm> {
  if (approvals.length > 0)
    yield { code: 'approval-waiting', weight: 2, facts: { count: approvals.length }, where: '/board' };
  const { n: returned } = store
    .statement("SELECT count(*) AS n FROM packages WHERE state = 'returned'")
    .get() as { n: number };
  if (returned > 0)
    yield { code: 'package-returned', weight: 1, facts: { count: returned }, where: '/reports' };
  const rejected = store.orm.select().from(rejectedReceipts).all().length;
  if (rejected > 0)
    yield { code: 'receipt-rejected', weight: 2, facts: { count: rejected }, where: '/reports' };
  if (freeBytes < littleDiskBytes)
    yield {
      code: 'disk-low',
      weight: 2,
      facts: { free: Math.floor(freeBytes / 1024 ** 2) },
      where: '/system',
    };
  if (!centreEnrolled) yield { code: 'centre-not-enrolled', weight: 3, facts: {}, where: '/system' };
  if (siteRow(store)?.recoverySheetKept === false)
    yield { code: 'recovery-sheet', weight: 2, facts: {}, where: '/system' };
  const lately = store.orm
    .select()
    .from(clockJumps)
    .all()
    .filter((jump) => Math.abs(Date.parse(at) - Date.parse(jump.toAt)) < dayMs);
  const last = lately.at(-1);
  if (last !== undefined)
    yield {
      code: 'clock-jumped',
      weight: 3,
      facts: { seconds: Math.round(last.jumpMs / 1000) },
      where: '/ledger',
    };
}
