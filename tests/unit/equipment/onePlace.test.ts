import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { NewItem } from '#shared/contract/commands/equipment.ts';
import { moveKinds, placeKeyOf } from '#shared/domain/equipment.ts';
import { capabilities } from '../../../src-main/core/capabilities.ts';
import { rebuildTables } from '../../../src-main/core/ledger/replay.ts';
import {
  equipmentSite,
  goods,
  invigilator,
  itemId,
  keeper,
  moveInput,
  person,
  piece,
  shelf,
  station,
  supervisor,
  workshop,
} from '../../support/equipmentSite.ts';
import type { EquipmentSite } from '../../support/equipmentSite.ts';
import { checkProperty } from '../../support/properties.ts';

const places: readonly NewItem['place'][] = [
  shelf,
  workshop,
  station(1),
  station(2),
  person(invigilator),
  person(supervisor),
];
const anyPlace = fc.option(fc.constantFrom(...places), { nil: null });
const scan = fc.record({
  undo: fc.nat(9).map((number) => number === 0),
  as: fc.constantFrom(...moveKinds),
  item: fc.constantFrom(1, 2, 3),
  count: fc.option(fc.integer({ min: 1, max: 6 }), { nil: null }),
  from: anyPlace,
  to: anyPlace,
  reason: fc.constantFrom(null, '当面核对'),
});
/** Scans of one group are given at once, as several desks do. */
const scans = fc.array(fc.array(scan, { minLength: 1, maxLength: 5 }), { minLength: 1, maxLength: 8 });

/** Where the stays of a piece, told from its moves alone, end: the checker knows nothing of the tables of items and stock. */
function toldByMoves(site: EquipmentSite) {
  const moves = site.store.raw
    .prepare(
      `SELECT json_extract(data, '$.itemId') AS itemId, json_extract(data, '$.fromKey') AS fromKey,
        json_extract(data, '$.toKey') AS toKey, json_extract(data, '$.count') AS count
        FROM ledger_rows WHERE type = 'equipment.moved' ORDER BY seq`,
    )
    .all() as { itemId: string; fromKey: string | null; toKey: string; count: number | null }[];
  const at = new Map<string, string>([1, 2].map((number) => [itemId(number), placeKeyOf(shelf)]));
  const stock = new Map<string, number>([[placeKeyOf(shelf), 9]]);
  for (const { itemId: id, fromKey, toKey, count } of moves) {
    if (count === null) {
      expect(fromKey).toBe(at.get(id));
      at.set(id, toKey);
      continue;
    }
    if (fromKey !== null) stock.set(fromKey, (stock.get(fromKey) ?? 0) - count);
    if (toKey !== 'gone') stock.set(toKey, (stock.get(toKey) ?? 0) + count);
    for (const many of stock.values()) expect(many).toBeGreaterThanOrEqual(0);
  }
  return { at: Object.fromEntries(at), stock: Object.fromEntries([...stock].filter(([, many]) => many > 0)) };
}

function tables(site: EquipmentSite) {
  const items = site.store.raw
    .prepare('SELECT item_id AS itemId, place_key AS placeKey FROM equipment_items WHERE counted = 0')
    .all() as { itemId: string; placeKey: string }[];
  const stock = site.store.raw
    .prepare('SELECT place_key AS placeKey, count FROM equipment_stock WHERE count > 0')
    .all() as { placeKey: string; count: number }[];
  return {
    at: Object.fromEntries(items.map((one) => [one.itemId, one.placeKey])),
    stock: Object.fromEntries(stock.map((one) => [one.placeKey, one.count])),
  };
}

it('a piece is in one place and goods are never below zero, whatever is scanned in whatever order, also at once, and after a replay', async () => {
  await checkProperty(
    fc.asyncProperty(scans, async (groups) => {
      const site = await equipmentSite();
      try {
        await site.register(piece(1), piece(2), goods(3, 9));
        for (const group of groups) {
          const lastOf = (item: number) =>
            site.store.raw
              .prepare('SELECT max(seq) FROM equipment_moves WHERE item_id = ? AND undone = 0')
              .pluck()
              .get(itemId(item)) as number;
          await Promise.all(
            group.map(({ undo, as, item, ...more }) =>
              undo
                ? site.submit(keeper, 'equipment.undoMove', {
                    itemId: itemId(item),
                    seq: lastOf(item),
                    reason: '扫错',
                  })
                : site.submit(keeper, 'equipment.move', moveInput(as, itemId(item), more)),
            ),
          );
        }
        const told = toldByMoves(site);
        expect(tables(site)).toEqual(told);
        rebuildTables(site.store, capabilities);
        expect(tables(site)).toEqual(told);
      } finally {
        site.remove();
      }
    }),
    { times: 0.4 },
  );
});
