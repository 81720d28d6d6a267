import { compactText } from './fullWidth.ts';

/** What equipment is for; `computer` and `video` stand in table 4 (3) of the annex form, all others in table 4 (2). */
export const equipmentKinds = [
  'machine',
  'tool',
  'gauge',
  'computer',
  'video',
  'safety',
  'furniture',
  'consumable',
] as const;
export type EquipmentKind = (typeof equipmentKinds)[number];

/** 所有权归属. `shared`: run together with a company (校企共建). */
export const ownerships = ['own', 'borrowed', 'rented', 'shared'] as const;
export type Ownership = (typeof ownerships)[number];

/** How an item stands. `missing`: not found at a stock-taking; `stopped`: 停用 here; `scrapped`: 报废, for good. */
export const equipmentStates = ['inService', 'faulty', 'stopped', 'missing', 'scrapped'] as const;
export type EquipmentState = (typeof equipmentStates)[number];
/** States that a keeper sets by hand; missing follows from a stock-taking, scrapping needs two people. */
export const settableStates = ['inService', 'faulty', 'stopped'] as const satisfies readonly EquipmentState[];

/** What moves equipment. */
export const moveKinds = ['handOut', 'return', 'move', 'mount', 'unmount', 'consume', 'receive'] as const;
export type MoveKind = (typeof moveKinds)[number];

/** Where equipment is: in a store, a room, at a workstation of a room, or with a person. */
export type Place =
  | { readonly kind: 'store'; readonly storeId: string }
  | { readonly kind: 'room'; readonly roomId: string }
  | { readonly kind: 'workstation'; readonly roomId: string; readonly no: number }
  | { readonly kind: 'person'; readonly userId: string };

/** Where consumed and scrapped equipment is: no longer here. */
export const goneKey = 'gone';

/** A place as one text, by which it is compared and stored. */
export function placeKeyOf(place: Place): string {
  switch (place.kind) {
    case 'store':
      return `store:${place.storeId}`;
    case 'room':
      return `room:${place.roomId}`;
    case 'workstation':
      return `workstation:${place.roomId}:${place.no}`;
    case 'person':
      return `person:${place.userId}`;
  }
}

/** The place of a key that `placeKeyOf` wrote; null for what is gone. */
export function placeOfKey(key: string): Place | null {
  const [kind, id = '', no = ''] = key.split(':');
  switch (kind) {
    case 'store':
      return { kind, storeId: id };
    case 'room':
      return { kind, roomId: id };
    case 'workstation':
      return { kind, roomId: id, no: Number(no) };
    case 'person':
      return { kind, userId: id };
    default:
      return null;
  }
}

/** Whether a place lies in a scope of stock-taking: the store, or the room with its workstations. */
export function isInScope(key: string, scope: readonly string[]): boolean {
  return scope.some(
    (one) => key === one || (one.startsWith('room:') && key.startsWith(`workstation:${one.slice(5)}:`)),
  );
}

/** A number as it is compared when scanned: full-width signs, spaces and capitals make no difference. */
export function assetKeyOf(assetNo: string): string {
  return compactText(assetNo).toUpperCase();
}

/** Two digits after a number of twelve digits at most (ISO 7064 MOD 97-10): no wrong or swapped digit passes. */
function checkDigits(digits: string): string {
  return String(98 - ((Number(digits) * 100) % 97)).padStart(2, '0');
}

const codeForm = /^KD([ERS])(\d{4})(\d{6})(\d{2})$/;
/** What our own labels stand for: an item, a room (with the number of a workstation), a store. */
const letterOf = { item: 'E', room: 'R', store: 'S' } as const;
export type LabelKind = keyof typeof letterOf;

/** The code of a label of ours: `KDE`, four digits of the school, six of the thing, two of check. */
export function labelCodeOf(kind: LabelKind, school: string, number: number): string {
  const digits = `${school}${String(number).padStart(6, '0')}`;
  return `KD${letterOf[kind]}${digits}${checkDigits(digits)}`;
}

/** The code of a workstation's label: that of its room and the number. */
export function workstationCodeOf(roomCode: string, no: number): string {
  return `${roomCode}${String(no).padStart(3, '0')}`;
}

/** What a label of this form says; null when it is none of ours by its form. */
export function readLabelCode(text: string): {
  readonly kind: LabelKind;
  readonly school: string;
  readonly code: string;
  /** Of the label of a workstation. */
  readonly workstation: number | null;
  readonly checks: boolean;
} | null {
  const plain = assetKeyOf(text);
  const workstation = /^KDR\d{12}(\d{3})$/.exec(plain)?.[1];
  const code = workstation === undefined ? plain : plain.slice(0, -3);
  const parts = codeForm.exec(code);
  if (parts === null) return null;
  const [, letter, school = '', number = '', check] = parts;
  const kind = letter === 'E' ? 'item' : letter === 'R' ? 'room' : 'store';
  return {
    kind,
    school,
    code,
    workstation: workstation === undefined ? null : Number(workstation),
    checks: checkDigits(`${school}${number}`) === check,
  };
}
