import type { EventType } from '#shared/contract/events/index.ts';
import { known } from './reading.ts';
import type { Take } from './reading.ts';

/** Marks, what was said of them, and who agreed. */
export const takeIncidents = {
  'incident.marked': (batch, row) =>
    void batch.incidents.set(row.data.incidentId, {
      marked: row,
      described: null,
      answers: new Map(),
      files: [],
      withdrawn: null,
    }),
  'incident.described': (batch, row) => {
    const incident = known(batch.incidents.get(row.data.incidentId), row.seq);
    incident.described = row;
    incident.answers.clear();
  },
  'incident.answered': (batch, { seq, actor, data, personal }) => {
    const incident = known(batch.incidents.get(data.incidentId), seq);
    incident.answers.set(actor, { agrees: data.agrees, note: personal?.note ?? null });
  },
  'incident.fileAdded': (batch, row) =>
    void known(batch.incidents.get(row.data.incidentId), row.seq).files.push(row),
  'incident.withdrawn': (batch, row) => {
    known(batch.incidents.get(row.data.incidentId), row.seq).withdrawn = row;
  },
} satisfies { readonly [Type in EventType]?: Take<Type> };
