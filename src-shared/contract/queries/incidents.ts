import { z } from 'zod';
import { incidentMarkers } from '../../domain/roles.ts';
import { incidentId } from '../ids.ts';
import type { IncidentForm, IncidentPlace, IncidentView } from '../views/incidents.ts';
import { ofBatch, query } from './query.ts';

export const incidentsQueries = {
  /** Incidents of a batch, newest first, each as far as the asker may see it. */
  'incidents.list': query(ofBatch, incidentMarkers).answering<readonly IncidentView[]>(),
  /** Sittings of a batch, nearest to now first; those of the asker before the others. */
  'incidents.places': query(ofBatch, incidentMarkers).answering<readonly IncidentPlace[]>(),
  /** Who sat and who was on duty where it was marked: what the form of the description offers. */
  'incidents.form': query(z.strictObject({ incidentId }), incidentMarkers).answering<IncidentForm | null>(),
};
