import type { CoreCapability } from '../api/capability.ts';
import { apply, decide } from './events.ts';
import { shows } from './shows.ts';
import { batches } from './tables.ts';

/** 认定批次. */
export const batchesCapability: CoreCapability = {
  name: 'batches',
  tables: [batches],
  decide,
  apply,
  shows,
};
