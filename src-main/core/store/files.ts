import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { statSync } from 'node:fs';
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { makeFolderDurable, removeDurable, writeDurable } from '#node/durableFile.ts';
import { sha256Hex } from '#node/hashes.ts';

/**
 * Files of the site (rosters, scans), content-addressed by the SHA-256 of their plain bytes and encrypted at rest with
 * AES-256-GCM. On the disk before the row that names them; orphans are swept at start.
 */
export interface FileStore {
  /** Stores bytes durably; the same bytes twice are one file. */
  readonly put: (bytes: Uint8Array) => Promise<{ readonly sha256: string; readonly size: number }>;
  /** The plain bytes; null when there is no such file or it does not decrypt to its hash. */
  readonly get: (sha256: string) => Promise<Uint8Array | null>;
  /** Whether a file of this hash and size lies in the store: asked while a command that names it is decided. */
  readonly holds: (file: { readonly sha256: string; readonly size: number }) => boolean;
  /** Removes files that no row names and says which. */
  readonly sweep: (isNamed: (sha256: string) => boolean) => Promise<readonly string[]>;
}

const nonceBytes = 12;
const tagBytes = 16;
const hashForm = /^[0-9a-f]{64}$/;

/** Opens the file store in `dir` with a key of 32 bytes. */
export function openFiles(dir: string, key: Buffer): FileStore {
  const pathOf = (sha256: string) => join(dir, sha256.slice(0, 2), `${sha256}.enc`);

  async function read(sha256: string): Promise<Uint8Array | null> {
    if (!hashForm.test(sha256)) return null;
    let sealed: Buffer;
    try {
      sealed = await readFile(pathOf(sha256));
    } catch {
      return null;
    }
    if (sealed.length < nonceBytes + tagBytes) return null;
    const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, nonceBytes));
    decipher.setAAD(Buffer.from(sha256));
    decipher.setAuthTag(sealed.subarray(-tagBytes));
    try {
      return Buffer.concat([decipher.update(sealed.subarray(nonceBytes, -tagBytes)), decipher.final()]);
    } catch {
      return null;
    }
  }

  return {
    async put(bytes) {
      const sha256 = sha256Hex(bytes);
      // A copy that no longer decrypts is written anew.
      if ((await read(sha256)) !== null) return { sha256, size: bytes.length };
      await makeFolderDurable(join(dir, sha256.slice(0, 2)));
      const nonce = randomBytes(nonceBytes);
      const cipher = createCipheriv('aes-256-gcm', key, nonce);
      cipher.setAAD(Buffer.from(sha256));
      await writeDurable(
        pathOf(sha256),
        Buffer.concat([nonce, cipher.update(bytes), cipher.final(), cipher.getAuthTag()]),
      );
      return { sha256, size: bytes.length };
    },
    get: read,
    holds({ sha256, size }) {
      if (!hashForm.test(sha256)) return false;
      const found = statSync(pathOf(sha256), { throwIfNoEntry: false });
      return found?.isFile() === true && found.size === nonceBytes + size + tagBytes;
    },
    async sweep(isNamed) {
      const gone: string[] = [];
      for (const folder of await list(dir)) {
        for (const name of await list(join(dir, folder))) {
          const sha256 = name.replace(/\.enc$/, '');
          if (isNamed(sha256)) continue;
          await removeDurable(join(dir, folder, name));
          gone.push(sha256);
        }
      }
      return gone;
    },
  };
}

async function list(dir: string): Promise<readonly string[]> {
  return readdir(dir).catch(() => []);
}
