import { and, asc, desc, eq, inArray } from 'drizzle-orm';
import type { BatchId, EvidenceFileId, IncidentId, RoomId, UserId } from '#shared/contract/ids.ts';
import type { Duty } from '#shared/domain/duties.ts';
import { incidentStates, isUnsettled } from '#shared/domain/incidents.ts';
import { incidentReaders } from '#shared/domain/roles.ts';
import type { Role } from '#shared/domain/roles.ts';
import { endOf, siteDay, siteDaySpan } from '#shared/domain/sittingTimes.ts';
import { sittingRow, staffOfSitting } from '../arrangement/queries.ts';
import type { SittingRow } from '../arrangement/queries.ts';
import { sittings, examSessions } from '../arrangement/tables.ts';
import type { Store } from '../store/openDatabase.ts';
import { incidentFiles, incidentPeople, incidents, incidentWitnesses } from './tables.ts';

export type IncidentRow = typeof incidents.$inferSelect;
export type IncidentFileRow = typeof incidentFiles.$inferSelect;

/** One incident; null when there is none of that id. */
export function incidentRow({ orm }: Store, incidentId: IncidentId): IncidentRow | null {
  return orm.select().from(incidents).where(eq(incidents.incidentId, incidentId)).get() ?? null;
}

/** Incidents of a batch, the newest mark first. */
export function incidentsOfBatch({ orm }: Store, batchId: BatchId): readonly IncidentRow[] {
  return orm
    .select()
    .from(incidents)
    .where(eq(incidents.batchId, batchId))
    .orderBy(desc(incidents.seq))
    .all();
}

/** How many incidents of a batch, or of all, still want a description or an answer. */
export function unsettledIncidents({ orm }: Store, batchId?: BatchId): readonly IncidentRow[] {
  const unsettled = inArray(incidents.state, incidentStates.filter(isUnsettled));
  return orm
    .select()
    .from(incidents)
    .where(batchId === undefined ? unsettled : and(eq(incidents.batchId, batchId), unsettled))
    .all();
}

/** Named witnesses with their answers. */
export function witnessesOf({ orm }: Store, incidentId: IncidentId) {
  return orm
    .select()
    .from(incidentWitnesses)
    .where(eq(incidentWitnesses.incidentId, incidentId))
    .orderBy(asc(incidentWitnesses.userId))
    .all();
}

/** Whom an incident touches, as last said. */
export function peopleOf({ orm }: Store, incidentId: IncidentId) {
  return orm
    .select()
    .from(incidentPeople)
    .where(eq(incidentPeople.incidentId, incidentId))
    .orderBy(asc(incidentPeople.enrolmentId))
    .all();
}

/** One file of an incident; null when there is none of that id. */
export function incidentFile({ orm }: Store, evidenceFileId: EvidenceFileId): IncidentFileRow | null {
  return (
    orm.select().from(incidentFiles).where(eq(incidentFiles.evidenceFileId, evidenceFileId)).get() ?? null
  );
}

/** Files of an incident in the order in which they were added. */
export function filesOf({ orm }: Store, incidentId: IncidentId): readonly IncidentFileRow[] {
  return orm
    .select()
    .from(incidentFiles)
    .where(eq(incidentFiles.incidentId, incidentId))
    .orderBy(asc(incidentFiles.seq))
    .all();
}

/** The sitting that was on in a room at a moment, or the nearest one of that day; null when none was planned there that day. */
export function sittingAt(store: Store, roomId: RoomId, at: string): SittingRow | null {
  const { from, until } = siteDaySpan(siteDay(at));
  const ofDay = store.orm
    .select({ sittingId: sittings.sittingId, startsAt: examSessions.startsAt })
    .from(sittings)
    .innerJoin(examSessions, eq(examSessions.sessionId, sittings.sessionId))
    .where(eq(sittings.roomId, roomId))
    .orderBy(asc(examSessions.startsAt))
    .all()
    .filter(({ startsAt }) => startsAt >= from && startsAt <= until)
    .flatMap(({ sittingId }) => sittingRow(store, sittingId) ?? []);
  const [nearest] = ofDay.toSorted((one, other) => distance(one, at) - distance(other, at));
  return nearest ?? null;
}

/** Milliseconds from a moment to the time in which a sitting was, or is planned to be, on; 0 within it. */
function distance(sitting: SittingRow, at: string): number {
  const moment = Date.parse(at);
  const from = Date.parse(sitting.admittedAt ?? sitting.startsAt);
  const until = Date.parse(sitting.finishedAt ?? endOf(sitting));
  return Math.max(0, from - moment, moment - until);
}

/** Those who are, or were, on duty in a sitting, each with a duty. */
export function onDuty(store: Store, sitting: Pick<SittingRow, 'sittingId'>): ReadonlyMap<UserId, Duty> {
  const found = new Map<UserId, Duty>();
  const past = store
    .hot<{ userId: UserId; duty: Duty }>(
      'SELECT user_id AS userId, duty FROM past_duties WHERE sitting_id = ? ORDER BY user_id, duty',
    )
    .all(sitting.sittingId);
  for (const { userId, duty } of [...past, ...staffOfSitting(store, sitting.sittingId)])
    found.set(userId, duty);
  return found;
}

interface Reader {
  readonly id: string;
  readonly roles: readonly Role[];
}

/** Whether somebody may read what is said of an incident: its readers by role, who wrote it, and the witnesses it names. */
export function mayRead(store: Store, row: IncidentRow, { id, roles }: Reader): boolean {
  return (
    roles.some((role) => incidentReaders.includes(role)) ||
    row.describedBy === id ||
    witnessesOf(store, row.incidentId).some(({ userId }) => userId === id)
  );
}
