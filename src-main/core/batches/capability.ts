import type { CoreCapability } from '../api/capability.ts';
import { apply, decide } from './events.ts';
import { batchCalendars, batches, batchRuleSets } from './tables.ts';
import { shows } from './shows.ts';

/** 认定批次. */
export const batchesCapability: CoreCapability = {
  name: 'batches',
  tables: [batchCalendars, batchRuleSets, batches],
  decide,
  apply,
  shows,
};
