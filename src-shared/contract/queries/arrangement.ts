import { z } from 'zod';
import { batchId } from '../ids.ts';
import { nothing, ofBatch, query } from './query.ts';
import type { ArrangementView, RoomView, TicketView } from '../views/preparation.ts';
import { lengths } from '../../domain/limits.ts';
import { entranceReaders, managers, office } from '../../domain/roles.ts';

export const arrangementQueries = {
  'arrangement.view': query(ofBatch, [
    ...entranceReaders,
    'leadExaminer',
  ]).answering<ArrangementView | null>(),
  'arrangement.rooms': query(nothing, office).answering<readonly RoomView[]>(),
  /** Tickets of a batch, or of one class of it. */
  'arrangement.tickets': query(
    z.strictObject({ batchId, className: z.string().max(lengths.className).nullable() }),
    managers,
  ).answering<readonly TicketView[]>(),
};
