import { accept, refuse, type FormatResult } from '#shared/formats/formatRefusal.ts';
import {
  compareTarNames,
  isTarName,
  parentsOf,
  tarBlockSize,
  tarChecksum,
  tarFields,
  tarHeaderBlock,
  tarPadding,
  type TarFieldName,
  type TarHeader,
} from './tarWriter.ts';

/** Takes the bytes of one file, in order; `end` comes after the last. */
export type TarSink = { write(chunk: Uint8Array): void; end(): void };

export type TarContents = {
  readonly entries: readonly TarHeader[];
  /** The one time of all files; null for an archive of none. */
  readonly mtimeSeconds: number | null;
};

/**
 * Reads a tar in bounded memory and refuses every deviation from the profile, which stock tools let pass:
 * truncated, bytes after the end, devices, links, folders, other owners or modes, wrong order, a name twice,
 * ways out of the folder, another time, filled padding. What a sink got before a refusal must be thrown away.
 */
export async function readTar(
  source: AsyncIterable<Uint8Array>,
  open: (header: TarHeader) => TarSink,
): Promise<FormatResult<TarContents>> {
  const queue = new ByteQueue(source);
  const entries: TarHeader[] = [];
  const names = new Set<string>();
  try {
    for (;;) {
      const block = await queue.take(tarBlockSize);
      if (block === null) return refuse('tar-truncated', { entries: entries.length });
      if (isZero(block)) return await readEnd(queue, entries);
      const parsed = parseHeader(block, entries[0]?.mtimeSeconds ?? null);
      if (!parsed.ok) return parsed;
      const header = parsed.value;
      const fault = orderFault(header.name, entries.at(-1)?.name ?? null, names);
      if (fault !== null) return fault;
      const body = await readBody(queue, header, open(header));
      if (!body.ok) return body;
      names.add(header.name);
      entries.push(header);
    }
  } finally {
    await queue.close();
  }
}

function orderFault(name: string, before: string | null, names: ReadonlySet<string>) {
  if (names.has(name)) return refuse('tar-name-duplicate', { name });
  if (before !== null && compareTarNames(before, name) > 0)
    return refuse('tar-order', { name, after: before });
  if (parentsOf(name).some((parent) => names.has(parent))) return refuse('tar-name', { name });
  return null;
}

async function readBody(queue: ByteQueue, header: TarHeader, sink: TarSink): Promise<FormatResult<null>> {
  let left = header.size;
  while (left > 0) {
    const chunk = await queue.takeUpTo(left);
    if (chunk === null) return refuse('tar-truncated', { name: header.name });
    sink.write(chunk);
    left -= chunk.length;
  }
  const padding = await queue.take(tarPadding(header.size));
  if (padding === null) return refuse('tar-truncated', { name: header.name });
  if (!isZero(padding)) return refuse('tar-padding', { name: header.name });
  sink.end();
  return accept(null);
}

async function readEnd(queue: ByteQueue, entries: readonly TarHeader[]): Promise<FormatResult<TarContents>> {
  const second = await queue.take(tarBlockSize);
  if (second === null) return refuse('tar-truncated', { entries: entries.length });
  if (!isZero(second)) return refuse('tar-trailing-bytes');
  if ((await queue.takeUpTo(1)) !== null) return refuse('tar-trailing-bytes');
  return accept({ entries, mtimeSeconds: entries[0]?.mtimeSeconds ?? null });
}

/** Reads a header by what it claims, then demands that it is the very block the writer would make of it. */
function parseHeader(block: Buffer, mtimeOfOthers: number | null): FormatResult<TarHeader> {
  const claimedSum = octalField(block, 'checksum');
  if (claimedSum === null || claimedSum !== tarChecksum(block)) return refuse('tar-checksum');
  if (text(block, 'magic') !== 'ustar\x0000') return refuse('tar-not-ustar');
  const name = text(block, 'name').replace(/\0+$/u, '');
  const shown = printable(name);
  if (text(block, 'type') !== '0')
    return refuse('tar-entry-type', { name: shown, type: printable(text(block, 'type')) });
  if (!isTarName(name) || !isEmpty(block, 'prefix')) return refuse('tar-name', { name: shown });
  const size = octalField(block, 'size');
  if (size === null) return refuse('tar-size', { name });
  const mtimeSeconds = octalField(block, 'mtime');
  if (mtimeSeconds === null || (mtimeOfOthers !== null && mtimeSeconds !== mtimeOfOthers)) {
    return refuse('tar-mtime', { name });
  }
  const header = { name, size, mtimeSeconds };
  const expected = tarHeaderBlock(header);
  if (text(block, 'mode') !== text(expected, 'mode')) return refuse('tar-mode', { name });
  for (const field of ['uid', 'gid', 'userName', 'groupName'] as const) {
    if (text(block, field) !== text(expected, field)) return refuse('tar-owner', { name, field });
  }
  for (const field of ['name', 'size', 'mtime', 'linkName', 'rest'] as const) {
    if (text(block, field) !== text(expected, field)) return refuse('tar-header-field', { name, field });
  }
  // Writers differ here for regular files: octal zeros, or nothing. Neither says anything.
  const devices = text(block, 'deviceNumbers');
  if (devices !== text(expected, 'deviceNumbers') && !isEmpty(block, 'deviceNumbers')) {
    return refuse('tar-header-field', { name, field: 'deviceNumbers' });
  }
  if (!/^[0-7]{6}\0 $/u.test(text(block, 'checksum'))) {
    return refuse('tar-header-field', { name, field: 'checksum' });
  }
  return accept(header);
}

function text(block: Buffer, field: TarFieldName): string {
  const [start, length] = tarFields[field];
  return block.toString('latin1', start, start + length);
}

function isEmpty(block: Buffer, field: TarFieldName): boolean {
  const [start, length] = tarFields[field];
  return isZero(block.subarray(start, start + length));
}

function octalField(block: Buffer, field: TarFieldName): number | null {
  const digits = /^([0-7]+)[\0 ]+$/u.exec(text(block, field))?.[1];
  return digits === undefined ? null : Number.parseInt(digits, 8);
}

function isZero(bytes: Uint8Array): boolean {
  return bytes.every((byte) => byte === 0);
}

function printable(name: string): string {
  return name.slice(0, 100).replaceAll(/[^\x20-\x7e]/gu, '?');
}

/** Takes bytes in measured portions from a stream of chunks. */
class ByteQueue {
  readonly #source: AsyncIterator<Uint8Array>;
  #rest: Buffer = Buffer.alloc(0);

  constructor(source: AsyncIterable<Uint8Array>) {
    this.#source = source[Symbol.asyncIterator]();
  }

  /** Exactly `length` bytes, or null when the stream ends before. */
  async take(length: number): Promise<Buffer | null> {
    const parts: Buffer[] = [];
    let missing = length;
    while (missing > 0) {
      const part = await this.takeUpTo(missing);
      if (part === null) return null;
      parts.push(part);
      missing -= part.length;
    }
    return parts.length === 1 && parts[0] !== undefined ? parts[0] : Buffer.concat(parts);
  }

  /** At least one and at most `length` bytes, or null at the end of the stream. */
  async takeUpTo(length: number): Promise<Buffer | null> {
    while (this.#rest.length === 0) {
      const next = await this.#source.next();
      if (next.done === true) return null;
      this.#rest = Buffer.from(next.value.buffer, next.value.byteOffset, next.value.byteLength);
    }
    const part = this.#rest.subarray(0, length);
    this.#rest = this.#rest.subarray(part.length);
    return part;
  }

  /** Lets go of the source; whatever it held open is closed. */
  async close(): Promise<void> {
    await this.#source.return?.();
  }
}
