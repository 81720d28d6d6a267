import { createHash } from 'node:crypto';
import { accepted, refused, type Outcome } from './problem.ts';

/** Algorithms of the tus checksum extension that the centre knows (SHA-1 is demanded by it). */
export const checksumAlgorithms = ['sha1', 'sha256'] as const;

/** A piece with a checksum is held in memory until it is checked, so it may not be bigger than this. */
export const largestCheckedPieceBytes = 16 * 1024 * 1024;

const headerPattern = /^(\S+) ([A-Za-z0-9+/]+={0,2})$/u;

/**
 * Reads a piece whole and compares it with its `Upload-Checksum`; nothing of a damaged piece is kept.
 * Problems: checksum-invalid, checksum-mismatch, too-large, upload-interrupted.
 */
export async function readCheckedPiece(
  header: string,
  body: ReadableStream<Uint8Array> | null,
): Promise<Outcome<Buffer>> {
  const [, algorithm, expected] = headerPattern.exec(header) ?? [];
  const known = checksumAlgorithms.find((name) => name === algorithm);
  if (known === undefined || expected === undefined) {
    return refused('checksum-invalid', { algorithms: checksumAlgorithms.join(',') });
  }
  const piece = await readBounded(body, largestCheckedPieceBytes);
  if (!piece.ok) return piece;
  const found = createHash(known).update(piece.value).digest('base64');
  return found === expected ? piece : refused('checksum-mismatch', { algorithm: known });
}

/** A whole body, up to a limit. Problems: too-large, upload-interrupted. */
export async function readBounded(
  body: ReadableStream<Uint8Array> | null,
  limitBytes: number,
): Promise<Outcome<Buffer>> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const chunk of body ?? []) {
      size += chunk.length;
      if (size > limitBytes) return refused('too-large', { limitBytes });
      chunks.push(chunk);
    }
  } catch {
    return refused('upload-interrupted');
  }
  return accepted(Buffer.concat(chunks));
}
