import { eq, inArray, or } from 'drizzle-orm';
import type { ScanView } from '#shared/contract/views/equipment.ts';
import { assetKeyOf, readLabelCode } from '#shared/domain/equipment.ts';
import { toHalfWidth } from '#shared/domain/fullWidth.ts';
import { readLookupText } from '#shared/domain/lookupText.ts';
import { badgeOfToken, isBadgeToken } from '../access/badges.ts';
import { personNames } from '../access/queries.ts';
import { enrolments } from '../candidates/tables.ts';
import type { Store } from '../store/openDatabase.ts';
import { labelledPlaces, placeNames, schoolDigits } from './places.ts';
import { itemView, stockView } from './queries.ts';
import type { ItemRecord } from './queries.ts';
import { items } from './tables.ts';

/** A shorter part of a label's text could be anything. */
const shortestNumber = 5;
/** Things to choose from when several bear one number. */
const mostChoices = 50;
/** Some scanners send the kind of the code first. */
const scannerPrefix = /^[\]】][A-Za-z]\d/;

/**
 * What a code is: an item by our own label, by the finance department's number (alone, or somewhere in the text of its label) or by its
 * serial number; a place; a person's badge; or what is of no use here, by name.
 */
export function scanned(store: Store, code: string, at: string): ScanView {
  const text = toHalfWidth(code).trim().replace(scannerPrefix, '');
  if (text === '') return { kind: 'unknown' };
  if (isBadgeToken(text)) return ofBadge(store, text, at);
  const label = readLabelCode(text);
  const key = assetKeyOf(text);
  const exact = store.orm
    .select()
    .from(items)
    .where(or(eq(items.code, label?.code ?? key), eq(items.assetKey, key), eq(items.serial, text)))
    .orderBy(items.number)
    .limit(mostChoices)
    .all();
  if (exact.length > 0) return ofItems(store, exact, at);
  if (label !== null) {
    if (!label.checks) return { kind: 'misread' };
    if (label.school !== schoolDigits(store)) return { kind: 'otherSchool' };
    return label.kind === 'item' ? { kind: 'unknown' } : ofPlace(store, label);
  }
  const looked = readLookupText(text);
  if (looked.kind === 'token') return { kind: 'ticket' };
  if (looked.kind === 'ticket' && isTicket(store, looked.number)) return { kind: 'ticket' };
  const parts = text
    .split(/[^\p{L}\p{N}./_-]+/u)
    .map(assetKeyOf)
    .filter((part) => part.length >= shortestNumber && part !== key);
  if (parts.length === 0) return { kind: 'unknown' };
  const within = store.orm
    .select()
    .from(items)
    .where(or(inArray(items.assetKey, parts), inArray(items.code, parts)))
    .orderBy(items.number)
    .limit(mostChoices)
    .all();
  return within.length > 0 ? ofItems(store, within, at) : { kind: 'unknown' };
}

function ofItems(store: Store, found: readonly ItemRecord[], at: string): ScanView {
  const names = placeNames(store);
  const [first] = found;
  if (first === undefined) return { kind: 'unknown' };
  if (found.length > 1)
    return { kind: 'several', items: found.map((item) => itemView(store, names, item, at)) };
  return { kind: 'item', item: itemView(store, names, first, at), stock: stockView(store, names, first) };
}

function ofPlace(
  store: Store,
  { code, workstation }: { readonly code: string; readonly workstation: number | null },
): ScanView {
  const found = labelledPlaces(store).find((one) => one.code === code);
  if (found === undefined) return { kind: 'unknown' };
  const { key, place, text } = found;
  if (workstation === null) return { kind: 'place', place: { key, place, text } };
  if (place?.kind !== 'room' || workstation < 1 || workstation > found.workstations)
    return { kind: 'unknown' };
  return {
    kind: 'place',
    place: placeNames(store)(`workstation:${place.roomId}:${workstation}`),
  };
}

function ofBadge(store: Store, token: string, at: string): ScanView {
  const badge = badgeOfToken(store, Date.parse(at), token);
  if (badge === null) return { kind: 'deadBadge' };
  return { kind: 'person', userId: badge.userId, displayName: personNames(store)(badge.userId) };
}

function isTicket({ orm }: Store, number: string): boolean {
  return orm.select().from(enrolments).where(eq(enrolments.ticketNumber, number)).get() !== undefined;
}
