import { crc32, deflateRawSync, inflateRawSync } from 'node:zlib';
import { refuse, type FormatResult } from '#shared/formats/formatRefusal.ts';
import { attempt, demand } from './attempt.ts';

/**
 * A zip of few parts, written in one way only: deflated, no comments, no extra fields, no dates. The same parts give the same bytes.
 * The reader takes nothing that this writer would not have written, so that no second reader can find something else in it.
 */

export type ZipPart = { readonly name: string; readonly bytes: Uint8Array };

const localMark = 0x04034b50;
const centralMark = 0x02014b50;
const endMark = 0x06054b50;
const localSize = 30;
const centralSize = 46;
const endSize = 22;
const version = 20;
const deflated = 8;
/** 1 January 1980: the least that the format can say. */
const firstDay = 0x21;

/** Writes the parts in their order. Names are plain ASCII. */
export function writeZip(parts: readonly ZipPart[]): Uint8Array {
  const pieces: Uint8Array[] = [];
  const central: Uint8Array[] = [];
  let offset = 0;
  for (const part of parts) {
    const packed = deflateRawSync(part.bytes);
    const { local, directory } = headsOf(
      part.name,
      crc32(part.bytes),
      packed.length,
      part.bytes.length,
      offset,
    );
    pieces.push(local, packed);
    central.push(directory);
    offset += local.length + packed.length;
  }
  return Buffer.concat([...pieces, ...central, endOf(parts.length, sizeOf(central), offset)]);
}

/**
 * Reads the parts of a zip that `writeZip` wrote. `mostOf` says how many bytes a part of this name may have; a name that it does not
 * know is refused, and nothing is unpacked beyond it. Refusal: workbook-malformed.
 */
export function readZip(
  bytes: Uint8Array,
  mostOf: (name: string) => number | undefined,
): FormatResult<ReadonlyMap<string, Buffer>> {
  const zip = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const malformed = (part: string) => refuse('workbook-malformed', { part });
  return attempt(() => {
    const parts = new Map<string, Buffer>();
    const central: Uint8Array[] = [];
    let at = 0;
    while (at + localSize <= zip.length && zip.readUInt32LE(at) === localMark) {
      const nameLength = zip.readUInt16LE(at + 26);
      const name = zip.toString('latin1', at + localSize, at + localSize + nameLength);
      const packedLength = zip.readUInt32LE(at + 18);
      const size = zip.readUInt32LE(at + 22);
      const heads = headsOf(name, zip.readUInt32LE(at + 14), packedLength, size, at);
      const start = at + heads.local.length;
      const most = mostOf(name);
      demand(most !== undefined && size <= most && !parts.has(name), malformed(name));
      demand(
        heads.local.equals(zip.subarray(at, start)) && start + packedLength <= zip.length,
        malformed(name),
      );
      parts.set(
        name,
        inflated(zip.subarray(start, start + packedLength), size, zip.readUInt32LE(at + 14), name),
      );
      central.push(heads.directory);
      at = start + packedLength;
    }
    const rest = Buffer.concat([...central, endOf(parts.size, sizeOf(central), at)]);
    demand(parts.size > 0 && rest.equals(zip.subarray(at)), malformed('zip'));
    return parts;
  });
}

function inflated(packed: Buffer, size: number, crc: number, name: string): Buffer {
  const malformed = refuse('workbook-malformed', { part: name });
  const unpacked = unpack(packed, size);
  demand(unpacked?.length === size && crc32(unpacked) === crc, malformed);
  return unpacked;
}

function unpack(packed: Buffer, size: number): Buffer | null {
  try {
    const { buffer, engine } = inflateRawSync(packed, {
      maxOutputLength: Math.max(1, size),
      info: true,
    }) as unknown as {
      readonly buffer: Buffer;
      readonly engine: { readonly bytesWritten: number };
    };
    return engine.bytesWritten === packed.length ? buffer : null;
  } catch {
    return null;
  }
}

function headsOf(name: string, crc: number, packedLength: number, size: number, offset: number) {
  const nameBytes = Buffer.from(name, 'latin1');
  const local = Buffer.alloc(localSize);
  local.writeUInt32LE(localMark, 0);
  local.writeUInt16LE(version, 4);
  describe(local, 6, crc, packedLength, size, nameBytes.length);
  const directory = Buffer.alloc(centralSize);
  directory.writeUInt32LE(centralMark, 0);
  directory.writeUInt16LE(version, 4);
  directory.writeUInt16LE(version, 6);
  describe(directory, 8, crc, packedLength, size, nameBytes.length);
  directory.writeUInt32LE(offset, 42);
  return {
    local: Buffer.concat([local, nameBytes]),
    directory: Buffer.concat([directory, nameBytes]),
  };
}

/** The fields that stand alike in both heads of a part: flags, method, time and day, checksum, sizes, length of the name. */
function describe(
  head: Buffer,
  at: number,
  crc: number,
  packedLength: number,
  size: number,
  nameLength: number,
): void {
  head.writeUInt16LE(0, at);
  head.writeUInt16LE(deflated, at + 2);
  head.writeUInt16LE(0, at + 4);
  head.writeUInt16LE(firstDay, at + 6);
  head.writeUInt32LE(crc, at + 8);
  head.writeUInt32LE(packedLength, at + 12);
  head.writeUInt32LE(size, at + 16);
  head.writeUInt16LE(nameLength, at + 20);
}

function endOf(count: number, centralLength: number, centralOffset: number): Buffer {
  const end = Buffer.alloc(endSize);
  end.writeUInt32LE(endMark, 0);
  end.writeUInt16LE(count, 8);
  end.writeUInt16LE(count, 10);
  end.writeUInt32LE(centralLength, 12);
  end.writeUInt32LE(centralOffset, 16);
  return end;
}

function sizeOf(pieces: readonly Uint8Array[]): number {
  return pieces.reduce((sum, { length }) => sum + length, 0);
}
