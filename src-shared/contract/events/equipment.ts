import { z } from 'zod';
import { equipmentStates } from '../../domain/equipment.ts';
import { equipmentReaders } from '../../domain/roles.ts';
import { itemFields, kitPart, rowLeftOut } from '../commands/equipment.ts';
import { handOverId, itemId, kitId, storeId, takingId, userId } from '../ids.ts';
import { day, sha256Hex } from '../values.ts';
import { roles } from './audience.ts';
import { event, reason } from './event.ts';

const readers = roles(...equipmentReaders);
const placeKey = z.string();
const state = z.enum(equipmentStates);
const mayReason = z.strictObject({ reason: z.string().nullable() });

/** Goods whose count differs. */
const counted = z.strictObject({ itemId, placeKey, booked: z.int(), found: z.int() });

export const equipmentEvents = {
  'equipment.registered': event(
    readers,
    z.strictObject({
      items: z.array(
        z.strictObject({
          itemId,
          code: z.string(),
          number: z.int(),
          ...itemFields.shape,
          counted: z.boolean(),
          count: z.int(),
          placeKey,
        }),
      ),
    }),
    null,
    (d) => d.items.map((item) => item.itemId),
  ),
  'equipment.imported': event(
    readers,
    z.strictObject({
      fileSha256: sha256Hex,
      fileSize: z.int(),
      rows: z.int(),
      items: z.int(),
      leftOut: z.array(rowLeftOut),
    }),
    z.strictObject({ fileName: z.string() }),
  ),
  'equipment.changed': event(readers, z.strictObject({ itemId, fields: itemFields }), reason, (d) => [
    d.itemId,
  ]),
  'equipment.moved': event(
    readers,
    z.strictObject({
      itemId,
      as: z.string(),
      count: z.int().nullable(),
      /** Null: it was not here before. */
      fromKey: placeKey.nullable(),
      toKey: placeKey,
      /** Where it belongs from now on. */
      homeKey: placeKey,
      fixed: z.boolean(),
      bringer: userId.nullable(),
      /** The row of the move that this one takes back. */
      undoes: z.int().nullable(),
    }),
    mayReason,
    (d) => [d.itemId],
  ),
  'equipment.stateSet': event(readers, z.strictObject({ itemId, from: state, to: state }), reason, (d) => [
    d.itemId,
  ]),
  'equipment.calibrated': event(
    readers,
    z.strictObject({ itemId, on: day, due: day }),
    z.strictObject({ certificate: z.string() }),
    (d) => [d.itemId],
  ),
  'equipment.scrapped': event(
    readers,
    z.strictObject({
      itemId,
      count: z.int().nullable(),
      fromKey: placeKey,
      approvalNo: z.string(),
      secondPerson: userId,
    }),
    reason,
    (d) => [d.itemId],
  ),
  'equipment.unscrapped': event(
    readers,
    z.strictObject({ itemId, toKey: placeKey, secondPerson: userId }),
    reason,
    (d) => [d.itemId],
  ),
  'equipment.photoAdded': event(
    readers,
    z.strictObject({ itemId, fileSha256: sha256Hex, fileSize: z.int() }),
    z.strictObject({ fileName: z.string() }),
    (d) => [d.itemId],
  ),
  'equipment.storeAdded': event(
    readers,
    z.strictObject({ storeId, name: z.string(), number: z.int() }),
    null,
  ),
  'equipment.kitSet': event(
    readers,
    z.strictObject({ kitId, name: z.string(), placeKey, parts: z.array(kitPart) }),
    null,
    (d) => [d.kitId],
  ),
  'equipment.kitRemoved': event(readers, z.strictObject({ kitId }), reason, (d) => [d.kitId]),
  'equipment.handedOver': event(
    readers,
    z.strictObject({
      handOverId,
      giver: userId,
      secondPerson: userId,
      items: z.array(z.strictObject({ itemId, count: z.int().nullable(), placeKey })),
    }),
    null,
    (d) => [d.handOverId, ...d.items.map((item) => item.itemId)],
  ),
  'equipment.takingOpened': event(
    readers,
    z.strictObject({ takingId, name: z.string(), scope: z.array(placeKey) }),
    null,
    (d) => [d.takingId],
  ),
  'equipment.seen': event(
    readers,
    z.strictObject({
      takingId,
      placeKey,
      itemId: itemId.nullable(),
      code: z.string().nullable(),
      count: z.int().nullable(),
      /** Where the books had it at that moment. */
      bookedKey: placeKey.nullable(),
    }),
    null,
    (d) => [d.takingId],
  ),
  'equipment.takingClosed': event(
    readers,
    z.strictObject({
      takingId,
      missing: z.array(itemId),
      misplaced: z.array(z.strictObject({ itemId, bookedKey: placeKey, foundKey: placeKey })),
      extra: z.array(z.strictObject({ code: z.string(), placeKey })),
      counts: z.array(counted),
      secondPerson: userId,
    }),
    reason,
    (d) => [d.takingId, ...d.missing, ...d.misplaced.map((one) => one.itemId)],
  ),
  'equipment.takingDropped': event(readers, z.strictObject({ takingId }), reason, (d) => [d.takingId]),
};
