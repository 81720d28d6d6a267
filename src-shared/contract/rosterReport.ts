/**
 * What the reading of a roster spreadsheet answers: people with normalised values, a verdict for each, and every problem
 * with its cell and its way out. Screens, command line and the import command all use this one type.
 *
 * The codes are those that have words: `roster.json` and `spreadsheets.json` in `src-shared/words`.
 */
import { lengths } from '../domain/limits.ts';
import * as z from 'zod';
import { documentTypes } from '../domain/documentNumber.ts';
import { sexes } from '../domain/idNumber.ts';
import { firstWords, keysOf } from '../words/words.ts';

/** Columns that a roster may have. `sequence` (序号) is only used to find the table. */
export const rosterFields = [
  'sequence',
  'name',
  'documentType',
  'documentNumber',
  'sex',
  'birthDate',
  'studentNumber',
  'className',
  'department',
  'occupationName',
  'occupationCode',
  'level',
  'phone',
  'nation',
  'education',
  'source',
  'remark',
] as const;
export const RosterField = z.enum(rosterFields);
export type RosterField = z.infer<typeof RosterField>;

/** Every problem that a person's row can have; those that have words. */
export const rosterProblemCodes = keysOf(firstWords.roster.problems);
export const RosterProblemCode = z.enum(rosterProblemCodes);
export type RosterProblemCode = z.infer<typeof RosterProblemCode>;

/** Why an import leaves somebody out whose row has no fault of its own. */
export const leftOutByImport = [
  'enrolled-already',
  'document-of-another-name',
  'occupation-outside-batch',
] as const;
/** Why somebody of a roster is not enrolled by an import: what is wrong with the row, or what the import found. */
export const leftOutReasons = [...rosterProblemCodes, ...leftOutByImport] as const;
export type LeftOutReason = (typeof leftOutReasons)[number];

/** What a spreadsheet may come as: those that the library reads, and the two texts that we read ourselves. */
export const libraryFormats = ['xlsx', 'xls', 'xml-2003'] as const;
export const spreadsheetFormats = [...libraryFormats, 'html', 'csv'] as const;
export type SpreadsheetFormat = (typeof spreadsheetFormats)[number];

/** Why a file as a whole was not read. */
export const spreadsheetRefusalCodes = keysOf(firstWords.spreadsheets.refusals);
export const SpreadsheetRefusalCode = z.enum(spreadsheetRefusalCodes);
export type SpreadsheetRefusalCode = z.infer<typeof SpreadsheetRefusalCode>;

export const SpreadsheetRefusal = z.object({
  code: SpreadsheetRefusalCode,
  /** Facts to fill into the words: `limit`, `found`, `format` … */
  facts: z.record(z.string(), z.string()),
});
export type SpreadsheetRefusal = z.infer<typeof SpreadsheetRefusal>;

export const severities = ['warning', 'error'] as const;
export type Severity = (typeof severities)[number];

export const RosterProblem = z.object({
  sheet: z.string(),
  /** As the spreadsheet shows it: 1 is the first row. */
  row: z.int().positive(),
  /** Cell such as `D7`; null when the sheet has no such column at all. */
  cell: z.string().nullable(),
  /** Which field is concerned. */
  column: RosterField,
  code: RosterProblemCode,
  severity: z.enum(severities),
  /** As it stood in the file (unchanged, at most 200 characters). */
  value: z.string(),
  /** A value that would put it right, when there is one (the 18-digit number, the sex by the ID, the code by the name …). */
  proposal: z.string().optional(),
  /** Facts to fill into the words: `otherRow`, `otherName`, `expected`, `basis` … */
  facts: z.record(z.string(), z.string()),
});
export type RosterProblem = z.infer<typeof RosterProblem>;

/** Normalised values. A field that the file did not give, or that could not be read, is null. */
export const RosterValues = z.object({
  name: z.string().nullable(),
  documentType: z.enum(documentTypes).nullable(),
  documentNumber: z.string().nullable(),
  sex: z.enum(sexes).nullable(),
  /** `YYYY-MM-DD`; from the document number where it carries one. */
  birthDate: z.string().nullable(),
  studentNumber: z.string().nullable(),
  className: z.string().nullable(),
  department: z.string().nullable(),
  /** Edition of the occupation dictionary, e.g. `2022`. */
  occupationEdition: z.string().nullable(),
  occupationCode: z.string().nullable(),
  occupationName: z.string().nullable(),
  /** The trade as it stood beside the occupation, e.g. 汽车修理工 of 汽车修理工（汽车维修工）. */
  tradeName: z.string().nullable(),
  /** 5 初级工 … 1 高级技师 */
  level: z.int().min(1).max(5).nullable(),
  phone: z.string().nullable(),
  nation: z.string().nullable(),
  education: z.string().nullable(),
  source: z.string().nullable(),
  remark: z.string().nullable(),
});
export type RosterValues = z.infer<typeof RosterValues>;

export const RosterPersonStatus = z.enum(['ok', ...severities]);
export type RosterPersonStatus = z.infer<typeof RosterPersonStatus>;

export const RosterPerson = z.object({
  sheet: z.string(),
  row: z.int().positive(),
  /** 0, or 1, 2 … for the second and third person of a row where people stand side by side. `sheet`+`row`+`block` is unique. */
  block: z.int().nonnegative(),
  values: RosterValues,
  /** The cells as they stood, for the import record (field -> text). */
  given: z.partialRecord(RosterField, z.string()),
  status: RosterPersonStatus,
  problems: z.array(RosterProblem),
});
export type RosterPerson = z.infer<typeof RosterPerson>;

export const RosterColumn = z.object({
  sheet: z.string(),
  /** Column letter such as `D`. */
  column: z.string(),
  /** The heading as it stood; empty when there was none. */
  heading: z.string(),
  /** null: not recognised and left alone. */
  field: RosterField.nullable(),
  recognisedBy: z.enum(['heading', 'content', 'user', 'none']),
  block: z.int().nonnegative(),
});
export type RosterColumn = z.infer<typeof RosterColumn>;

export const RosterSheet = z.object({
  name: z.string(),
  hidden: z.boolean(),
  /** 1-based; empty when the sheet was not read or has no headings. */
  headerRows: z.array(z.int().positive()),
  people: z.int().nonnegative(),
  /** Why nothing was taken from it. */
  skipped: z.enum(['hidden', 'no-people', 'empty']).nullable(),
  /** Facts from rows above the headings, used for people who have no such column. */
  title: z.object({
    text: z.string(),
    occupationName: z.string().nullable(),
    occupationCode: z.string().nullable(),
    level: z.int().min(1).max(5).nullable(),
    className: z.string().nullable(),
  }),
});
export type RosterSheet = z.infer<typeof RosterSheet>;

export const RosterReport = z.object({
  fileName: z.string(),
  fileBytes: z.int().nonnegative(),
  /** Lower-case hex of the file as it was given. */
  fileSha256: z.string().regex(/^[0-9a-f]{64}$/),
  format: z.enum(spreadsheetFormats),
  /** `utf-8`, `gb18030` … for text formats; null for others. */
  encoding: z.string().nullable(),
  sheets: z.array(RosterSheet),
  columns: z.array(RosterColumn),
  people: z.array(RosterPerson),
  counts: z.object({
    /** People found. Always `ok + warnings + errors`. */
    rows: z.int().nonnegative(),
    ok: z.int().nonnegative(),
    /** People with warnings only. */
    warnings: z.int().nonnegative(),
    /** People who cannot be imported as they stand. */
    errors: z.int().nonnegative(),
  }),
});
export type RosterReport = z.infer<typeof RosterReport>;

/** A correction that a person made to what was recognised: this column of this sheet is that field (null: leave it alone). */
export const ColumnChoice = z.object({
  sheet: z.string(),
  /** Column letter such as `D`. */
  column: z.string().regex(/^[A-Z]{1,3}$/),
  field: RosterField.nullable(),
});
export type ColumnChoice = z.infer<typeof ColumnChoice>;

/** A registrar's own fix of one cell: whose, which field, the new text. It is judged like any other text. */
export const RosterFix = z.object({
  sheet: z.string(),
  /** 1-based, as in `RosterPerson`. */
  row: z.int().positive(),
  block: z.int().nonnegative(),
  field: RosterField,
  text: z.string().max(lengths.rosterCell),
});
export type RosterFix = z.infer<typeof RosterFix>;

export const RosterOptions = z.object({
  mapping: z.array(ColumnChoice).optional(),
  fixes: z.array(RosterFix).optional(),
  /** The day against which birth dates are judged, `YYYY-MM-DD`. */
  today: z.string().regex(/^\d{4}-\d{2}-\d{2}$/),
  includeHiddenSheets: z.boolean().optional(),
});
export type RosterOptions = z.infer<typeof RosterOptions>;
