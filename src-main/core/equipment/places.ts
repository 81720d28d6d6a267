import { eq } from 'drizzle-orm';
import type { RoomId, UserId } from '#shared/contract/ids.ts';
import type { LabelledPlace, PlaceView } from '#shared/contract/views/equipment.ts';
import { labelCodeOf, placeKeyOf, placeOfKey } from '#shared/domain/equipment.ts';
import type { Place } from '#shared/domain/equipment.ts';
import { sha256Hex } from '#node/hashes.ts';
import { peopleNames, personOf } from '../access/queries.ts';
import { roomViews } from '../arrangement/queries.ts';
import { siteRow } from '../institution/queries.ts';
import type { Refused } from '../ledger/capability.ts';
import { refused } from '../ledger/capability.ts';
import type { Store } from '../store/openDatabase.ts';
import { roomNumbers, stores } from './tables.ts';

/** Four digits that tell our labels from those of other schools. */
export function schoolDigits(store: Store): string {
  const code = siteRow(store)?.institutionCode ?? '';
  return String(Number.parseInt(sha256Hex(code).slice(0, 8), 16) % 10_000).padStart(4, '0');
}

/** Says places by name; reads the names once for many places. */
export function placeNames(store: Store): (key: string) => PlaceView {
  const rooms = new Map<string, string>(roomViews(store).map((room) => [room.roomId, room.name]));
  const shelves = new Map<string, string>(allStores(store).map((one) => [one.storeId, one.name]));
  const people = peopleNames(store);
  const textOf = (place: Place): string => {
    switch (place.kind) {
      case 'store':
        return shelves.get(place.storeId) ?? '—';
      case 'room':
        return rooms.get(place.roomId) ?? '—';
      case 'workstation':
        return `${rooms.get(place.roomId) ?? '—'} · ${place.no}`;
      case 'person':
        return people.get(place.userId) ?? '—';
    }
  };
  return (key) => {
    const place = placeOfKey(key);
    return { key, place, text: place === null ? '—' : textOf(place) };
  };
}

/** All stores by name. */
export function allStores({ orm }: Store): readonly (typeof stores.$inferSelect)[] {
  return orm.select().from(stores).orderBy(stores.name).all();
}

/** Why nothing can be put there; null when something can. */
export function placeFault(store: Store, place: Place): Refused | null {
  switch (place.kind) {
    case 'store':
      return allStores(store).some((one) => one.storeId === place.storeId) ? null : refused('store-unknown');
    case 'person': {
      const person = personOf(store, place.userId as UserId);
      return person === null ? refused('equipment-holder-unknown') : null;
    }
    case 'room':
    case 'workstation': {
      const room = roomViews(store).find((one) => one.roomId === place.roomId);
      if (room === undefined) return refused('room-unknown');
      if (place.kind === 'workstation' && place.no > room.places)
        return refused('workstation-unknown', { room: room.name, places: room.places });
      return null;
    }
  }
}

/** Stores and rooms with the codes of their labels. */
export function labelledPlaces(store: Store): readonly LabelledPlace[] {
  const school = schoolDigits(store);
  const numbers = new Map(
    store.orm
      .select()
      .from(roomNumbers)
      .all()
      .map((one) => [one.roomId, one.number]),
  );
  return [
    ...allStores(store).map((one): LabelledPlace => {
      const place: Place = { kind: 'store', storeId: one.storeId };
      return {
        key: placeKeyOf(place),
        place,
        text: one.name,
        code: labelCodeOf('store', school, one.number),
        workstations: 0,
      };
    }),
    ...roomViews(store).map((room): LabelledPlace => {
      const place: Place = { kind: 'room', roomId: room.roomId };
      return {
        key: placeKeyOf(place),
        place,
        text: room.name,
        code: labelCodeOf('room', school, numbers.get(room.roomId) ?? 0),
        workstations: room.subject === 'practical' ? room.places : 0,
      };
    }),
  ];
}

/** The room with which a place is counted for what stood in a sitting. */
export function roomOfKey(key: string | null): RoomId | null {
  const place = key === null ? null : placeOfKey(key);
  return place?.kind === 'room' || place?.kind === 'workstation' ? (place.roomId as RoomId) : null;
}

/** The next number of a store's label. */
export function nextStoreNumber(store: Store): number {
  return allStores(store).reduce((most, one) => Math.max(most, one.number), 0) + 1;
}

/** Numbers a room that was added. */
export function numberRoom({ orm }: Store, roomId: RoomId): void {
  const many = orm.select().from(roomNumbers).all().length;
  const known = orm.select().from(roomNumbers).where(eq(roomNumbers.roomId, roomId)).get();
  if (known === undefined)
    orm
      .insert(roomNumbers)
      .values({ roomId, number: many + 1 })
      .run();
}
