import { tarChecksum } from '#node/tarWriter.ts';

/** All pieces of a stream in one buffer. */
export async function gather(source: AsyncIterable<Uint8Array>): Promise<Buffer<ArrayBuffer>> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of source) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** A stream of one buffer, in pieces of a size. */
export async function* inPieces(bytes: Uint8Array, size = 700): AsyncGenerator<Uint8Array> {
  for (let start = 0; start < bytes.length; start += size) yield bytes.subarray(start, start + size);
}

/** Writes into a header block at an offset and makes its checksum right again. */
export function patchHeader(tar: Buffer, blockStart: number, offset: number, text: string): Buffer {
  const patched = Buffer.from(tar);
  patched.write(text, blockStart + offset, 'latin1');
  const block = patched.subarray(blockStart, blockStart + 512);
  block.write(`${tarChecksum(block).toString(8).padStart(6, '0')}\0 `, 148, 'latin1');
  return patched;
}
