import { createHash } from 'node:crypto';
import { totalmem } from 'node:os';
import { pathToFileURL } from 'node:url';
import type * as z from 'zod';
import { programFile } from '#node/programs.ts';
import { fileRefusal } from './refuse.ts';
import type { ReadingPlace } from '#shared/contract/views/preparation.ts';
import type { RosterOptions, SpreadsheetRefusal } from '#shared/contract/rosterReport.ts';
import type { SpreadsheetKind } from './childProtocol.ts';
import { limits } from './limits.ts';
import { createReadingQueue } from './readingQueue.ts';
import { runChild } from './runChild.ts';
import type { ChildLimits, ChildReading } from './runChild.ts';

/** Of the whole process: each child may take gigabytes, whoever asks for it. */
const queue = createReadingQueue({ atOnce: limits.childrenAtOnce, waiting: limits.childrenWaiting });

/** Where the reading of an upload stands; null when it is not being read. */
export function readingPlace(uploadId: string): ReadingPlace | null {
  return queue.placeOf(uploadId);
}

/** What a child may take on a machine with this much memory: all children together stay below its half. */
export function childLimits(totalBytes: number): ChildLimits {
  const residentBytes = Math.min(limits.residentBytes, Math.floor(totalBytes / 2 / limits.childrenAtOnce));
  const heapMegabytes = Math.floor((limits.heapMegabytes * residentBytes) / limits.residentBytes);
  return { wallMs: limits.wallMs, heapMegabytes, residentBytes };
}

export interface ParseRequest<Value> {
  /** What the file is read as. */
  readonly kind: SpreadsheetKind;
  /**
   * Form of the answer. It is given what the kind's reader found and the file's own facts (`fileName`, `fileBytes`, `fileSha256`,
   * `format`, `encoding`), and takes what it wants of them.
   */
  readonly schema: z.ZodType<Value>;
  /** By what its turn may be asked for (`readingPlace`). */
  readonly uploadId?: string;
  readonly bytes: Uint8Array;
  /** Shown in the report; the last part of a path. Never decides what the file is. */
  readonly fileName: string;
  /** Folder that holds `occupations/`. */
  readonly resourcesDir: string;
  /** Needed by `roster`. */
  readonly roster?: RosterOptions;
  readonly limits?: Partial<ChildLimits>;
  /** Another program for the child; tests only. */
  readonly childEntry?: URL;
  readonly signal?: AbortSignal;
}

export type Parsed<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly refusal: SpreadsheetRefusal };

/**
 * Reads an untrusted spreadsheet in a child process and answers what it holds, or a refusal with its code. A hostile file ends in
 * a refusal; this process is safe. What the child answers is parsed again here: it is not trusted either.
 */
export async function parseSpreadsheet<Value>(request: ParseRequest<Value>): Promise<Parsed<Value>> {
  const { bytes, kind } = request;
  if (bytes.length === 0) return { ok: false, refusal: fileRefusal('empty-file') };
  if (bytes.length > limits.fileBytes)
    return { ok: false, refusal: fileRefusal('file-too-large', { limit: '50 MB' }) };
  const fileName = request.fileName.split(/[/\\]/).pop() ?? '';
  const read = (): Promise<ChildReading> =>
    runChild({
      request: {
        kind,
        fileName,
        resourcesDir: request.resourcesDir,
        ...(request.roster === undefined ? {} : { roster: request.roster }),
      },
      bytes,
      limits: { ...childLimits(totalmem()), ...request.limits },
      entry: request.childEntry ?? pathToFileURL(programFile('importChild')),
      signal: request.signal,
    });
  const reading = await queue.run(read, { name: request.uploadId, signal: request.signal });
  if (reading === null) return { ok: false, refusal: fileRefusal('reading-busy') };
  const { answer, people } = reading;
  if (!answer.ok) return answer;
  const { format, encoding } = answer;
  const fileSha256 = createHash('sha256').update(bytes).digest('hex');
  const facts = { fileName, fileBytes: bytes.length, fileSha256, format, encoding };
  const parsed = request.schema.safeParse({ ...Object(answer.result), people, ...facts });
  return parsed.success
    ? { ok: true, value: parsed.data }
    : { ok: false, refusal: fileRefusal('parse-crashed') };
}
