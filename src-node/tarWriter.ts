/** The one kind of tar that a package holds; see "Tar profile" in docs/package. Shared by writer and reader. */

export const tarBlockSize = 512;
/** What closes the archive: two zero blocks, then nothing. */
export const tarEnd = Buffer.alloc(2 * tarBlockSize);
/** Largest size that the field holds: 8 GiB - 1. */
export const tarMaxFileSize = 0o77777777777;

const namePattern = /^[a-z0-9][a-z0-9._-]*(?:\/[a-z0-9][a-z0-9._-]*)*$/u;
const maxNameBytes = 100;

/** Where the fields of a header lie: offset and length. */
export const tarFields = {
  name: [0, 100],
  mode: [100, 8],
  uid: [108, 8],
  gid: [116, 8],
  size: [124, 12],
  mtime: [136, 12],
  checksum: [148, 8],
  type: [156, 1],
  linkName: [157, 100],
  magic: [257, 8],
  userName: [265, 32],
  groupName: [297, 32],
  deviceNumbers: [329, 16],
  prefix: [345, 155],
  rest: [500, 12],
} as const satisfies Record<string, readonly [number, number]>;

export type TarFieldName = keyof typeof tarFields;

/** Name, size in bytes, and modification time in whole seconds since 1970. */
export type TarHeader = { readonly name: string; readonly size: number; readonly mtimeSeconds: number };

/** Whether a name may stand in the tar: parts `[a-z0-9][a-z0-9._-]*`, at most 100 bytes, no way out of the folder. */
export function isTarName(name: string): boolean {
  return namePattern.test(name) && name.length <= maxNameBytes;
}

/** Order of names in the tar: by bytes (names are ASCII). */
export function compareTarNames(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}

/** The folders above a name: `a/b/c` has `a` and `a/b`. */
export function parentsOf(name: string): string[] {
  const parts = name.split('/');
  return parts.slice(1).map((_, index) => parts.slice(0, index + 1).join('/'));
}

/** The 512 bytes of a header: mode 0644, uid and gid 0, no owner names. */
export function tarHeaderBlock(header: TarHeader): Buffer {
  const block = Buffer.alloc(tarBlockSize);
  const put = (field: TarFieldName, text: string) => block.write(text, tarFields[field][0], 'latin1');
  put('name', header.name);
  put('mode', '0000644\0');
  put('uid', '0000000\0');
  put('gid', '0000000\0');
  put('size', `${octal(header.size, 11)}\0`);
  put('mtime', `${octal(header.mtimeSeconds, 11)}\0`);
  put('type', '0');
  put('magic', 'ustar\x0000');
  put('deviceNumbers', '0000000\x000000000\0');
  put('checksum', `${octal(tarChecksum(block), 6)}\0 `);
  return block;
}

/** Sum of all bytes of a header with its checksum field read as blanks. */
export function tarChecksum(block: Uint8Array): number {
  const [start, length] = tarFields.checksum;
  let sum = 0;
  for (const [index, byte] of block.entries()) {
    sum += index >= start && index < start + length ? 0x20 : byte;
  }
  return sum;
}

/** How many zero bytes follow a file of this size. */
export function tarPadding(size: number): number {
  return (tarBlockSize - (size % tarBlockSize)) % tarBlockSize;
}

function octal(value: number, digits: number): string {
  return value.toString(8).padStart(digits, '0');
}

/** A file for the tar: all its bytes at once, or a source that gives exactly `size` bytes. */
export type TarFile = {
  readonly name: string;
  readonly size: number;
  readonly bytes: Uint8Array | (() => AsyncIterable<Uint8Array>);
};

/**
 * The tar of these files, piece by piece, sorted, in the package's profile. The same files and time give the
 * same bytes. Throws on a name, size or time that the profile does not know: the caller makes the names.
 */
export async function* writeTar(files: readonly TarFile[], mtimeSeconds: number): AsyncGenerator<Uint8Array> {
  const sorted = files.toSorted((left, right) => compareTarNames(left.name, right.name));
  demandProfile(sorted, mtimeSeconds);
  for (const file of sorted) {
    yield tarHeaderBlock({ name: file.name, size: file.size, mtimeSeconds });
    let written = 0;
    for await (const chunk of typeof file.bytes === 'function' ? file.bytes() : [file.bytes]) {
      written += chunk.length;
      yield chunk;
    }
    if (written !== file.size) throw new TypeError(`${file.name} has ${written} bytes, not ${file.size}`);
    const padding = tarPadding(file.size);
    if (padding > 0) yield Buffer.alloc(padding);
  }
  yield tarEnd;
}

/** The size of that tar in bytes, for the check of space before anything is written. */
export function tarSize(files: readonly Pick<TarFile, 'size'>[]): number {
  return files.reduce((sum, file) => sum + 512 + file.size + tarPadding(file.size), tarEnd.length);
}

function demandProfile(sorted: readonly TarFile[], mtimeSeconds: number): void {
  if (!Number.isSafeInteger(mtimeSeconds) || mtimeSeconds < 0 || mtimeSeconds > tarMaxFileSize) {
    throw new TypeError('no tar time');
  }
  const names = new Set<string>();
  for (const { name, size } of sorted) {
    if (!isTarName(name)) throw new TypeError(`no name for a package: ${name}`);
    if (names.has(name)) throw new TypeError(`a name twice: ${name}`);
    if (parentsOf(name).some((parent) => names.has(parent))) {
      throw new TypeError(`a folder that is a file: ${name}`);
    }
    if (!Number.isSafeInteger(size) || size < 0 || size > tarMaxFileSize) {
      throw new TypeError(`no size for a package: ${name}`);
    }
    names.add(name);
  }
}
