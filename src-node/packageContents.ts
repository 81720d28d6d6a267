import { createHash } from 'node:crypto';
import { accept, refuse, type FormatResult } from '#shared/formats/formatRefusal.ts';
import { AgeAltered, ageDecrypt } from './ageFile.ts';
import { bagRootNames, type BagFindings } from './bag.ts';
import type { TarHeader } from './tarWriter.ts';
import { readTar, type TarSink } from './tarReader.ts';

/** What was found in the decrypted archive. */
export type PackageContents = BagFindings & {
  /** Bytes of the files that are read (JSON, ledger, checkpoint, and what the caller asked for), by full name. */
  readonly kept: ReadonlyMap<string, Uint8Array>;
  /** The one time of all files, seconds since 1970. */
  readonly mtimeSeconds: number | null;
};

/** JSON, ledger and checkpoint are held in memory; more than this is no package of an exam. */
const maxKeptBytes = 1 << 30;

const readNames = /^data\/(?:[a-z0-9._-]+\.json|ledger\.ndjson|checkpoint|checkpoint\.sig)$/u;

/**
 * Decrypts a package and reads its tar in one pass: hashes of everything, bytes of what is read later. The
 * failing step is named. Nothing of a refused package is given out.
 */
export async function readPackageContents(
  encrypted: AsyncIterable<Uint8Array>,
  identity: string,
  keep: (name: string) => boolean,
): Promise<{ readonly step: 'decryption' | 'archive' } & FormatResult<PackageContents>> {
  const decrypted = await ageDecrypt(encrypted, identity);
  if (!decrypted.ok) return { step: 'decryption', ...decrypted };
  const collector = new Collector(keep);
  try {
    const tar = await readTar(decrypted.value, (header) => collector.open(header));
    if (!tar.ok) return { step: 'archive', ...tar };
    if (collector.keptBytes > maxKeptBytes) {
      return { step: 'archive', ...refuse('tar-size', { limit: maxKeptBytes }) };
    }
    return { step: 'archive', ...accept(collector.contents(tar.value.mtimeSeconds)) };
  } catch (error) {
    if (error instanceof AgeAltered) return { step: 'decryption', ...refuse('age-altered') };
    throw error;
  }
}

class Collector {
  readonly #keep: (name: string) => boolean;
  readonly #sizes = new Map<string, number>();
  readonly #hashes = new Map<string, string>();
  readonly #kept = new Map<string, Uint8Array>();
  #keptBytes = 0;

  constructor(keep: (name: string) => boolean) {
    this.#keep = keep;
  }

  get keptBytes(): number {
    return this.#keptBytes;
  }

  open(header: TarHeader): TarSink {
    const { name, size } = header;
    const hash = createHash('sha256');
    const isKept = bagRootNames.includes(name) || readNames.test(name) || this.#keep(name);
    const chunks: Uint8Array[] = [];
    return {
      write: (chunk) => {
        hash.update(chunk);
        if (!isKept) return;
        this.#keptBytes += chunk.length;
        if (this.#keptBytes <= maxKeptBytes) chunks.push(chunk);
      },
      end: () => {
        this.#sizes.set(name, size);
        this.#hashes.set(name, hash.digest('hex'));
        if (isKept) this.#kept.set(name, Buffer.concat(chunks));
      },
    };
  }

  contents(mtimeSeconds: number | null): PackageContents {
    const rootFiles = new Map([...this.#kept].filter(([name]) => bagRootNames.includes(name)));
    return { sizes: this.#sizes, hashes: this.#hashes, rootFiles, kept: this.#kept, mtimeSeconds };
  }
}
