import { crc32, inflateRawSync } from 'node:zlib';
import { limits } from './limits.ts';
import { refusedFile } from './refuse.ts';

const endSignature = 0x06054b50;
const centralSignature = 0x02014b50;
const localSignature = 0x04034b50;

interface Listed {
  readonly name: string;
  readonly method: number;
  readonly checksum: number;
  readonly packed: number;
  readonly size: number;
  readonly offset: number;
}

/**
 * Looks at a zip before any library does: number of entries, declared sizes and ratios, overlapping entries, encryption; then
 * inflates each entry bounded by what it declared, so that a lying header shows, and hands it to `look`. Answers the names.
 * Refuses (throws `RefusedFile`) with `zip-bomb`, `password-protected` or `damaged-file`.
 */
export function inspectZip(
  bytes: Buffer,
  look: (name: string, content: Buffer) => void,
): ReadonlySet<string> {
  const listed = listEntries(bytes);
  refuseBomb(listed);
  let inflated = 0;
  const spans: [number, number][] = [];
  for (const entry of listed) {
    const start = contentStart(bytes, entry);
    spans.push([entry.offset, start + entry.packed]);
    const content = inflate(bytes.subarray(start, start + entry.packed), entry);
    inflated += content.length;
    if (inflated > limits.inflatedBytes) throw refusedFile('zip-bomb', { found: String(inflated) });
    look(entry.name, content);
  }
  spans.sort((a, b) => a[0] - b[0]);
  for (const [at, span] of spans.entries()) {
    const next = spans[at + 1];
    if (next !== undefined && span[1] > next[0]) throw refusedFile('zip-bomb', { found: 'overlap' });
  }
  return new Set(listed.map((entry) => entry.name));
}

function listEntries(bytes: Buffer): Listed[] {
  let end = bytes.length - 22;
  while (end >= 0 && end > bytes.length - 65_558 && bytes.readUInt32LE(end) !== endSignature) end -= 1;
  if (end < 0 || bytes.readUInt32LE(end) !== endSignature) throw refusedFile('damaged-file');
  const count = bytes.readUInt16LE(end + 10);
  let at = bytes.readUInt32LE(end + 16);
  // 0xffff / 0xffffffff point to a zip64 directory: no spreadsheet of 50 MB needs one
  if (count === 0xffff || at === 0xffffffff || count > limits.zipEntries)
    throw refusedFile('zip-bomb', { found: String(count) });
  const entries: Listed[] = [];
  for (let index = 0; index < count; index += 1) {
    if (at + 46 > bytes.length || bytes.readUInt32LE(at) !== centralSignature)
      throw refusedFile('damaged-file');
    if ((bytes.readUInt16LE(at + 8) & 1) === 1) throw refusedFile('password-protected');
    const nameLength = bytes.readUInt16LE(at + 28);
    entries.push({
      name: bytes.toString('utf8', at + 46, at + 46 + nameLength),
      method: bytes.readUInt16LE(at + 10),
      checksum: bytes.readUInt32LE(at + 16),
      packed: bytes.readUInt32LE(at + 20),
      size: bytes.readUInt32LE(at + 24),
      offset: bytes.readUInt32LE(at + 42),
    });
    at += 46 + nameLength + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
  return entries;
}

function refuseBomb(entries: readonly Listed[]): void {
  const total = entries.reduce((sum, entry) => sum + entry.size, 0);
  if (total > limits.inflatedBytes) throw refusedFile('zip-bomb', { found: String(total) });
  for (const entry of entries) {
    const swells = entry.size > limits.ratioFromBytes && entry.size > entry.packed * limits.inflationRatio;
    if (swells) throw refusedFile('zip-bomb', { found: entry.name });
  }
}

function contentStart(bytes: Buffer, entry: Listed): number {
  const { offset } = entry;
  if (offset + 30 > bytes.length || bytes.readUInt32LE(offset) !== localSignature)
    throw refusedFile('damaged-file');
  const start = offset + 30 + bytes.readUInt16LE(offset + 26) + bytes.readUInt16LE(offset + 28);
  if (start + entry.packed > bytes.length) throw refusedFile('damaged-file');
  return start;
}

function inflate(packed: Buffer, entry: Listed): Buffer {
  if (entry.method !== 0 && entry.method !== 8)
    throw refusedFile('damaged-file', { method: String(entry.method) });
  let content: Buffer;
  try {
    // one byte more than declared is enough to catch a header that lies
    content = entry.method === 0 ? packed : inflateRawSync(packed, { maxOutputLength: entry.size + 1 });
  } catch (error) {
    const lies = error instanceof RangeError;
    throw refusedFile(lies ? 'zip-bomb' : 'damaged-file', { found: entry.name });
  }
  if (content.length > entry.size) throw refusedFile('zip-bomb', { found: entry.name });
  if (content.length < entry.size || crc32(content) !== entry.checksum)
    throw refusedFile('damaged-file', { found: entry.name });
  return content;
}
