import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';

/** Bytes or text (hashed as UTF-8). */
export type Hashable = Uint8Array | string;

/** SHA-256 of the joined parts, 32 bytes. */
export function sha256(...parts: readonly Hashable[]): Buffer {
  return digest('sha256', parts);
}

/** SHA-256 of the joined parts, lower-case hex. */
export function sha256Hex(...parts: readonly Hashable[]): string {
  return digest('sha256', parts).toString('hex');
}

/** SHA-512 of the joined parts, 64 bytes. */
export function sha512(...parts: readonly Hashable[]): Buffer {
  return digest('sha512', parts);
}

export type StreamHashes = {
  /** Number of bytes. */
  readonly size: number;
  /** Hex. */
  readonly sha256: string;
  /** 64 bytes: what an SSHSIG signature is made over. */
  readonly sha512: Buffer;
};

/** Both hashes of a stream in one pass, in bounded memory. */
export async function hashStream(
  source: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
): Promise<StreamHashes> {
  const short = createHash('sha256');
  const long = createHash('sha512');
  let size = 0;
  for await (const chunk of source) {
    size += chunk.length;
    short.update(chunk);
    long.update(chunk);
  }
  return { size, sha256: short.digest('hex'), sha512: long.digest() };
}

/** Both hashes of a file on disk. Throws the system's error when the file cannot be read. */
export function hashFile(path: string): Promise<StreamHashes> {
  return hashStream(createReadStream(path, { highWaterMark: 1 << 18 }));
}

function digest(algorithm: 'sha256' | 'sha512', parts: readonly Hashable[]): Buffer {
  const hash = createHash(algorithm);
  for (const part of parts) hash.update(part);
  return hash.digest();
}
