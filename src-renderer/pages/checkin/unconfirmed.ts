import type { SittingId } from '#shared/contract/ids.ts';

const rememberedAs = 'kaodian.checkin.unconfirmed';
/** More than a room holds: what is older was left by days of before. */
const keptAtMost = 60;

interface Kept {
  readonly sittingId: SittingId;
  /** Ticket number: no name lies on the disk of a desk. */
  readonly ticketNumber: string;
}

function all(store: Storage): readonly Kept[] {
  try {
    const value: unknown = JSON.parse(store.getItem(rememberedAs) ?? '[]');
    return Array.isArray(value)
      ? (value as Kept[]).filter((one) => typeof one?.ticketNumber === 'string')
      : [];
  } catch {
    return [];
  }
}

/** A browser that keeps nothing (full, forbidden) must not keep anybody from being let in: the list on the screen still has them. */
function keep(store: Storage, kept: readonly Kept[]): void {
  try {
    store.setItem(rememberedAs, JSON.stringify(kept.slice(-keptAtMost)));
  } catch {
    // Lost on a reload, and only then.
  }
}

function others(store: Storage, sittingId: SittingId, ticketNumber: string): readonly Kept[] {
  return all(store).filter((one) => one.sittingId !== sittingId || one.ticketNumber !== ticketNumber);
}

/**
 * Who was scanned at this desk and not confirmed yet. It is written down before anything is shown, so that a reload or a power cut
 * between scan and confirmation loses nobody.
 */
export const unconfirmed = {
  of(sittingId: SittingId, store: Storage = localStorage): readonly string[] {
    return all(store)
      .filter((one) => one.sittingId === sittingId)
      .map((one) => one.ticketNumber);
  },
  add(sittingId: SittingId, ticketNumber: string, store: Storage = localStorage): void {
    keep(store, [...others(store, sittingId, ticketNumber), { sittingId, ticketNumber }]);
  },
  remove(sittingId: SittingId, ticketNumber: string, store: Storage = localStorage): void {
    keep(store, others(store, sittingId, ticketNumber));
  },
};
