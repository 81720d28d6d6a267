import type { ItemMark } from '#shared/contract/commands/practical.ts';

/** Marks that this machine holds until the core has confirmed them, by item. */
export type PendingMarks = Readonly<Record<string, ItemMark>>;

/** The part of `localStorage` that is used; tests bring their own. */
export interface MarkStore {
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
  removeItem(key: string): void;
}

/** One item of one sheet. */
export function itemKey(of: { readonly moduleNo: number; readonly itemNo: number }): string {
  return `${of.moduleNo}.${of.itemNo}`;
}

/** Where the marks of one sheet are kept: one person, one candidate, one kind. */
export function sheetStoreKey(scorerId: string, enrolmentId: string, kind: string): string {
  return `kaodian.marks.${scorerId}.${enrolmentId}.${kind}`;
}

function isItemMark(value: unknown): value is ItemMark {
  if (typeof value !== 'object' || value === null) return false;
  const { moduleNo, itemNo, scoreHundredths, vetoed } = value as Partial<Record<keyof ItemMark, unknown>>;
  return (
    Number.isSafeInteger(moduleNo) &&
    Number.isSafeInteger(itemNo) &&
    Number.isSafeInteger(scoreHundredths) &&
    typeof vetoed === 'boolean'
  );
}

/** Reads what an earlier run left behind; anything unreadable counts as nothing. */
export function readPending(store: MarkStore, key: string): PendingMarks {
  const text = store.getItem(key);
  if (text === null) return {};
  try {
    const value: unknown = JSON.parse(text);
    if (!Array.isArray(value)) return {};
    return Object.fromEntries(value.filter(isItemMark).map((mark) => [itemKey(mark), mark]));
  } catch {
    return {};
  }
}

/** Keeps the marks; an empty set is removed. Answers false when the machine could not keep them (no room, forbidden). */
export function keepPending(store: MarkStore, key: string, pending: PendingMarks): boolean {
  try {
    const marks = Object.values(pending);
    if (marks.length === 0) store.removeItem(key);
    else store.setItem(key, JSON.stringify(marks));
    return true;
  } catch {
    return false;
  }
}

/** Adds or replaces one mark. */
export function withMark(pending: PendingMarks, mark: ItemMark): PendingMarks {
  return { ...pending, [itemKey(mark)]: mark };
}

function sameMark(a: ItemMark, b: ItemMark): boolean {
  return a.scoreHundredths === b.scoreHundredths && a.vetoed === b.vetoed;
}

/** Takes out what the core has confirmed, but keeps an item that was marked anew while the answer was under way. */
export function withoutConfirmed(pending: PendingMarks, confirmed: readonly ItemMark[]): PendingMarks {
  const rest = { ...pending };
  for (const mark of confirmed) {
    const held = rest[itemKey(mark)];
    if (held !== undefined && sameMark(held, mark)) delete rest[itemKey(mark)];
  }
  return rest;
}

/** The marks as the examiner sees them: what the core has, with what is still held here laid over it. */
export function shownMarks(
  confirmed: readonly ItemMark[],
  pending: PendingMarks,
): ReadonlyMap<string, ItemMark> {
  const shown = new Map(confirmed.map((mark) => [itemKey(mark), mark]));
  for (const [key, mark] of Object.entries(pending)) shown.set(key, mark);
  return shown;
}
