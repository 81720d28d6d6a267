import * as z from 'zod';
import { RosterOptions, SpreadsheetRefusal, spreadsheetFormats } from '#shared/contract/rosterReport.ts';

/** What a spreadsheet is read as. */
export const spreadsheetKinds = ['roster', 'theoryMarks', 'courseMarks', 'rubric', 'equipment'] as const;
export type SpreadsheetKind = (typeof spreadsheetKinds)[number];

/**
 * What the parent sends on the child's standard input: one line of this, then the file's bytes to the end of the stream.
 * The child answers with one line of `ChildAnswer`; for a roster, lines of `people` follow, some hundred people each, so that
 * neither side has to hold everything as one text. The last line is `end`: an answer without it was cut off.
 */
export const ChildRequest = z.object({
  kind: z.enum(spreadsheetKinds),
  fileName: z.string(),
  /** Folder that holds `occupations/`; only a roster needs it. */
  resourcesDir: z.string(),
  /** The child ends itself when it holds more than this. */
  residentBytes: z.int().positive(),
  roster: RosterOptions.optional(),
});
export type ChildRequest = z.infer<typeof ChildRequest>;

export const ChildAnswer = z.discriminatedUnion('ok', [
  z.object({
    ok: z.literal(true),
    format: z.enum(spreadsheetFormats),
    encoding: z.string().nullable(),
    result: z.unknown(),
  }),
  z.object({ ok: z.literal(false), refusal: SpreadsheetRefusal }),
]);
export type ChildAnswer = z.infer<typeof ChildAnswer>;

/** How many people a line carries. */
export const peopleInLine = 500;
export const lastLine = 'end';

/** Exit code by which the child's watch says that memory ran over; Node itself ends by SIGABRT (134) when its heap is full. */
export const memoryExitCode = 86;
