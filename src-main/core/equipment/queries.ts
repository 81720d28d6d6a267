import { and, desc, eq, gt, sql } from 'drizzle-orm';
import type { ItemFields } from '#shared/contract/commands/equipment.ts';
import type { ItemId } from '#shared/contract/ids.ts';
import type { ItemFilter } from '#shared/contract/queries/equipment.ts';
import type { ItemCard, ItemRow, ItemWarning, PlaceView } from '#shared/contract/views/equipment.ts';
import type { Page } from '#shared/contract/views/preparation.ts';
import { assetKeyOf, goneKey } from '#shared/domain/equipment.ts';
import { siteDay } from '#shared/domain/sittingTimes.ts';
import { preparedOnce } from '../store/openDatabase.ts';
import type { Store } from '../store/openDatabase.ts';
import { placeNames } from './places.ts';
import { items, moves, stock } from './tables.ts';

export type ItemRecord = typeof items.$inferSelect;
type Names = (key: string) => PlaceView;

/** One thing; null when there is none of that id. */
export function itemRow(store: Store, itemId: ItemId): ItemRecord | null {
  return itemById(store).get({ itemId }) ?? null;
}

/** Asked for every line of the list and at every scan. */
const itemById = preparedOnce(({ orm }) =>
  orm
    .select()
    .from(items)
    .where(eq(items.itemId, sql.placeholder('itemId')))
    .prepare(),
);

/** How many of counted goods are at a place. */
export function countAt({ orm }: Store, itemId: ItemId, placeKey: string): number {
  const there = and(eq(stock.itemId, itemId), eq(stock.placeKey, placeKey));
  return orm.select().from(stock).where(there).get()?.count ?? 0;
}

/** Where counted goods are, the most first. */
export function stockOf({ orm }: Store, itemId: ItemId): readonly (typeof stock.$inferSelect)[] {
  return orm
    .select()
    .from(stock)
    .where(and(eq(stock.itemId, itemId), gt(stock.count, 0)))
    .orderBy(desc(stock.count), stock.placeKey)
    .all();
}

/** The last move of a thing that stands. */
export function lastMoveOf({ orm }: Store, itemId: ItemId): typeof moves.$inferSelect | null {
  return (
    orm
      .select()
      .from(moves)
      .where(and(eq(moves.itemId, itemId), eq(moves.undone, false)))
      .orderBy(desc(moves.seq))
      .get() ?? null
  );
}

/** The highest number of a label of ours. */
export function lastNumber({ orm }: Store): number {
  return orm.select().from(items).orderBy(desc(items.number)).limit(1).get()?.number ?? 0;
}

/** What is told about a thing by itself. */
export function fieldsOf(item: ItemRecord): ItemFields {
  const { name, kind, brand, model, serial, unit, assetNo, ownership } = item;
  const { ownershipText, agreementEnd, origin, acquired, calibrationDue, note } = item;
  return {
    name,
    kind,
    brand,
    model,
    serial,
    unit,
    assetNo,
    ownership,
    ownershipText,
    agreementEnd,
    origin,
    acquired,
    calibrationDue,
    note,
  };
}

/** Whether the calibration of a thing is over on a day. */
export function calibrationIsOver(item: Pick<ItemRecord, 'calibrationDue'>, day: string): boolean {
  return item.calibrationDue !== null && item.calibrationDue < day;
}

/** A thing as lists and the scanner show it. */
export function itemView(store: Store, names: Names, item: ItemRecord, at: string): ItemRow {
  const today = siteDay(at);
  const shelves = item.counted ? stockOf(store, item.itemId) : [];
  const placeKey = item.counted ? (shelves[0]?.placeKey ?? goneKey) : item.placeKey;
  const count = item.counted
    ? shelves.reduce((sum, one) => sum + one.count, 0)
    : Number(item.placeKey !== goneKey);
  const warnings: ItemWarning[] = [];
  if (calibrationIsOver(item, today)) warnings.push('calibrationOver');
  if (item.agreementEnd !== null && item.agreementEnd < today) warnings.push('agreementEnded');
  return {
    itemId: item.itemId,
    code: item.code,
    ...fieldsOf(item),
    counted: item.counted,
    count,
    state: item.state,
    fixed: item.fixed,
    at: names(placeKey),
    home: names(item.homeKey),
    out: isOut(item),
    warnings,
  };
}

/** Whether a piece is handed out: it is somewhere, and not where it belongs. */
export function isOut(item: ItemRecord): boolean {
  return !item.counted && item.placeKey !== item.homeKey && item.placeKey !== goneKey;
}

/** Of counted goods: how many where. */
export function stockView(store: Store, names: Names, item: ItemRecord): ItemCard['stock'] {
  if (!item.counted) return [];
  return stockOf(store, item.itemId).map((one) => ({ at: names(one.placeKey), count: one.count }));
}

const searched = `(i.name LIKE @within OR i.code LIKE @within OR i.asset_key LIKE @key OR i.model LIKE @within
  OR i.brand LIKE @within OR i.serial LIKE @within)`;
const stateConditions: Readonly<Record<string, string>> = {
  out: "i.counted = 0 AND i.place_key <> i.home_key AND i.place_key <> 'gone'",
  calibrationDue: 'i.calibration_due < @soon',
};

/** A page of the list, found by a part of name, brand, model, number or code. A hot path: 20,000 things are searched as one types. */
export function itemPage(
  store: Store,
  filter: ItemFilter,
  { offset, limit }: { readonly offset: number; readonly limit: number },
  at: string,
): Page<ItemRow> {
  const wanted = filter.text.trim().replace(/[%_]/g, '');
  const soon = siteDay(new Date(Date.parse(at) + 30 * 86_400_000).toISOString());
  const values = {
    within: `%${wanted}%`,
    key: `%${assetKeyOf(wanted)}%`,
    kind: filter.kind,
    state: filter.state,
    placeKey: filter.placeKey,
    soon,
  };
  const conditions = [
    ...(wanted === '' ? [] : [searched]),
    ...(filter.kind === null ? [] : ['i.kind = @kind']),
    ...(filter.state === null ? [] : [stateConditions[filter.state] ?? 'i.state = @state']),
    ...(filter.placeKey === null
      ? []
      : [
          `(i.place_key = @placeKey AND i.counted = 0 OR EXISTS (SELECT 1 FROM equipment_stock k
            WHERE k.item_id = i.item_id AND k.place_key = @placeKey AND k.count > 0))`,
        ]),
  ];
  const matching = `FROM equipment_items i WHERE ${conditions.join(' AND ') || 'TRUE'}`;
  const counted = store.hot<{ readonly n: number }>(`SELECT count(*) AS n ${matching}`).get(values);
  const ids = store
    .hot<{ readonly itemId: ItemId }>(
      `SELECT i.item_id AS itemId ${matching} ORDER BY i.number LIMIT @limit OFFSET @offset`,
    )
    .all({ ...values, limit, offset });
  const names = placeNames(store);
  const rows = ids.flatMap(({ itemId }) => {
    const item = itemRow(store, itemId);
    return item === null ? [] : [itemView(store, names, item, at)];
  });
  return { total: counted?.n ?? 0, offset, rows };
}
