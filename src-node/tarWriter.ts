import {
  compareTarNames,
  isTarName,
  parentsOf,
  tarEnd,
  tarHeaderBlock,
  tarMaxFileSize,
  tarPadding,
} from './tarProfile.ts';

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
