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

/** What a look into a zip answers. */
export interface RemadeZip {
  readonly names: ReadonlySet<string>;
  /** A zip of the entries that were looked at and of nothing else, unpacked. */
  readonly bytes: Buffer;
}

/**
 * Looks at a zip before any library does: number of entries, declared sizes and ratios, overlapping entries, encryption; then
 * inflates each entry bounded by what it declared, so that a lying header shows, and hands it to `look`. A zip can be read in two
 * ways (two directories, other names in the entries' own heads, the same name twice), so the library is given what is made anew
 * here from what was seen, never the file itself.
 * Refuses (throws `RefusedFile`) with `zip-bomb`, `password-protected`, `unsafe-content` or `damaged-file`.
 */
export function remakeZip(bytes: Buffer, look: (name: string, content: Buffer) => void): RemadeZip {
  const listed = listEntries(bytes);
  refuseBomb(listed);
  refuseSameNames(listed);
  const writer = zipWriter(listed);
  let inflated = 0;
  const spans: [number, number][] = [];
  for (const entry of listed) {
    const start = contentStart(bytes, entry);
    spans.push([entry.offset, start + entry.packed]);
    const content = inflate(bytes.subarray(start, start + entry.packed), entry);
    inflated += content.length;
    if (inflated > limits.inflatedBytes) throw refusedFile('zip-bomb', { found: String(inflated) });
    look(entry.name, content);
    writer.add(entry, content);
  }
  spans.sort((a, b) => a[0] - b[0]);
  for (const [at, span] of spans.entries()) {
    const next = spans[at + 1];
    if (next !== undefined && span[1] > next[0]) throw refusedFile('zip-bomb', { found: 'overlap' });
  }
  return { names: new Set(listed.map((entry) => entry.name)), bytes: writer.end() };
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

/** As readers compare names: they take either slash, a leading one too, and either case. */
function refuseSameNames(entries: readonly Listed[]): void {
  const seen = new Set<string>();
  for (const { name } of entries) {
    const compared = name.replaceAll('\\', '/').replace(/^\/+/, '').toLowerCase();
    if (seen.has(compared)) throw refusedFile('unsafe-content', { found: name });
    seen.add(compared);
  }
}

/** Writes the entries of a known list, as they are, into one buffer of the size that they need. */
function zipWriter(entries: readonly Listed[]) {
  const heads = entries.map(({ name, size, checksum }) => {
    const head = Buffer.alloc(26);
    head.writeUInt16LE(20, 0);
    // Names are UTF-8; nothing is packed.
    head.writeUInt16LE(0x0800, 2);
    head.writeUInt32LE(checksum, 10);
    head.writeUInt32LE(size, 14);
    head.writeUInt32LE(size, 18);
    head.writeUInt16LE(Buffer.byteLength(name), 22);
    return head;
  });
  const nameBytes = entries.reduce((sum, { name }) => sum + Buffer.byteLength(name), 0);
  const contentBytes = entries.reduce((sum, { size }) => sum + size, 0);
  const target = Buffer.alloc(contentBytes + 2 * nameBytes + entries.length * (30 + 46) + 22);
  const offsets: number[] = [];
  let at = 0;
  const put = (...pieces: readonly Buffer[]): void => {
    for (const piece of pieces) at += piece.copy(target, at);
  };
  const signature = (value: number): Buffer => {
    const bytes = Buffer.alloc(4);
    bytes.writeUInt32LE(value);
    return bytes;
  };
  return {
    /** The next entry of the list. */
    add(entry: Listed, content: Buffer): void {
      const head = heads[offsets.length];
      if (head === undefined || content.length !== entry.size) throw new Error('not an entry of this zip');
      offsets.push(at);
      put(signature(localSignature), head, Buffer.from(entry.name), content);
    },
    end(): Buffer {
      const directory = at;
      for (const [index, { name }] of entries.entries()) {
        const tail = Buffer.alloc(14);
        tail.writeUInt32LE(offsets[index] ?? 0, 10);
        put(signature(centralSignature), Buffer.from([20, 0]), heads[index] ?? tail, tail, Buffer.from(name));
      }
      const end = Buffer.alloc(22);
      end.writeUInt32LE(endSignature, 0);
      end.writeUInt16LE(entries.length, 8);
      end.writeUInt16LE(entries.length, 10);
      end.writeUInt32LE(at - directory, 12);
      end.writeUInt32LE(directory, 16);
      put(end);
      return target;
    },
  };
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
