import { eq } from 'drizzle-orm';
import type { Alarm, Board, BoardSitting, PendingApproval } from '#shared/contract/views/site.ts';
import { incidentMarkReaders, incidentReaders, markReaders, sheetReaders } from '#shared/domain/roles.ts';
import type { Role } from '#shared/domain/roles.ts';
import { isOver, siteTime } from '#shared/domain/sittingTimes.ts';
import { dayMs } from '#shared/domain/calendarDate.ts';
import type { RaisedAlarm } from '../api/recording.ts';
import { roomViews } from '../arrangement/queries.ts';
import { batchRows } from '../batches/queries.ts';
import { cameraRow, gapsOfBatch, isUnanswered } from '../cameras/queries.ts';
import { clockJumps } from '../institution/tables.ts';
import { siteRow } from '../institution/queries.ts';
import { packageRows } from '../packages/queries.ts';
import { rejectedReceipts } from '../packages/tables.ts';
import { isFrozen } from '../enrolments/standing.ts';
import { unsettledIncidents } from '../incidents/queries.ts';
import type { Store } from '../store/openDatabase.ts';
import { substitutions } from '../theory/tables.ts';
import type { MarksStandOf } from './marksStand.ts';

const littleDiskBytes = 5 * 1024 ** 3;

export interface AlarmFacts {
  /** Of the one who looks at the board. */
  readonly roles: readonly Role[];
  readonly at: string;
  readonly sittings: readonly BoardSitting[];
  readonly deadlines: Board['deadlines'];
  readonly approvals: readonly PendingApproval[];
  readonly freeBytes: number;
  /** The last back-up came to nothing. */
  readonly backupFailed: boolean;
  readonly centreEnrolled: boolean;
  /** Newer keys of the centre came and were not taken. */
  readonly keysRefused: boolean;
  /** How the marks of a batch stand; costly, so it comes from `marksStand.ts`. */
  readonly standOf: MarksStandOf;
  /** Alarms of cameras and of the recorder, with those that somebody has taken note of left out. */
  readonly recording: readonly RaisedAlarm[];
}

/** Alarms that tell of marks, with those who may know; all others are for everybody. */
const told: { readonly [Code in Alarm['code']]?: readonly Role[] } = {
  'spread-open': sheetReaders,
  'theory-differs': markReaders,
  'substitution-open': markReaders,
  'incident-open': incidentMarkReaders,
  'incident-described': incidentReaders,
};

/** What wants a person now, as far as this person may know of it, heaviest first: 3 stops the exam or the report, 2 soon will, 1 is good to know. */
export function alarms(store: Store, facts: AlarmFacts): readonly Alarm[] {
  const found: Alarm[] = [
    ...ofSittings(facts),
    ...ofDeadlines(facts),
    ...ofMarks(store, facts.standOf),
    ...ofIncidents(store),
    ...ofSite(store, facts),
    ...ofRecordings(store, facts),
  ];
  return found
    .filter(({ code }) => told[code]?.some((role) => facts.roles.includes(role)) ?? true)
    .toSorted((left, right) => right.weight - left.weight);
}

function* ofSittings({ at, sittings }: AlarmFacts): Generator<Alarm> {
  for (const sitting of sittings) {
    const facts = { room: sitting.roomName, startsAt: siteTime(sitting.startsAt) };
    if (!isOver(sitting.state) && sitting.invigilators.length < sitting.invigilatorsNeeded) {
      yield {
        code: 'staff-missing',
        weight: 3,
        facts: { ...facts, assigned: sitting.invigilators.length, needed: sitting.invigilatorsNeeded },
        where: '/arrangement',
      };
    }
    const late = Date.parse(at) - Date.parse(sitting.startsAt);
    if ((sitting.state === 'notStarted' || sitting.state === 'admitting') && late > 0) {
      yield {
        code: 'late-start',
        weight: 3,
        facts: { ...facts, minutes: Math.floor(late / 60_000) },
        where: '/checkin',
      };
    }
  }
}

function* ofDeadlines({ deadlines }: AlarmFacts): Generator<Alarm> {
  for (const batch of deadlines) {
    for (const step of batch.steps) {
      if (step.state !== 'missed' && step.state !== 'near') continue;
      if (step.code === 'firstDay' || step.code === 'lastDay') continue;
      const code = step.state === 'missed' ? 'deadline-missed' : 'deadline-near';
      yield {
        code,
        weight: step.state === 'missed' ? 3 : 2,
        facts: { batchName: batch.batchName, step: step.code, day: step.day ?? '' },
        where: step.code === 'plan' ? '/batches' : '/reports',
      };
    }
  }
}

function* ofMarks(store: Store, standOf: MarksStandOf): Generator<Alarm> {
  for (const batch of batchRows(store)) {
    if (isFrozen(store, batch.batchId)) continue;
    const { openSpreads, theoryDifferences, theoryUncompared } = standOf(batch.batchId);
    const { name: batchName } = batch;
    if (openSpreads > 0) {
      yield { code: 'spread-open', weight: 2, facts: { batchName, count: openSpreads }, where: '/practical' };
    }
    if (theoryDifferences > 0) {
      yield {
        code: 'theory-differs',
        weight: 2,
        facts: { batchName, count: theoryDifferences },
        where: '/theory',
      };
    }
    if (theoryUncompared > 0) {
      yield {
        code: 'theory-uncompared',
        weight: 1,
        facts: { batchName, count: theoryUncompared },
        where: '/theory',
      };
    }
  }
  const open = store.orm.select().from(substitutions).where(eq(substitutions.state, 'open')).all().length;
  if (open > 0) yield { code: 'substitution-open', weight: 1, facts: { count: open }, where: '/theory' };
}

/** What is not recorded now, and gaps that nobody has answered for. Who took note of an alarm is not told of it here again. */
function* ofRecordings(store: Store, { recording }: AlarmFacts): Generator<Alarm> {
  const rooms = new Map<string, string>(roomViews(store).map((room) => [room.roomId, room.name]));
  for (const alarm of recording) {
    const camera = alarm.cameraId === null ? null : cameraRow(store, alarm.cameraId);
    const facts = {
      room: rooms.get(camera?.roomId ?? '') ?? '—',
      camera: camera?.name ?? '—',
      since: siteTime(alarm.since),
      hours: Math.floor(alarm.hoursLeft ?? 0),
    };
    yield {
      code: codeOf(alarm),
      weight: alarm.kind === 'degraded' || (alarm.hoursLeft ?? 0) > 8 ? 2 : 3,
      facts,
      where: '/cameras',
    };
  }
  for (const batch of batchRows(store)) {
    const count = gapsOfBatch(store, batch.batchId).filter(isUnanswered).length;
    if (count > 0)
      yield {
        code: 'gaps-unanswered',
        weight: 2,
        facts: { batchName: batch.name, count },
        where: '/cameras',
      };
  }
}

function codeOf({ kind, cause }: RaisedAlarm): Alarm['code'] {
  switch (kind) {
    case 'lost':
      return 'camera-lost';
    case 'degraded':
      return 'camera-degraded';
    case 'chain':
      return 'camera-chain';
    case 'disk':
      return 'recording-disk';
    case 'folder':
      return 'recording-folder';
    case 'recorder':
      return cause === 'noFfmpeg' ? 'recorder-ffmpeg' : 'recorder-down';
  }
}

function* ofIncidents(store: Store): Generator<Alarm> {
  const unsettled = unsettledIncidents(store);
  for (const [code, state] of [
    ['incident-open', 'open'],
    ['incident-described', 'described'],
  ] as const) {
    const count = unsettled.filter((one) => one.state === state).length;
    if (count > 0) yield { code, weight: 2, facts: { count }, where: '/incidents' };
  }
}

function* ofSite(
  store: Store,
  { at, approvals, freeBytes, backupFailed, centreEnrolled, keysRefused }: AlarmFacts,
): Generator<Alarm> {
  if (approvals.length > 0)
    yield { code: 'approval-waiting', weight: 2, facts: { count: approvals.length }, where: '/board' };
  for (const batch of batchRows(store)) {
    const [newest] = packageRows(store, batch.batchId);
    if (newest?.state === 'returned') {
      yield { code: 'package-returned', weight: 3, facts: { batchName: batch.name }, where: '/reports' };
    }
  }
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
  if (backupFailed) yield { code: 'backup-failed', weight: 2, facts: {}, where: '/system' };
  if (!centreEnrolled) yield { code: 'centre-not-enrolled', weight: 1, facts: {}, where: '/system' };
  if (keysRefused) yield { code: 'centre-keys-refused', weight: 2, facts: {}, where: '/system?tab=centre' };
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
      code: last.jumpMs < 0 ? 'clock-went-back' : 'clock-jumped',
      weight: last.jumpMs < 0 ? 2 : 1,
      facts: { from: siteTime(last.fromAt), to: siteTime(last.toAt) },
      where: '/ledger',
    };
}
