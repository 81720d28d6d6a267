import { createHash } from 'node:crypto';
import { pathToFileURL } from 'node:url';
import * as z from 'zod';
import { programFile } from '#node/programs.ts';
import { fileRefusal } from './refuse.ts';
import { RosterColumn, RosterPerson, RosterReport, RosterSheet } from '#shared/contract/rosterReport.ts';
import type { RosterOptions, SpreadsheetRefusal } from '#shared/contract/rosterReport.ts';
import { Rubric } from '../practical/import/rubric.ts';
import { CourseMarks } from '../theory/import/courseMarks.ts';
import { TheoryMarks } from '../theory/import/theoryMarks.ts';
import type { SpreadsheetKind } from './childProtocol.ts';
import { limits } from './limits.ts';
import { runChild } from './runChild.ts';
import type { ChildLimits } from './runChild.ts';

/** What each kind answers; `fileSha256` (lower-case hex) is of the bytes as they were given. */
export interface ParsedSpreadsheets {
  readonly roster: RosterReport;
  readonly theoryMarks: TheoryMarks & { readonly fileSha256: string };
  readonly courseMarks: CourseMarks & { readonly fileSha256: string };
  readonly rubric: Rubric & { readonly fileSha256: string };
}

export interface ParseRequest<Kind extends SpreadsheetKind> {
  readonly kind: Kind;
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

const RosterResult = z.object({
  sheets: z.array(RosterSheet),
  columns: z.array(RosterColumn),
  counts: RosterReport.shape.counts,
});

/**
 * Reads an untrusted spreadsheet in a child process and answers what it holds, or a refusal with its code. A hostile file ends in
 * a refusal; this process is safe. What the child answers is parsed again here: it is not trusted either.
 */
export async function parseSpreadsheet<Kind extends SpreadsheetKind>(
  request: ParseRequest<Kind>,
): Promise<Parsed<ParsedSpreadsheets[Kind]>> {
  const { bytes, kind } = request;
  if (bytes.length === 0) return { ok: false, refusal: fileRefusal('empty-file') };
  if (bytes.length > limits.fileBytes)
    return { ok: false, refusal: fileRefusal('file-too-large', { limit: '50 MB' }) };
  const fileName = request.fileName.split(/[/\\]/).pop() ?? '';
  const { answer, people } = await runChild({
    request: {
      kind,
      fileName,
      resourcesDir: request.resourcesDir,
      ...(request.roster === undefined ? {} : { roster: request.roster }),
    },
    bytes,
    limits: {
      wallMs: limits.wallMs,
      heapMegabytes: limits.heapMegabytes,
      residentBytes: limits.residentBytes,
      ...request.limits,
    },
    entry: request.childEntry ?? pathToFileURL(programFile('importChild')),
    signal: request.signal,
  });
  if (!answer.ok) return answer;
  const fileSha256 = createHash('sha256').update(bytes).digest('hex');
  const readers: { readonly [Each in SpreadsheetKind]: () => ParsedSpreadsheets[Each] | null } = {
    roster: () => {
      const result = RosterResult.safeParse(answer.result);
      const persons = z.array(RosterPerson).safeParse(people);
      if (!result.success || !persons.success) return null;
      return {
        fileName,
        fileBytes: bytes.length,
        fileSha256,
        format: answer.format,
        encoding: answer.encoding,
        ...result.data,
        people: persons.data,
      };
    },
    theoryMarks: () => hashed(TheoryMarks.safeParse(answer.result), fileSha256),
    courseMarks: () => hashed(CourseMarks.safeParse(answer.result), fileSha256),
    rubric: () => hashed(Rubric.safeParse(answer.result), fileSha256),
  };
  const value = readers[kind]();
  return value === null ? { ok: false, refusal: fileRefusal('parse-crashed') } : { ok: true, value };
}

function hashed<Value>(
  result: z.ZodSafeParseResult<Value>,
  fileSha256: string,
): (Value & { readonly fileSha256: string }) | null {
  return result.success ? { ...result.data, fileSha256 } : null;
}
