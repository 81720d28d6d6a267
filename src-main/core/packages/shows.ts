import { eq, max } from 'drizzle-orm';
import type { Shows } from '../ledger/capability.ts';
import { frozenTables } from '../results/tables.ts';
import { packages } from './tables.ts';

/** Which revision would be sealed, of which frozen table. */
export const shows: Shows = {
  before: {
    'package.seal': ({ orm }, { batchId }) => ({
      beside: {
        revision:
          (orm
            .select({ last: max(packages.revision) })
            .from(packages)
            .where(eq(packages.batchId, batchId))
            .get()?.last ?? 0) + 1,
        tableSha256:
          orm.select().from(frozenTables).where(eq(frozenTables.batchId, batchId)).get()?.tableSha256 ?? null,
      },
    }),
  },
};
