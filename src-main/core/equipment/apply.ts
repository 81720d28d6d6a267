import { and, eq } from 'drizzle-orm';
import type { ItemId } from '#shared/contract/ids.ts';
import { assetKeyOf, goneKey } from '#shared/domain/equipment.ts';
import type { Apply } from '../ledger/capability.ts';
import type { Store } from '../store/openDatabase.ts';
import { numberRoom, roomOfKey } from './places.ts';
import { itemRow } from './queries.ts';
import { items, kits, moves, photos, seen, stock, stores, takings } from './tables.ts';

type Row = { readonly seq: number; readonly at: string; readonly actor: string };

export const apply = {
  'room.added': (store, { data }) => numberRoom(store, data.roomId),
  'equipment.registered': (store, { seq, at, actor, data }) => {
    for (const { count, placeKey, ...item } of data.items) {
      store.orm
        .insert(items)
        .values({
          ...item,
          seq,
          assetKey: item.assetNo === null ? null : assetKeyOf(item.assetNo),
          state: 'inService',
          placeKey,
          homeKey: placeKey,
          fixed: false,
        })
        .run();
      if (item.counted) addStock(store, item.itemId, placeKey, count);
      addMove(store, { seq, at, actor }, item.itemId, {
        as: 'register',
        count: item.counted ? count : null,
        fromKey: null,
        toKey: placeKey,
        homeBefore: null,
        fixedBefore: false,
        undone: false,
      });
    }
  },
  'equipment.imported': () => undefined,
  'equipment.changed': (store, { data: { itemId, fields } }) => {
    const assetKey = fields.assetNo === null ? null : assetKeyOf(fields.assetNo);
    setItem(store, itemId, { ...fields, assetKey });
  },
  'equipment.moved': (store, row) => {
    const { itemId, as, count, fromKey, toKey, homeKey, fixed, undoes } = row.data;
    const item = itemRow(store, itemId);
    addMove(store, row, itemId, {
      as,
      count,
      fromKey,
      toKey,
      homeBefore: item?.homeKey ?? null,
      fixedBefore: item?.fixed ?? false,
      undone: undoes !== null,
    });
    if (undoes !== null) {
      store.orm
        .update(moves)
        .set({ undone: true })
        .where(and(eq(moves.itemId, itemId), eq(moves.seq, undoes)))
        .run();
    }
    if (count === null) return setItem(store, itemId, { placeKey: toKey, homeKey, fixed });
    if (fromKey !== null) addStock(store, itemId, fromKey, -count);
    if (toKey !== goneKey) addStock(store, itemId, toKey, count);
  },
  'equipment.stateSet': (store, { data }) => setItem(store, data.itemId, { state: data.to }),
  'equipment.calibrated': (store, { data }) => setItem(store, data.itemId, { calibrationDue: data.due }),
  'equipment.scrapped': (store, row) => {
    const { itemId, count, fromKey } = row.data;
    const item = itemRow(store, itemId);
    addMove(store, row, itemId, {
      as: 'scrap',
      count,
      fromKey,
      toKey: goneKey,
      homeBefore: item?.homeKey ?? null,
      fixedBefore: item?.fixed ?? false,
      undone: false,
    });
    if (count === null) setItem(store, itemId, { placeKey: goneKey, fixed: false, state: 'scrapped' });
    else addStock(store, itemId, fromKey, -count);
  },
  'equipment.unscrapped': (store, row) => {
    const { itemId, toKey } = row.data;
    addMove(store, row, itemId, {
      as: 'unscrap',
      count: null,
      fromKey: null,
      toKey,
      homeBefore: null,
      fixedBefore: false,
      undone: false,
    });
    setItem(store, itemId, { placeKey: toKey, homeKey: toKey, state: 'inService' });
  },
  'equipment.photoAdded': (store, { at, actor, data, personal }) =>
    void store.orm
      .insert(photos)
      .values({
        itemId: data.itemId,
        sha256: data.fileSha256,
        name: personal?.fileName ?? null,
        at,
        by: actor,
      })
      .onConflictDoNothing()
      .run(),
  'equipment.storeAdded': (store, { data }) => void store.orm.insert(stores).values(data).run(),
  'equipment.kitSet': (store, { data: { kitId, ...kit } }) =>
    void store.orm
      .insert(kits)
      .values({ kitId, ...kit })
      .onConflictDoUpdate({ target: kits.kitId, set: kit })
      .run(),
  'equipment.kitRemoved': (store, { data }) =>
    void store.orm.delete(kits).where(eq(kits.kitId, data.kitId)).run(),
  'equipment.handedOver': () => undefined,
  'equipment.takingOpened': (store, { seq, at, data }) =>
    void store.orm
      .insert(takings)
      .values({ ...data, state: 'open', openedAt: at, openedSeq: seq, result: null })
      .run(),
  'equipment.seen': (store, { seq, actor, data }) => {
    const { takingId, itemId, code, placeKey, count, bookedKey } = data;
    const sight = { placeKey, itemId, count, bookedKey, by: actor, seq };
    const thing = itemId === null ? `code:${code ?? ''}` : count === null ? itemId : `${itemId} ${placeKey}`;
    store.orm
      .insert(seen)
      .values({ takingId, thing, ...sight })
      .onConflictDoUpdate({ target: [seen.takingId, seen.thing], set: sight })
      .run();
  },
  'equipment.takingClosed': (store, { data }) => {
    const { takingId, missing, misplaced, extra, counts } = data;
    store.orm
      .update(takings)
      .set({ state: 'closed', result: { missing, misplaced, extra, counts } })
      .where(eq(takings.takingId, takingId))
      .run();
    for (const itemId of missing) setItem(store, itemId, { state: 'missing' });
  },
  'equipment.takingDropped': (store, { data }) =>
    void store.orm.update(takings).set({ state: 'dropped' }).where(eq(takings.takingId, data.takingId)).run(),
} satisfies Apply;

function setItem({ orm }: Store, itemId: ItemId, change: Partial<typeof items.$inferInsert>): void {
  orm.update(items).set(change).where(eq(items.itemId, itemId)).run();
}

/** A count below zero was never decided: such a row is a fault of the code. */
function addStock({ orm }: Store, itemId: ItemId, placeKey: string, more: number): void {
  const there = and(eq(stock.itemId, itemId), eq(stock.placeKey, placeKey));
  const known = orm.select().from(stock).where(there).get();
  if ((known?.count ?? 0) + more < 0) throw new Error('counted goods below zero');
  if (known === undefined) orm.insert(stock).values({ itemId, placeKey, count: more }).run();
  else
    orm
      .update(stock)
      .set({ count: known.count + more })
      .where(there)
      .run();
}

function addMove(
  { orm }: Store,
  { seq, at, actor }: Row,
  itemId: ItemId,
  move: Omit<typeof moves.$inferInsert, 'itemId' | 'seq' | 'at' | 'by' | 'fromRoom' | 'toRoom'>,
): void {
  const rooms = { fromRoom: roomOfKey(move.fromKey ?? null), toRoom: roomOfKey(move.toKey) };
  orm
    .insert(moves)
    .values({ itemId, seq, at, by: actor, ...rooms, ...move })
    .run();
}
