import { eq } from 'drizzle-orm';
import type { ItemId, TakingId } from '#shared/contract/ids.ts';
import type { Shows } from '../ledger/capability.ts';
import type { Store } from '../store/openDatabase.ts';
import { differencesOf } from './differences.ts';
import { placeNames } from './places.ts';
import { itemRow } from './queries.ts';
import { takings } from './tables.ts';

const named = (store: Store, itemId: string) => {
  const item = itemRow(store, itemId as ItemId);
  if (item === null) return null;
  return { text: [item.name, item.model, item.assetNo ?? item.code].filter(Boolean).join(' ') };
};
const placeNamed = (store: Store, key: string) => ({ text: placeNames(store)(key).text });

/** Things by name and number, places by name, a stock-taking with how many differences it has. */
export const shows: Shows = {
  before: {
    'equipment.closeTaking': (store, { takingId }) => {
      const taking = store.orm.select().from(takings).where(eq(takings.takingId, takingId)).get();
      if (taking === undefined) return {};
      const found = differencesOf(store, taking);
      return {
        beside: {
          'taking.missing': found.missing.length,
          'taking.misplaced': found.misplaced.length,
          'taking.extra': found.extra.length,
          'taking.counts': found.counts.length,
        },
      };
    },
  },
  names: {
    itemId: named,
    fromKey: placeNamed,
    toKey: placeNamed,
    takingId: (store, id) => {
      const taking = store.orm
        .select()
        .from(takings)
        .where(eq(takings.takingId, id as TakingId))
        .get();
      return taking === undefined ? null : { text: taking.name };
    },
  },
};
