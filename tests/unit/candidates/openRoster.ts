import { readFileSync } from 'node:fs';
import type { ColumnChoice, RosterFix, RosterReport } from '#shared/contract/rosterReport.ts';
import { buildOccupationCatalogue } from '#shared/domain/occupation.ts';
import { readRoster } from '../../../src-main/core/candidates/import/validateRoster.ts';
import { readWorkbook } from '../../../src-main/core/spreadsheets/readWorkbook.ts';

const resource = (name: string): never =>
  JSON.parse(
    readFileSync(new URL(`../../../resources/occupations/${name}`, import.meta.url), 'utf8'),
  ) as never;
const catalogue = buildOccupationCatalogue([resource('csco22.json')]);

/** Reads a roster within this process; the child has tests of its own. */
export function openRoster(
  bytes: Buffer,
  options: {
    mapping?: readonly ColumnChoice[];
    fixes?: readonly RosterFix[];
    includeHiddenSheets?: boolean;
    name?: string;
  } = {},
): RosterReport {
  const reading = readWorkbook(bytes, options.name ?? 'x');
  if (!reading.ok) throw new Error(reading.refusal.code);
  const { workbook } = reading;
  const reference = {
    catalogue,
    licensed: resource('licensed.json'),
    today: '2026-10-12',
    dateSystem: workbook.dateSystem,
  };
  const roster = readRoster(workbook, {
    reference,
    mapping: options.mapping ?? [],
    fixes: options.fixes ?? [],
    includeHiddenSheets: options.includeHiddenSheets ?? false,
  });
  return {
    fileName: 'x',
    fileBytes: bytes.length,
    fileSha256: '0'.repeat(64),
    format: workbook.format,
    encoding: workbook.encoding,
    sheets: [...roster.sheets],
    columns: [...roster.columns],
    people: [...roster.people],
    counts: roster.counts,
  };
}

export function fixture(name: string): Buffer {
  return readFileSync(new URL(`../../fixtures/rosters/${name}`, import.meta.url));
}

/** Problems as short texts: `row cell code severity`. */
export function problemsOf(report: RosterReport): string[] {
  return report.people.flatMap((person) =>
    person.problems.map(
      (problem) => `${problem.row} ${problem.cell ?? '-'} ${problem.code} ${problem.severity}`,
    ),
  );
}
