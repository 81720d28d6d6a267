import { z } from 'zod';
import { equipmentKinds, moveKinds, ownerships, settableStates } from '../../domain/equipment.ts';
import { anyRole, equipmentKeepers, managers } from '../../domain/roles.ts';
import {
  countedGoods,
  itemsAtOnce,
  itemsInFile,
  kitParts,
  lengths,
  placesInScope,
  roomPlaces,
} from '../../domain/limits.ts';
import { command } from '../command.ts';
import { handOverId, itemId, kitId, roomId, storeId, takingId, userId } from '../ids.ts';
import { day, longText, sha256Hex, shortText, storedFile, wholeNumber } from '../values.ts';

export const place = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('store'), storeId }),
  z.strictObject({ kind: z.literal('room'), roomId }),
  z.strictObject({ kind: z.literal('workstation'), roomId, no: wholeNumber(roomPlaces) }),
  z.strictObject({ kind: z.literal('person'), userId }),
]);

/** A place as the one text that `domain/equipment.ts` makes of it. */
const placeKey = z.string().min(1).max(lengths.short);
const count = wholeNumber(countedGoods);
const short = z.string().trim().min(1).max(lengths.short).nullable();

/** What is said of a piece or of goods that are counted. */
export const itemFields = z.strictObject({
  name: shortText,
  kind: z.enum(equipmentKinds),
  brand: short,
  /** 规格、型号. */
  model: short,
  serial: short,
  /** 件、台、套 …, as the list calls it. */
  unit: z.string().trim().min(1).max(lengths.unit),
  /** 固定资产编号 as the finance department wrote it. Several pieces may share one. */
  assetNo: short,
  ownership: z.enum(ownerships),
  /** 所有权归属 as the school's list had it. */
  ownershipText: short,
  /** Last day of the agreement by which something is borrowed or rented. */
  agreementEnd: day.nullable(),
  /** 来源: bought, given, built. */
  origin: short,
  acquired: short,
  calibrationDue: day.nullable(),
  note: z.string().trim().max(lengths.note).nullable(),
});
export type ItemFields = z.infer<typeof itemFields>;

/** A thing to be registered: one piece, or so many of goods that are counted. */
export const newItem = z.strictObject({
  itemId,
  ...itemFields.shape,
  counted: z.boolean(),
  count: wholeNumber({ min: 0, max: countedGoods.max }),
  place,
});
export type NewItem = z.infer<typeof newItem>;

export const rowLeftOut = z.strictObject({
  sheet: shortText,
  row: z.int().positive(),
  reason: z.string().max(lengths.note),
});

/** A part of a kit: a certain item, or so many of a name (and a model, where one is said). */
export const kitPart = z.union([
  z.strictObject({ itemId }),
  z.strictObject({ name: shortText, model: short, count }),
]);
export type KitPart = z.infer<typeof kitPart>;

const listed = z.strictObject({ itemId, count: count.nullable() });
/** Free text where something out of the ordinary is done. */
const mayReason = z.string().trim().max(lengths.note).nullable();

/** 设施设备. */
export const equipmentCommands = {
  'equipment.register': command(
    'person',
    z.strictObject({ items: z.array(newItem).min(1).max(itemsAtOnce) }),
    equipmentKeepers,
  ),
  /** Rows of the school's asset sheet; rows read = rows taken + rows left out. */
  'equipment.import': command(
    'core',
    z.strictObject({
      file: storedFile,
      rows: z.int().min(0),
      leftOut: z.array(rowLeftOut),
      /** Stores that the sheet names and the site has not got yet. */
      stores: z.array(z.strictObject({ storeId, name: shortText })).max(placesInScope.max),
      items: z
        .array(z.strictObject({ ...newItem.shape, sheet: shortText, row: z.int().positive() }))
        .min(1)
        .max(itemsInFile),
    }),
    equipmentKeepers,
  ),
  'equipment.change': command(
    'person',
    z.strictObject({ itemId, fields: itemFields, reason: longText }),
    equipmentKeepers,
  ),
  /** One thing goes to another place. `expectedKey`: where the page saw it; elsewhere by now, nothing happens. */
  'equipment.move': command(
    'person',
    z.strictObject({
      as: z.enum(moveKinds),
      itemId,
      /** Of counted goods. */
      count: count.nullable(),
      /** Of counted goods: where they are taken from. */
      from: place.nullable(),
      /** Null at a return: to where it belongs. */
      to: place.nullable(),
      expectedKey: placeKey.nullable(),
      /** Who brings something back, when that is known. */
      bringer: userId.nullable(),
      reason: mayReason,
    }),
    equipmentKeepers,
  ),
  /** Takes the last move of a thing back, by another move. */
  'equipment.undoMove': command(
    'person',
    z.strictObject({ itemId, seq: z.int().positive(), reason: longText }),
    equipmentKeepers,
  ),
  'equipment.setState': command(
    'person',
    z.strictObject({ itemId, state: z.enum(settableStates), reason: longText }),
    equipmentKeepers,
  ),
  /** Whoever works with it says that it is broken. */
  'equipment.reportFault': command('person', z.strictObject({ itemId, reason: longText }), anyRole),
  'equipment.calibrate': command(
    'person',
    z.strictObject({ itemId, on: day, due: day, certificate: shortText }),
    equipmentKeepers,
  ),
  /** 报废: for good, with the number under which the finance department approved it. */
  'equipment.scrap': command(
    'person',
    z.strictObject({
      itemId,
      count: count.nullable(),
      /** Of counted goods: the place they are taken from. */
      fromKey: placeKey.nullable(),
      approvalNo: shortText,
      reason: longText,
    }),
    equipmentKeepers,
    { secondPerson: managers },
  ),
  /** Scrapped by mistake. */
  'equipment.unscrap': command(
    'person',
    z.strictObject({ itemId, toKey: placeKey, reason: longText }),
    equipmentKeepers,
    { secondPerson: managers },
  ),
  'equipment.addPhoto': command('core', z.strictObject({ itemId, file: storedFile }), equipmentKeepers),
  'equipment.addStore': command('person', z.strictObject({ storeId, name: shortText }), equipmentKeepers),
  'equipment.setKit': command(
    'person',
    z.strictObject({
      kitId,
      name: shortText,
      place,
      parts: z.array(kitPart).min(1).max(kitParts.max),
    }),
    equipmentKeepers,
  ),
  'equipment.removeKit': command('person', z.strictObject({ kitId, reason: longText }), equipmentKeepers),
  /** 交接: a list that giver and taker sign; what the giver holds is the taker's afterwards. */
  'equipment.handOver': command(
    'person',
    z.strictObject({ handOverId, userId, items: z.array(listed).min(1).max(itemsAtOnce) }),
    anyRole,
    { secondPerson: anyRole },
  ),
  'equipment.openTaking': command(
    'person',
    z.strictObject({
      takingId,
      name: shortText,
      scope: z.array(place).min(1).max(placesInScope.max),
    }),
    equipmentKeepers,
  ),
  /** Something stands before the one who walks: an item of ours, or a code that nothing of ours has. */
  'equipment.see': command(
    'person',
    z.strictObject({
      takingId,
      place,
      itemId: itemId.nullable(),
      code: z.string().trim().max(lengths.code).nullable(),
      /** Of counted goods. */
      count: wholeNumber({ min: 0, max: countedGoods.max }).nullable(),
    }),
    equipmentKeepers,
  ),
  /** Closes on the differences that both have read. */
  'equipment.closeTaking': command(
    'person',
    z.strictObject({ takingId, differencesSha256: sha256Hex, reason: longText }),
    equipmentKeepers,
    { secondPerson: managers },
  ),
  'equipment.dropTaking': command('person', z.strictObject({ takingId, reason: longText }), equipmentKeepers),
};
