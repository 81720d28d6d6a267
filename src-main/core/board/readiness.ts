import { eq } from 'drizzle-orm';
import type { BatchId, CameraId, SittingId } from '#shared/contract/ids.ts';
import type { RecorderState } from '#shared/contract/recorder.ts';
import type { ReadinessLine } from '#shared/contract/views/preparation.ts';
import { recordingLimits } from '#shared/domain/cameras.ts';
import { endOf, isOver, siteDay } from '#shared/domain/sittingTimes.ts';
import { invigilatorsNeeded, rolesForDuty } from '#shared/domain/duties.ts';
import type { Duty } from '#shared/domain/duties.ts';
import { neededWork, peopleMissing, peopleNeeded } from '#shared/domain/neededPeople.ts';
import type { Subject } from '#shared/domain/subject.ts';
import { people } from '../access/queries.ts';
import { seatedCounts, sittingsOfBatch, staffOfBatch } from '../arrangement/queries.ts';
import type { SittingRow } from '../arrangement/queries.ts';
import type { BatchRow } from '../batches/queries.ts';
import { camerasOfSitting, liveCameras } from '../cameras/queries.ts';
import { substitutedEnrolments, unseatedIn } from '../enrolments/standing.ts';
import { centreRow, siteRow } from '../institution/queries.ts';
import { rubrics } from '../practical/tables.ts';
import type { Store } from '../store/openDatabase.ts';

/** What a batch has by way of sittings and staff, read once for the lines about them. */
interface Standing {
  readonly sittings: readonly SittingRow[];
  /** Distinct people of a sitting with one of some duties. */
  readonly there: (sittingId: SittingId, duties: readonly Duty[]) => number;
  readonly seated: ReadonlyMap<SittingId, number>;
}

/**
 * The readiness check of a batch. Nothing is ready that nobody has been put into: seats of both subjects, invigilators of the theory,
 * a full and odd group with its lead at every practical, a supervisor in every session. `people` says before anybody is seated which
 * people the site has not got.
 */
export function readiness(
  store: Store,
  batch: BatchRow,
  enrolled: number,
  recording: RecorderState | null,
): readonly ReadinessLine[] {
  const { batchId } = batch;
  const unseated = unseatedIn(store, batchId);
  const standing = standingOf(store, batchId);
  const theory = enrolled - substitutedEnrolments(store, batchId).size;
  const adopted = store.orm.select().from(rubrics).where(eq(rubrics.batchId, batchId)).all();
  const lacking = batch.occupationLevels.filter(
    (line) => !adopted.some((one) => one.code === line.code && one.level === line.level),
  );
  const measures = adopted.some((one) =>
    one.modules.some((module) => module.items.some((item) => item.kind === 'measured')),
  );
  const missing = peopleMissing(
    peopleNeeded(batch.rules, measures),
    people(store).filter((one) => !one.disabled),
  );
  const lacks = neededWork.some((work) => missing[work] > 0);
  return [
    line('roster', enrolled > 0, { count: enrolled }, '/candidates'),
    line('people', !lacks, lacks ? missing : {}, '/system'),
    line(
      'seats',
      enrolled > 0 && unseated.theory + unseated.practical === 0,
      { theory: unseated.theory, practical: unseated.practical },
      '/arrangement',
    ),
    ...staffLines(batch, standing, theory, enrolled),
    ...cameraLines(store, standing, recording),
    line('rubrics', lacking.length === 0, { count: lacking.length }, '/batches'),
    softLine(
      'plan',
      batch.planSubmittedOn !== null,
      batch.planSubmittedOn === null ? {} : { day: batch.planSubmittedOn },
      '/batches',
    ),
    softLine('centre', centreRow(store) !== null, {}, '/system'),
    softLine('recoverySheet', siteRow(store)?.recoverySheetKept === true, {}, '/system'),
  ];
}

/**
 * Cameras of the sittings that are still to come: each room has one, none of them is lost, and the disk holds out for the longest day. A
 * site that has no cameras at all has no such lines. Nothing of this stops an exam: what is not recorded is a gap that somebody answers.
 */
function cameraLines(
  store: Store,
  { sittings }: Standing,
  recording: RecorderState | null,
): readonly ReadinessLine[] {
  if (liveCameras(store).length === 0) return [];
  const ahead = sittings.filter(({ state }) => !isOver(state));
  const rooms = [...new Set(ahead.map(({ sittingId }) => sittingId))].map((sittingId) =>
    camerasOfSitting(store, sittingId),
  );
  const none = rooms.filter((there) => there.length === 0).length;
  const used = new Set(rooms.flat());
  const lost = (recording?.cameras ?? []).filter(
    ({ cameraId, state }) => state === 'lost' && used.has(cameraId as CameraId),
  ).length;
  const byDay = Map.groupBy(ahead, ({ startsAt }) => siteDay(startsAt));
  const needed = Math.max(0, ...[...byDay.values()].map(hoursOf));
  const hours = recording?.folder.hoursLeft ?? null;
  return [
    line('cameras', none === 0 && lost === 0, { sittings: sittings.length, none, lost }, '/cameras'),
    ...(hours === null
      ? []
      : [line('recordingDisk', hours >= needed, { hours: Math.floor(hours), needed }, '/cameras')]),
  ];
}

/** Hours from the first recording of a day to its last, begun ones counted whole. */
function hoursOf(sittings: readonly SittingRow[]): number {
  const begins =
    Math.min(...sittings.map(({ startsAt }) => Date.parse(startsAt))) - recordingLimits.beforeSittingMs;
  const ends = Math.max(...sittings.map((one) => Date.parse(endOf(one)))) + recordingLimits.afterSittingMs;
  return Math.ceil((ends - begins) / 3_600_000);
}

function staffLines(
  { rules }: BatchRow,
  { sittings, there, seated }: Standing,
  theory: number,
  practical: number,
): readonly ReadinessLine[] {
  const group = rolesForDuty.examiner;
  /** A line about sittings: with those that lack somebody; without any sitting nothing is ready, unless nobody needs one. */
  const staffed = (
    code: ReadinessLine['code'],
    asked: readonly SittingRow[],
    needed: number,
    isShort: (sitting: SittingRow) => boolean,
  ): ReadinessLine => {
    const count = asked.filter(isShort).length;
    const ready = asked.length === 0 ? practical > 0 && needed === 0 : count === 0;
    return line(code, ready, { sittings: asked.length, count }, '/arrangement');
  };
  const of = (subject: Subject) => sittings.filter((sitting) => sitting.subject === subject);
  const sessions = [...Map.groupBy(sittings, (sitting) => sitting.sessionId).values()];
  const unsupervised = sessions.filter((session) =>
    session.every((sitting) => there(sitting.sittingId, ['supervisor']) === 0),
  ).length;
  return [
    staffed('invigilators', of('theory'), theory, (sitting) => {
      const needed = invigilatorsNeeded(rules, sitting.subject, seated.get(sitting.sittingId) ?? 0);
      return there(sitting.sittingId, ['invigilator']) < needed;
    }),
    staffed('examiners', of('practical'), practical, ({ sittingId }) => {
      const many = there(sittingId, group);
      return many < rules.examinersPerGroup || many % 2 === 0;
    }),
    staffed('leads', of('practical'), practical, ({ sittingId }) => there(sittingId, ['leadExaminer']) === 0),
    line(
      'supervisors',
      sessions.length > 0 && unsupervised === 0,
      { sittings: sessions.length, count: unsupervised },
      '/arrangement',
    ),
  ];
}

function standingOf(store: Store, batchId: BatchId): Standing {
  const staff = Map.groupBy(staffOfBatch(store, batchId), (one) => one.sittingId);
  return {
    sittings: sittingsOfBatch(store, batchId),
    there: (sittingId, duties) =>
      new Set(
        (staff.get(sittingId) ?? []).filter((one) => duties.includes(one.duty)).map((one) => one.userId),
      ).size,
    seated: seatedCounts(store, batchId),
  };
}

function line(
  code: ReadinessLine['code'],
  ready: boolean,
  facts: ReadinessLine['facts'],
  where: string,
): ReadinessLine {
  return { code, state: ready ? 'ready' : 'missing', facts, where };
}

/** A line that warns and holds nothing back. */
function softLine(
  code: ReadinessLine['code'],
  ready: boolean,
  facts: ReadinessLine['facts'],
  where: string,
): ReadinessLine {
  return { code, state: ready ? 'ready' : 'warning', facts, where };
}
