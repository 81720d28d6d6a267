import { ofBatch, query } from './query.ts';
import type { ReportsView } from '../views/results.ts';
import { office } from '../../domain/roles.ts';

export const packagesQueries = {
  'reports.view': query(ofBatch, office).answering<ReportsView | null>(),
};
