import type { NewItem } from '#shared/contract/commands/equipment.ts';
import type { CommandInput } from '#shared/contract/commands/index.ts';
import type { CommandId, ItemId, StoreId } from '#shared/contract/ids.ts';
import type { EquipmentSheetReport } from '#shared/contract/actions/equipment.ts';
import { assetKeyOf } from '#shared/domain/equipment.ts';
import type { Place } from '#shared/domain/equipment.ts';
import { compactText } from '#shared/domain/fullWidth.ts';
import { crockford } from '#shared/formats/crockford.ts';
import { sha256 } from '#node/hashes.ts';
import type { Store } from '../store/openDatabase.ts';
import type { AssetProblem, AssetRow, AssetSheet } from './import/assetSheet.ts';
import { labelledPlaces } from './places.ts';
import { items } from './tables.ts';

type ImportInput = CommandInput<'equipment.import'>;

/** Where things are whose list names no place. */
const unnamedStore = '待定地点';

/** A sheet with what the site itself knows of its rows: what is registered already is a fault of the row. */
export function withKnown(store: Store, sheet: AssetSheet): AssetSheet {
  const known = new Set(
    store.orm
      .select({ key: items.assetKey })
      .from(items)
      .all()
      .map((one) => one.key),
  );
  return {
    ...sheet,
    rows: sheet.rows.map((row) => {
      if (row.assetNo === null || !known.has(assetKeyOf(row.assetNo))) return row;
      const again: AssetProblem = { code: 'already-registered', cell: null, given: row.assetNo };
      return { ...row, problems: [...row.problems, again] };
    }),
  };
}

/** What a page shows of a sheet before anything is registered. */
export function reportOf(store: Store, sheet: AssetSheet): EquipmentSheetReport {
  const taken = sheet.rows.filter((row) => row.problems.length === 0);
  return {
    rows: sheet.rows.length,
    columns: sheet.columns,
    items: sheet.rows.map(
      ({
        sheet: name,
        row,
        name: what,
        kind,
        brand,
        model,
        count,
        ownership,
        placeName,
        counted,
        problems,
      }) => ({
        sheet: name,
        row,
        name: what,
        kind,
        brand,
        model,
        count,
        ownership,
        placeName,
        counted,
        problems,
      }),
    ),
    toRegister: taken.reduce((sum, row) => sum + (row.counted ? 1 : row.count), 0),
    newStores: newStoresOf(store, taken),
    answer: null,
  };
}

function newStoresOf(store: Store, rows: readonly AssetRow[]): readonly string[] {
  const known = new Set(labelledPlaces(store).map((one) => compactText(one.text)));
  const names = new Map<string, string>();
  for (const row of rows) {
    const name = row.placeName ?? unnamedStore;
    if (!known.has(compactText(name)) && !names.has(compactText(name))) names.set(compactText(name), name);
  }
  return [...names.values()];
}

/** The command that registers the rows without a fault; ids follow from the command's own, so that sending it again is the same. */
export function composeImport(
  store: Store,
  commandId: CommandId,
  sheet: AssetSheet,
  file: ImportInput['file'],
): ImportInput {
  const taken = sheet.rows.filter((row) => row.problems.length === 0);
  const stores = newStoresOf(store, taken).map((name) => ({
    storeId: idOfText(commandId, `store ${name}`) as StoreId,
    name,
  }));
  const places = new Map<string, Place>([
    ...labelledPlaces(store).flatMap((one) =>
      one.place === null ? [] : [[compactText(one.text), one.place] as const],
    ),
    ...stores.map(({ storeId, name }) => [compactText(name), { kind: 'store', storeId } as const] as const),
  ]);
  return {
    file,
    rows: sheet.rows.length,
    stores,
    leftOut: sheet.rows.flatMap(({ sheet: name, row, problems: [first] }) =>
      first === undefined ? [] : [{ sheet: name, row, reason: first.code }],
    ),
    items: taken.flatMap((row) => {
      const place = places.get(compactText(row.placeName ?? unnamedStore));
      if (place === undefined) throw new Error('a row without a place');
      const many = row.counted ? 1 : row.count;
      return Array.from({ length: many }, (_, index) => ({
        ...newItemOf(row, place as NewItem['place']),
        itemId: idOfText(commandId, `item ${row.sheet} ${row.row} ${index}`) as ItemId,
        sheet: row.sheet,
        row: row.row,
      }));
    }),
  };
}

function newItemOf(row: AssetRow, place: NewItem['place']): Omit<NewItem, 'itemId'> {
  const { sheet: _sheet, row: _row, problems: _problems, placeName: _placeName, ...fields } = row;
  return { ...fields, count: row.counted ? row.count : 1, place };
}

/** An id that is the same when the same command is sent again, and another for every command and thing. */
function idOfText(commandId: CommandId, thing: string): string {
  const hash = sha256(`${commandId} ${thing}`).subarray(0, 16);
  hash[0] = (hash[0] ?? 0) & 0x3f;
  return crockford(hash);
}
