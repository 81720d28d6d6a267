import type { Words } from '#shared/words/words.ts';

/** JSON set out in lines for people; a text that is no JSON stays as it is. */
export function laidOut(json: string): string {
  try {
    return JSON.stringify(JSON.parse(json), null, 2);
  } catch {
    return json;
  }
}

/** Hash of the row before, as the header of a row names it; null for the first row. */
export function previousHash(header: string): string | null {
  try {
    const parsed: unknown = JSON.parse(header);
    if (typeof parsed !== 'object' || parsed === null || !('prev' in parsed)) return null;
    return typeof parsed.prev === 'string' && !/^0*$/.test(parsed.prev) ? parsed.prev : null;
  } catch {
    return null;
  }
}

/** A desk's name for people: the host has one of its own in each language. */
export function deskName(desk: string, w: Pick<Words<'ledger'>, 'desks'>): string {
  return desk === 'host' ? w.desks.host : desk;
}
