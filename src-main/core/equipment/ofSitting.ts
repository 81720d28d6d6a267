import type { ItemId, SittingId } from '#shared/contract/ids.ts';
import type { SittingEquipment } from '#shared/contract/views/equipment.ts';
import { sittingRow, staffOfSitting } from '../arrangement/queries.ts';
import type { Store } from '../store/openDatabase.ts';
import { placeNames } from './places.ts';
import { itemRow, itemView } from './queries.ts';

/**
 * What stood in the room of a sitting at any moment from its begin to its end, or was with its staff, drawn from the moves. A move that
 * was taken back says nothing. Null: no such sitting.
 */
export function equipmentOfSitting(store: Store, sittingId: SittingId, at: string): SittingEquipment | null {
  const sitting = sittingRow(store, sittingId);
  if (sitting === null) return null;
  const from = sitting.startedAt ?? sitting.admittedAt ?? sitting.startsAt;
  const planned = new Date(Date.parse(sitting.startsAt) + sitting.minutes * 60_000).toISOString();
  const until = sitting.finishedAt ?? (planned > from ? planned : from);
  const people = [...new Set(staffOfSitting(store, sittingId).map((one) => `person:${one.userId}`))];
  const values = { room: sitting.roomId, people: JSON.stringify(people), start: from, end: until };
  const pieces = store
    .hot<{ readonly itemId: ItemId; readonly placeKey: string; readonly many: number }>(
      `SELECT m.item_id AS itemId, m.to_key AS placeKey, 1 AS many
        FROM equipment_moves m JOIN equipment_items i ON i.item_id = m.item_id
        WHERE i.counted = 0 AND m.undone = 0 AND m.at <= @end
          AND (m.to_room = @room OR m.to_key IN (SELECT value FROM json_each(@people)))
          AND NOT EXISTS (SELECT 1 FROM equipment_moves n
            WHERE n.item_id = m.item_id AND n.seq > m.seq AND n.undone = 0 AND n.at <= @start)
        ORDER BY i.number, m.seq`,
    )
    .all(values);
  const counted = store
    .hot<{ readonly itemId: ItemId; readonly placeKey: string; readonly many: number }>(
      `SELECT itemId, placeKey, sum(many) AS many FROM (
          SELECT m.item_id AS itemId, m.to_key AS placeKey, m.count AS many FROM equipment_moves m
            WHERE m.count IS NOT NULL AND m.undone = 0 AND m.at <= @end
              AND (m.to_room = @room OR m.to_key IN (SELECT value FROM json_each(@people)))
          UNION ALL
          SELECT m.item_id, m.from_key, -m.count FROM equipment_moves m
            WHERE m.count IS NOT NULL AND m.undone = 0 AND m.at <= @start
              AND (m.from_room = @room OR m.from_key IN (SELECT value FROM json_each(@people))))
        GROUP BY itemId, placeKey HAVING sum(many) > 0 ORDER BY itemId, placeKey`,
    )
    .all(values);
  const names = placeNames(store);
  return {
    sittingId,
    from,
    until,
    items: [...pieces, ...counted].flatMap(({ itemId, placeKey, many }) => {
      const item = itemRow(store, itemId);
      return item === null
        ? []
        : [{ item: itemView(store, names, item, at), at: names(placeKey), count: many }];
    }),
  };
}
