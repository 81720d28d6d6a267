import { eq } from 'drizzle-orm';
import type { CommandInput } from '#shared/contract/commands/index.ts';
import type { TakingId } from '#shared/contract/ids.ts';
import { goneKey, isInScope, placeKeyOf } from '#shared/domain/equipment.ts';
import type { Decide, DecideContext, Decision, NewEvent, Refused } from '../ledger/capability.ts';
import { decided, happened, refused } from '../ledger/capability.ts';
import type { Store } from '../store/openDatabase.ts';
import { differencesOf, hashOfDifferences } from './differences.ts';
import { liveItem, signerOf } from './items.ts';
import { placeFault, placeNames } from './places.ts';
import { countAt, itemRow } from './queries.ts';
import { takings } from './tables.ts';

type Taking = typeof takings.$inferSelect;

/** 盘点: several people walk and scan; two close it on the differences. */
export const decideStockTaking = {
  'equipment.openTaking': ({ store }, { takingId, name, scope }) => {
    if (takingRow(store, takingId) !== null) return refused('id-taken');
    for (const place of scope) {
      const fault = place.kind === 'person' ? refused('taking-person') : placeFault(store, place);
      if (fault !== null) return fault;
    }
    const keys = [...new Set(scope.map(placeKeyOf))];
    return decided([happened('equipment.takingOpened', null, { takingId, name, scope: keys }, null)]);
  },
  'equipment.see': (context, input) => see(context, input),
  'equipment.closeTaking': (context, input) => close(context, input),
  'equipment.dropTaking': ({ store }, { takingId, reason }) => {
    const taking = openTaking(store, takingId);
    if ('ok' in taking) return taking;
    return decided([happened('equipment.takingDropped', null, { takingId }, { reason })]);
  },
} satisfies Decide;

/** One stock-taking; null when there is none of that id. */
export function takingRow({ orm }: Store, takingId: TakingId): Taking | null {
  return orm.select().from(takings).where(eq(takings.takingId, takingId)).get() ?? null;
}

function openTaking(store: Store, takingId: TakingId): Taking | Refused {
  const taking = takingRow(store, takingId);
  if (taking === null) return refused('taking-unknown');
  return taking.state === 'open' ? taking : refused('taking-over', { name: taking.name });
}

function see({ store }: DecideContext, input: CommandInput<'equipment.see'>): Decision {
  const taking = openTaking(store, input.takingId);
  if ('ok' in taking) return taking;
  const fault = placeFault(store, input.place);
  if (fault !== null) return fault;
  const placeKey = placeKeyOf(input.place);
  if (!isInScope(placeKey, taking.scope))
    return refused('taking-outside', { place: placeNames(store)(placeKey).text });
  const { takingId, itemId, code, count } = input;
  if (itemId === null) {
    if (code === null) return refused('taking-nothing');
    return decided([
      happened(
        'equipment.seen',
        null,
        { takingId, placeKey, itemId, code, count: null, bookedKey: null },
        null,
      ),
    ]);
  }
  const item = itemRow(store, itemId);
  if (item === null) return refused('equipment-unknown');
  if (item.counted && count === null) return refused('equipment-count-missing', { item: item.name });
  const bookedKey = item.counted ? placeKey : item.placeKey;
  return decided([
    happened(
      'equipment.seen',
      null,
      { takingId, placeKey, itemId, code: null, count: item.counted ? count : null, bookedKey },
      null,
    ),
  ]);
}

/**
 * The two agree on the differences as they stand; whoever scans meanwhile changes them, and the request is void. What was found
 * elsewhere is booked there, what was not found is missing, counts follow what was counted.
 */
function close(context: DecideContext, input: CommandInput<'equipment.closeTaking'>): Decision {
  const { store } = context;
  const taking = openTaking(store, input.takingId);
  if ('ok' in taking) return taking;
  const found = differencesOf(store, taking);
  if (hashOfDifferences(found) !== input.differencesSha256)
    return refused('taking-changed', { name: taking.name });
  const { takingId, reason } = input;
  const placed = found.misplaced.flatMap(({ itemId, foundKey }): NewEvent[] => {
    const item = liveItem(itemRow(store, itemId));
    if ('ok' in item || item.placeKey === foundKey) return [];
    const lent = item.placeKey.startsWith('person:');
    const move = {
      itemId,
      as: 'stockTaking',
      count: null,
      fromKey: item.placeKey,
      toKey: foundKey,
      homeKey: lent ? item.homeKey : foundKey,
      fixed: false,
      bringer: null,
      undoes: null,
    };
    const again =
      item.state === 'missing'
        ? [happened('equipment.stateSet', null, { itemId, from: item.state, to: 'inService' }, { reason })]
        : [];
    return [happened('equipment.moved', null, move, { reason }), ...again];
  });
  const counted = found.counts.flatMap(({ itemId, placeKey, booked, found: many }): NewEvent[] => {
    const homeKey = itemRow(store, itemId)?.homeKey ?? placeKey;
    const more = many > booked;
    if (!more && countAt(store, itemId, placeKey) < booked - many) return [];
    const move = {
      itemId,
      as: 'stockTaking',
      count: Math.abs(many - booked),
      fromKey: more ? null : placeKey,
      toKey: more ? placeKey : goneKey,
      homeKey,
      fixed: false,
      bringer: null,
      undoes: null,
    };
    return [happened('equipment.moved', null, move, { reason })];
  });
  const closed = { takingId, ...found, secondPerson: signerOf(context) };
  return decided([happened('equipment.takingClosed', null, closed, { reason }), ...placed, ...counted], {
    missing: found.missing.length,
    misplaced: found.misplaced.length,
    extra: found.extra.length,
    counts: found.counts.length,
  });
}
