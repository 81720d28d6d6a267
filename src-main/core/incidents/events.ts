import { and, eq } from 'drizzle-orm';
import type { IncidentId, UserId } from '#shared/contract/ids.ts';
import { describedState } from '#shared/domain/incidents.ts';
import type { Apply, Decide } from '../ledger/capability.ts';
import type { Store } from '../store/openDatabase.ts';
import {
  addIncidentFile,
  answerIncident,
  describeIncident,
  markIncident,
  withdrawIncident,
} from './decide.ts';
import { incidentRow, witnessesOf } from './queries.ts';
import { incidentFiles, incidentPeople, incidents, incidentWitnesses } from './tables.ts';

export const decide: Decide = {
  'incident.mark': markIncident,
  'incident.describe': describeIncident,
  'incident.answer': answerIncident,
  'incident.addFile': addIncidentFile,
  'incident.withdraw': withdrawIncident,
};

export const apply: Apply = {
  'incident.marked': (store, { seq, at, actor, batch, data }) => {
    if (batch === null) throw new Error('an incident without its batch');
    store.orm
      .insert(incidents)
      .values({ ...data, batchId: batch, state: 'open', markedBy: actor as UserId, markedAt: at, seq })
      .run();
  },
  'incident.described': (store, { seq, at, actor, data, personal }) => {
    const { incidentId, enrolmentIds, witnesses } = data;
    const { orm } = store;
    orm
      .update(incidents)
      .set({
        kind: data.kind,
        saidAt: data.at,
        place: personal?.place ?? null,
        whatHappened: personal?.whatHappened ?? null,
        describedBy: actor as UserId,
        describedAt: at,
        describedSeq: seq,
      })
      .where(eq(incidents.incidentId, incidentId))
      .run();
    for (const table of [incidentPeople, incidentWitnesses])
      orm.delete(table).where(eq(table.incidentId, incidentId)).run();
    for (const enrolmentId of enrolmentIds)
      orm.insert(incidentPeople).values({ incidentId, enrolmentId }).run();
    for (const userId of witnesses)
      orm.insert(incidentWitnesses).values({ incidentId, userId, agrees: null, note: null }).run();
    settle(store, incidentId);
  },
  'incident.answered': (store, { actor, data, personal }) => {
    store.orm
      .update(incidentWitnesses)
      .set({ agrees: data.agrees, note: personal?.note ?? null })
      .where(
        and(eq(incidentWitnesses.incidentId, data.incidentId), eq(incidentWitnesses.userId, actor as UserId)),
      )
      .run();
    settle(store, data.incidentId);
  },
  'incident.fileAdded': (store, { seq, actor, data, personal }) =>
    void store.orm
      .insert(incidentFiles)
      .values({ ...data, name: personal?.name ?? null, addedBy: actor as UserId, seq })
      .run(),
  'incident.withdrawn': (store, { seq, at, actor, data, personal }) =>
    void store.orm
      .update(incidents)
      .set({
        state: 'withdrawn',
        withdrawnBy: actor as UserId,
        withdrawnAt: at,
        withdrawnReason: personal?.reason ?? null,
        withdrawnSeq: seq,
      })
      .where(eq(incidents.incidentId, data.incidentId))
      .run(),
};

/** The state follows from what was said and answered. */
function settle(store: Store, incidentId: IncidentId): void {
  const row = incidentRow(store, incidentId);
  if (row === null || row.kind === null || row.describedBy === null || row.state === 'withdrawn') return;
  const named = witnessesOf(store, incidentId);
  const state = describedState({
    kind: row.kind,
    describedBy: row.describedBy,
    witnesses: named.map(({ userId }) => userId),
    answers: new Map(
      named.flatMap(({ userId, agrees }) => (agrees === null ? [] : [[userId, agrees] as const])),
    ),
  });
  store.orm.update(incidents).set({ state }).where(eq(incidents.incidentId, incidentId)).run();
}
