import type { CommandInput } from '#shared/contract/commands/index.ts';
import type { NewItem } from '#shared/contract/commands/equipment.ts';
import type { ItemId, UserId } from '#shared/contract/ids.ts';
import { goneKey, labelCodeOf, placeKeyOf, placeOfKey } from '#shared/domain/equipment.ts';
import { compactText } from '#shared/domain/fullWidth.ts';
import type { Decide, DecideContext, Decision, NewEvent, Refused } from '../ledger/capability.ts';
import { decided, happened, refused } from '../ledger/capability.ts';
import { allStores, nextStoreNumber, placeFault, placeNames, schoolDigits } from './places.ts';
import { countAt, itemRow, lastNumber } from './queries.ts';
import type { ItemRecord } from './queries.ts';

/** Things in one row of the ledger: a row stays small enough to be shown. */
const itemsInRow = 200;

/** What becomes of single things beside their moves: registered, put right, broken, calibrated, scrapped. */
export const decideItems = {
  'equipment.register': (context, { items }) => register(context, items),
  'equipment.import': (context, input) => {
    const taken = new Set(input.items.map((item) => `${item.sheet} ${item.row}`)).size;
    const leftOut = new Set(input.leftOut.map((one) => `${one.sheet} ${one.row}`)).size;
    if (taken + leftOut !== input.rows)
      return refused('equipment-import-count', { rows: input.rows, taken, leftOut });
    if (!context.holdsFile(input.file)) return refused('file-not-stored', { name: input.file.name });
    const stores = addStores(context, input.stores);
    if ('ok' in stores) return stores;
    const registered = register(
      context,
      input.items.map(({ sheet: _sheet, row: _row, ...item }) => item),
      input.stores.map((one) => placeKeyOf({ kind: 'store', storeId: one.storeId })),
    );
    if (!registered.ok) return registered;
    const imported = happened(
      'equipment.imported',
      null,
      {
        fileSha256: input.file.sha256,
        fileSize: input.file.size,
        rows: input.rows,
        items: input.items.length,
        leftOut: input.leftOut,
      },
      { fileName: input.file.name },
    );
    return decided([imported, ...stores, ...registered.events], { items: input.items.length });
  },
  'equipment.change': ({ store }, { itemId, fields, reason }) => {
    const item = liveItem(itemRow(store, itemId));
    if ('ok' in item) return item;
    return decided([happened('equipment.changed', null, { itemId, fields }, { reason })]);
  },
  'equipment.setState': (context, input) => setState(context, input),
  'equipment.reportFault': (context, input) => setState(context, { ...input, state: 'faulty' }),
  'equipment.calibrate': ({ store }, { itemId, on, due, certificate }) => {
    const item = liveItem(itemRow(store, itemId));
    if ('ok' in item) return item;
    if (due <= on) return refused('equipment-calibration-dates', { on, due });
    return decided([happened('equipment.calibrated', null, { itemId, on, due }, { certificate })]);
  },
  'equipment.scrap': (context, input) => scrap(context, input),
  'equipment.unscrap': (context, { itemId, toKey, reason }) => {
    const item = itemRow(context.store, itemId);
    if (item === null) return refused('equipment-unknown');
    if (item.state !== 'scrapped' || item.counted)
      return refused('equipment-not-scrapped', { item: item.name });
    const fault = keyFault(context, toKey);
    if (fault !== null) return fault;
    const secondPerson = signerOf(context);
    return decided([happened('equipment.unscrapped', null, { itemId, toKey, secondPerson }, { reason })]);
  },
  'equipment.addPhoto': (context, { itemId, file }) => {
    if (itemRow(context.store, itemId) === null) return refused('equipment-unknown');
    if (!context.holdsFile(file)) return refused('file-not-stored', { name: file.name });
    return decided([
      happened(
        'equipment.photoAdded',
        null,
        { itemId, fileSha256: file.sha256, fileSize: file.size },
        { fileName: file.name },
      ),
    ]);
  },
  'equipment.addStore': (context, store) => {
    const added = addStores(context, [store]);
    return 'ok' in added ? added : decided(added);
  },
} satisfies Decide;

function addStores(
  { store }: DecideContext,
  wanted: CommandInput<'equipment.import'>['stores'],
): readonly NewEvent[] | Refused {
  const standing = [...allStores(store)].map(({ storeId, name }) => ({ storeId, name }));
  const first = nextStoreNumber(store);
  for (const { storeId, name } of wanted) {
    if (standing.some((one) => one.storeId === storeId)) return refused('id-taken');
    if (standing.some((one) => compactText(one.name) === compactText(name)))
      return refused('store-name-taken', { name });
    standing.push({ storeId, name });
  }
  return wanted.map((one, index) =>
    happened('equipment.storeAdded', null, { ...one, number: first + index }, null),
  );
}

/** Registers things, also at stores that are added by the same command. */
function register(
  { store }: DecideContext,
  wanted: readonly NewItem[],
  newStores: readonly string[] = [],
): (Decision & { readonly ok: true; readonly events: readonly NewEvent[] }) | Refused {
  if (new Set(wanted.map((item) => item.itemId)).size < wanted.length) return refused('id-taken');
  const places = new Map(wanted.map((item) => [placeKeyOf(item.place), item.place]));
  for (const [key, place] of places) {
    const fault = newStores.includes(key) ? null : placeFault(store, place);
    if (fault !== null) return fault;
  }
  const school = schoolDigits(store);
  const first = lastNumber(store) + 1;
  const items = wanted.map(({ place, ...item }, index) => ({
    ...item,
    code: labelCodeOf('item', school, first + index),
    number: first + index,
    placeKey: placeKeyOf(place),
  }));
  for (const item of items) {
    if (itemRow(store, item.itemId) !== null) return refused('id-taken');
    if (!item.counted && item.count !== 1) return refused('equipment-piece-count', { item: item.name });
  }
  const rows = Array.from({ length: Math.ceil(items.length / itemsInRow) }, (_, row) =>
    items.slice(row * itemsInRow, (row + 1) * itemsInRow),
  );
  return {
    ok: true,
    events: rows.map((part) => happened('equipment.registered', null, { items: part }, null)),
    result: { codes: items.map((item) => item.code) },
  };
}

function setState(
  { store }: DecideContext,
  { itemId, state, reason }: CommandInput<'equipment.setState'>,
): Decision {
  const item = liveItem(itemRow(store, itemId));
  if ('ok' in item) return item;
  if (item.state === state) return refused('equipment-state-same', { item: item.name, state });
  return decided([happened('equipment.stateSet', null, { itemId, from: item.state, to: state }, { reason })]);
}

/** 报废: a piece from wherever it is; of counted goods so many from a place. */
function scrap(context: DecideContext, input: CommandInput<'equipment.scrap'>): Decision {
  const { store } = context;
  const item = liveItem(itemRow(store, input.itemId));
  if ('ok' in item) return item;
  const { itemId, approvalNo, reason } = input;
  const fromKey = item.counted ? (input.fromKey ?? item.homeKey) : item.placeKey;
  if (item.counted) {
    if (input.count === null) return refused('equipment-count-missing', { item: item.name });
    const have = countAt(store, itemId, fromKey);
    const place = placeNames(store)(fromKey).text;
    if (have < input.count)
      return refused('equipment-count-short', { item: item.name, place, have, wanted: input.count });
  }
  const count = item.counted ? input.count : null;
  const secondPerson = signerOf(context);
  return decided([
    happened('equipment.scrapped', null, { itemId, count, fromKey, approvalNo, secondPerson }, { reason }),
  ]);
}

/** A thing that something can still be done with. */
export function liveItem(item: ItemRecord | null): ItemRecord | Refused {
  if (item === null) return refused('equipment-unknown');
  return item.state === 'scrapped' ? refused('equipment-scrapped', { item: item.name }) : item;
}

/** Why nothing can be put at the place of a key. */
function keyFault({ store }: DecideContext, key: string): Refused | null {
  const place = placeOfKey(key);
  if (key === goneKey || place === null || placeKeyOf(place) !== key)
    return refused('equipment-place-missing');
  return placeFault(store, place);
}

/** Who signs beside the one who asks; before anybody has, the one who asks stands in its place. */
export function signerOf({ second, by }: DecideContext): UserId {
  return second ?? by;
}

/** Things of a list, each once. */
export function isTwice(itemIds: readonly ItemId[]): boolean {
  return new Set(itemIds).size < itemIds.length;
}
