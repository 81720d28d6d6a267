import type { UserId } from '#shared/contract/ids.ts';
import type { Role } from '#shared/domain/roles.ts';

/** Somebody who looks at answers; null: nobody is signed in. */
export type Looker = { readonly id: UserId; readonly roles: readonly Role[] } | null;

/** A number or text that occurs nowhere else in the site, with who may come across it by now. */
export interface Planted {
  readonly what: string;
  /** As it would stand in an answer: the bare number, and as people read it. */
  readonly texts: readonly string[];
  /** Who wrote it: always in its audience. */
  readonly writers: readonly UserId[];
  /** Once nothing seals it any more. */
  readonly readers: readonly Role[];
  sealed: boolean;
}

/** Plants a mark in hundredths. */
export function plantedMark(
  what: string,
  hundredths: number,
  writers: readonly UserId[],
  readers: readonly Role[],
  sealed = true,
): Planted {
  return { what, texts: [String(hundredths), pointsOf(hundredths)], writers, readers, sealed };
}

function pointsOf(hundredths: number): string {
  return String(hundredths / 100);
}

/** Whether this person may come across it. */
export function mayKnow(planted: Planted, looker: Looker): boolean {
  if (looker === null) return false;
  if (planted.writers.includes(looker.id)) return true;
  return !planted.sealed && looker.roles.some((role) => planted.readers.includes(role));
}

/** What of the planted stands in a text that somebody was told: what they may know, and what not. */
export function plantedIn(
  text: string,
  planted: readonly Planted[],
  looker: Looker,
): { readonly known: readonly string[]; readonly leaked: readonly string[] } {
  const there = planted.filter((one) => one.texts.some((wanted) => stands(wanted, text)));
  const [known, leaked] = [true, false].map((may) =>
    there.filter((one) => mayKnow(one, looker) === may).map((one) => one.what),
  );
  return { known: known ?? [], leaked: leaked ?? [] };
}

/** Whether it stands there as a word or number of its own, not as digits within a hash, an id or a longer number. */
export function stands(wanted: string, text: string): boolean {
  for (let at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + 1)) {
    const before = text[at - 1] ?? ' ';
    const after = text[at + wanted.length] ?? ' ';
    if (!/[0-9A-Za-z.]/.test(before) && !/[0-9A-Za-z]/.test(after)) return true;
  }
  return false;
}
