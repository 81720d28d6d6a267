import { refuse, type FormatResult } from '#shared/formats/formatRefusal.ts';
import { attempt, demand } from './attempt.ts';
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
export function readTar(
  source: AsyncIterable<Uint8Array>,
  open: (header: TarHeader) => TarSink,
): Promise<FormatResult<TarContents>> {
  const queue = new ByteQueue(source);
  const entries: TarHeader[] = [];
  const names = new Set<string>();
  return attempt(async () => {
    try {
      for (;;) {
        const block = await queue.take(tarBlockSize);
        demand(block !== null, refuse('tar-truncated', { entries: entries.length }));
        const mtimeSeconds = entries[0]?.mtimeSeconds ?? null;
        if (isZero(block)) {
          await readEnd(queue, entries.length);
          return { entries, mtimeSeconds };
        }
        const header = readHeader(block, mtimeSeconds);
        checkOrder(header.name, entries.at(-1)?.name ?? null, names);
        await readBody(queue, header, open(header));
        names.add(header.name);
        entries.push(header);
      }
    } finally {
      await queue.close();
    }
  });
}

function checkOrder(name: string, before: string | null, names: ReadonlySet<string>): void {
  demand(!names.has(name), refuse('tar-name-duplicate', { name }));
  demand(
    before === null || compareTarNames(before, name) <= 0,
    refuse('tar-order', { name, after: before ?? '' }),
  );
  demand(!parentsOf(name).some((parent) => names.has(parent)), refuse('tar-name', { name }));
}

async function readBody(queue: ByteQueue, { name, size }: TarHeader, sink: TarSink): Promise<void> {
  let left = size;
  while (left > 0) {
    const chunk = await queue.takeUpTo(left);
    demand(chunk !== null, refuse('tar-truncated', { name }));
    sink.write(chunk);
    left -= chunk.length;
  }
  const padding = await queue.take(tarPadding(size));
  demand(padding !== null, refuse('tar-truncated', { name }));
  demand(isZero(padding), refuse('tar-padding', { name }));
  sink.end();
}

async function readEnd(queue: ByteQueue, entries: number): Promise<void> {
  const second = await queue.take(tarBlockSize);
  demand(second !== null, refuse('tar-truncated', { entries }));
  demand(isZero(second) && (await queue.takeUpTo(1)) === null, refuse('tar-trailing-bytes'));
}

/** Reads a header by what it claims, then demands that it is the very block the writer would make of it. */
function readHeader(block: Buffer, mtimeOfOthers: number | null): TarHeader {
  demand(octalField(block, 'checksum') === tarChecksum(block), refuse('tar-checksum'));
  demand(text(block, 'magic') === 'ustar\x0000', refuse('tar-not-ustar'));
  const name = text(block, 'name').replace(/\0+$/u, '');
  const shown = printable(name);
  const type = text(block, 'type');
  demand(type === '0', refuse('tar-entry-type', { name: shown, type: printable(type) }));
  demand(isTarName(name) && isEmpty(block, 'prefix'), refuse('tar-name', { name: shown }));
  const size = octalField(block, 'size');
  demand(size !== null, refuse('tar-size', { name }));
  const mtimeSeconds = octalField(block, 'mtime');
  demand(
    mtimeSeconds !== null && (mtimeOfOthers === null || mtimeSeconds === mtimeOfOthers),
    refuse('tar-mtime', { name }),
  );
  const header = { name, size, mtimeSeconds };
  const expected = tarHeaderBlock(header);
  const isExpected = (field: TarFieldName): boolean => text(block, field) === text(expected, field);
  demand(isExpected('mode'), refuse('tar-mode', { name }));
  for (const field of ['uid', 'gid', 'userName', 'groupName'] as const) {
    demand(isExpected(field), refuse('tar-owner', { name, field }));
  }
  for (const field of ['name', 'size', 'mtime', 'linkName', 'rest'] as const) {
    demand(isExpected(field), refuse('tar-header-field', { name, field }));
  }
  // Writers differ here for regular files: octal zeros, or nothing. Neither says anything.
  demand(
    isExpected('deviceNumbers') || isEmpty(block, 'deviceNumbers'),
    refuse('tar-header-field', { name, field: 'deviceNumbers' }),
  );
  demand(
    /^[0-7]{6}\0 $/u.test(text(block, 'checksum')),
    refuse('tar-header-field', { name, field: 'checksum' }),
  );
  return header;
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
