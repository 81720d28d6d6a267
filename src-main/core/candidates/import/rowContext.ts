import type {
  RosterField,
  RosterProblem,
  RosterProblemCode,
  RosterValues,
} from '#shared/contract/rosterReport.ts';
import type { CalendarDate } from '#shared/domain/calendarDate.ts';
import type { LicensedList } from '#shared/domain/licensedOccupation.ts';
import type { OccupationCatalogue } from '#shared/domain/occupation.ts';
import type { Severity } from '#shared/contract/rosterReport.ts';
import type { DateSystem } from '#shared/domain/excelDate.ts';
import { cellAddress } from '../../spreadsheets/grid.ts';
import type { Cell, SheetGrid } from '../../spreadsheets/grid.ts';
import { severities } from './severity.ts';
import type { TitleFacts } from './titleFacts.ts';

/** The lists that a roster is judged by. */
export interface RosterReference {
  readonly catalogue: OccupationCatalogue;
  readonly licensed: LicensedList;
  readonly today: CalendarDate;
  readonly dateSystem: DateSystem;
}

/** Values while they are being filled in. */
export type DraftValues = { -readonly [Field in keyof RosterValues]: RosterValues[Field] };

export interface ProblemDetail {
  readonly proposal?: string | undefined;
  readonly facts?: Readonly<Record<string, string>>;
  readonly severity?: Severity;
}

/** One person's cells, and the problems found so far. */
export interface RowContext {
  readonly reference: RosterReference;
  readonly title: TitleFacts;
  readonly values: DraftValues;
  /** The cell of a field, or undefined where the roster has no such column or the cell is blank. */
  readonly cell: (field: RosterField) => Cell | undefined;
  /** Its text, trimmed; empty when there is none. */
  readonly text: (field: RosterField) => string;
  readonly report: (field: RosterField, code: RosterProblemCode, detail?: ProblemDetail) => void;
  readonly problems: RosterProblem[];
}

/** Opens a row for one person; `cellOf` knows about merged cells, `fixes` are the registrar's own texts for fields of this person. */
export function openRow(
  sheet: SheetGrid,
  row: number,
  block: ReadonlyMap<RosterField, number>,
  cellOf: (row: number, column: number) => Cell | undefined,
  reference: RosterReference,
  title: TitleFacts,
  fixes: ReadonlyMap<RosterField, string>,
): RowContext {
  const problems: RosterProblem[] = [];
  const cell = (field: RosterField): Cell | undefined => {
    const fixed = fixes.get(field);
    if (fixed !== undefined) return fixed.trim() === '' ? undefined : { text: fixed, kind: 'text' };
    const column = block.get(field);
    return column === undefined ? undefined : cellOf(row, column);
  };
  return {
    reference,
    title,
    values: emptyValues(),
    cell,
    text: (field) => cell(field)?.text.trim() ?? '',
    problems,
    report: (field, code, { proposal, facts = {}, severity } = {}) => {
      const column = block.get(field);
      const given = cell(field);
      problems.push({
        sheet: sheet.name,
        row: row + 1,
        cell: column === undefined ? null : cellAddress(row, column),
        column: field,
        code,
        severity: severity ?? severities[code],
        value: (given?.formula ?? given?.text ?? '').slice(0, 200),
        ...(proposal === undefined ? {} : { proposal }),
        facts: { ...facts },
      });
    },
  };
}

function emptyValues(): DraftValues {
  return {
    name: null,
    documentType: null,
    documentNumber: null,
    sex: null,
    birthDate: null,
    studentNumber: null,
    className: null,
    department: null,
    occupationEdition: null,
    occupationCode: null,
    occupationName: null,
    tradeName: null,
    level: null,
    phone: null,
    nation: null,
    education: null,
    source: null,
    remark: null,
  };
}
