import { randomBytes } from 'node:crypto';

/** How long a download waits to be fetched: the page does so at once. */
const keptMs = 2 * 60_000;
/** All that waits together; what was offered first goes first. */
const largestTotalBytes = 256 * 1024 * 1024;

export interface OfferedFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** Files made for one download: good once, for two minutes, and only for the sign-in that asked for them. Nothing is stored. */
export interface Downloads {
  /** Offers a file to this sign-in; answers the id in its address. */
  readonly offer: (file: OfferedFile, owner: string) => string;
  /** The file, which is gone with that; null when it is unknown, too old, fetched already, or another's. */
  readonly take: (id: string, owner: string) => OfferedFile | null;
}

/** Makes the waiting room for downloads. */
export function createDownloads(monotonicMs: () => number): Downloads {
  const offers = new Map<string, OfferedFile & { readonly owner: string; readonly until: number }>();

  function makeRoom(forBytes: number): void {
    let held = forBytes;
    for (const offer of offers.values()) held += offer.bytes.length;
    for (const [id, offer] of offers) {
      if (offer.until > monotonicMs() && held <= largestTotalBytes) continue;
      held -= offer.bytes.length;
      offers.delete(id);
    }
  }

  return {
    offer(file, owner) {
      makeRoom(file.bytes.length);
      const id = randomBytes(16).toString('hex');
      offers.set(id, { ...file, owner, until: monotonicMs() + keptMs });
      return id;
    },
    take(id, owner) {
      const offer = offers.get(id);
      // Somebody else's try takes nothing away from the owner.
      if (offer === undefined || offer.owner !== owner) return null;
      offers.delete(id);
      return offer.until > monotonicMs() ? { name: offer.name, bytes: offer.bytes } : null;
    },
  };
}
