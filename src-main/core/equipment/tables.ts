import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import type { KitPart } from '#shared/contract/commands/equipment.ts';
import type { EventData } from '#shared/contract/events/index.ts';
import type { ItemId, KitId, RoomId, StoreId, TakingId } from '#shared/contract/ids.ts';
import type { TakingState } from '#shared/contract/views/equipment.ts';
import { equipmentKinds, equipmentStates, ownerships } from '#shared/domain/equipment.ts';

/** A piece, or goods that are counted. */
export const items = sqliteTable(
  'equipment_items',
  {
    itemId: text('item_id').$type<ItemId>().primaryKey(),
    /** Row by which it was registered. */
    seq: integer('seq').notNull(),
    /** Our own code; it has one also where the finance department's label is scanned. */
    code: text('code').notNull().unique(),
    number: integer('number').notNull().unique(),
    name: text('name').notNull(),
    kind: text('kind', { enum: equipmentKinds }).notNull(),
    brand: text('brand'),
    model: text('model'),
    serial: text('serial'),
    unit: text('unit').notNull(),
    assetNo: text('asset_no'),
    /** As it is compared: without spaces, in capitals. */
    assetKey: text('asset_key'),
    ownership: text('ownership', { enum: ownerships }).notNull(),
    ownershipText: text('ownership_text'),
    agreementEnd: text('agreement_end'),
    origin: text('origin'),
    acquired: text('acquired'),
    calibrationDue: text('calibration_due'),
    note: text('note'),
    counted: integer('counted', { mode: 'boolean' }).notNull(),
    state: text('state', { enum: equipmentStates }).notNull(),
    /** The one place where a piece is; of counted goods the place they were registered at. */
    placeKey: text('place_key').notNull(),
    /** Where it goes back to. */
    homeKey: text('home_key').notNull(),
    /** Mounted at a workstation: never handed out. */
    fixed: integer('fixed', { mode: 'boolean' }).notNull(),
  },
  (table) => [
    index('equipment_items_asset').on(table.assetKey),
    index('equipment_items_serial').on(table.serial),
    index('equipment_items_place').on(table.placeKey),
  ],
);

/** How many of counted goods are where. */
export const stock = sqliteTable(
  'equipment_stock',
  {
    itemId: text('item_id').$type<ItemId>().notNull(),
    placeKey: text('place_key').notNull(),
    count: integer('count').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.itemId, table.placeKey] }),
    index('equipment_stock_place').on(table.placeKey),
  ],
);

/** Every move, for what stood where when, and for taking the last one back. */
export const moves = sqliteTable(
  'equipment_moves',
  {
    itemId: text('item_id').$type<ItemId>().notNull(),
    seq: integer('seq').notNull(),
    as: text('as_kind').notNull(),
    count: integer('count'),
    fromKey: text('from_key'),
    toKey: text('to_key').notNull(),
    fromRoom: text('from_room').$type<RoomId>(),
    toRoom: text('to_room').$type<RoomId>(),
    homeBefore: text('home_before'),
    fixedBefore: integer('fixed_before', { mode: 'boolean' }).notNull(),
    at: text('at').notNull(),
    by: text('by').notNull(),
    /** Taken back by a later move, or such a move itself: neither says where anything stood. */
    undone: integer('undone', { mode: 'boolean' }).notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.itemId, table.seq] }),
    index('equipment_moves_to_room').on(table.toRoom, table.at),
    index('equipment_moves_to_key').on(table.toKey, table.at),
  ],
);

export const photos = sqliteTable(
  'equipment_photos',
  {
    itemId: text('item_id').$type<ItemId>().notNull(),
    sha256: text('sha256').notNull(),
    /** As the user called the file; null after blanking. */
    name: text('name'),
    at: text('at').notNull(),
    by: text('by').notNull(),
  },
  (table) => [primaryKey({ columns: [table.itemId, table.sha256] })],
);

/** 库房、量具室: places that are no exam room. */
export const stores = sqliteTable('equipment_stores', {
  storeId: text('store_id').$type<StoreId>().primaryKey(),
  name: text('name').notNull(),
  number: integer('number').notNull().unique(),
});

/** Numbers of the rooms' labels, in the order in which the rooms were added. */
export const roomNumbers = sqliteTable('equipment_room_numbers', {
  roomId: text('room_id').$type<RoomId>().primaryKey(),
  number: integer('number').notNull().unique(),
});

/** The set of a workstation, or of a bag that is handed out. */
export const kits = sqliteTable('equipment_kits', {
  kitId: text('kit_id').$type<KitId>().primaryKey(),
  name: text('name').notNull(),
  placeKey: text('place_key').notNull(),
  parts: text('parts', { mode: 'json' }).$type<readonly KitPart[]>().notNull(),
});

/** 盘点. */
export const takings = sqliteTable('equipment_takings', {
  takingId: text('taking_id').$type<TakingId>().primaryKey(),
  name: text('name').notNull(),
  scope: text('scope', { mode: 'json' }).$type<readonly string[]>().notNull(),
  state: text('state').$type<TakingState>().notNull(),
  openedAt: text('opened_at').notNull(),
  openedSeq: integer('opened_seq').notNull(),
  /** The differences on which it was closed. */
  result: text('result', { mode: 'json' }).$type<TakingResult>(),
});
export type TakingResult = Pick<
  EventData<'equipment.takingClosed'>,
  'missing' | 'misplaced' | 'extra' | 'counts'
>;

/** What was seen in a stock-taking; the last sight of a thing counts, of counted goods that at each place. */
export const seen = sqliteTable(
  'equipment_seen',
  {
    takingId: text('taking_id').$type<TakingId>().notNull(),
    /** The item, the item at a place, or the unknown code. */
    thing: text('thing').notNull(),
    placeKey: text('place_key').notNull(),
    itemId: text('item_id').$type<ItemId>(),
    count: integer('count'),
    /** Where the books had it at that moment. */
    bookedKey: text('booked_key'),
    by: text('by').notNull(),
    seq: integer('seq').notNull(),
  },
  (table) => [primaryKey({ columns: [table.takingId, table.thing] })],
);
