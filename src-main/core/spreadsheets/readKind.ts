import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RosterPerson, SpreadsheetRefusalCode } from '#shared/contract/rosterReport.ts';
import { buildOccupationCatalogue } from '#shared/domain/occupation.ts';
import type { OccupationFile } from '#shared/domain/occupation.ts';
import type { LicensedList } from '#shared/domain/licensedOccupation.ts';
import { readRoster } from '../candidates/import/validateRoster.ts';
import { readRubric } from '../practical/import/rubric.ts';
import { readCourseMarks } from '../theory/import/courseMarks.ts';
import { readTheoryMarks } from '../theory/import/theoryMarks.ts';
import type { ChildAnswer, ChildRequest } from './childProtocol.ts';
import type { Workbook } from './grid.ts';
import { readWorkbook } from './readWorkbook.ts';

/** An answer, with the people of a roster beside it: they travel in lines of their own. */
export interface KindReading {
  readonly answer: ChildAnswer;
  readonly people: readonly RosterPerson[];
}

/** Reads the bytes as what was asked for. All of the child's work; nothing here talks to another process. */
export function readKind(request: ChildRequest, bytes: Buffer): KindReading {
  const reading = readWorkbook(bytes, request.fileName);
  if (!reading.ok) return { answer: reading, people: [] };
  const { workbook } = reading;
  const { people, result } = readAs(request, workbook);
  if (typeof result === 'string')
    return { answer: { ok: false, refusal: { code: result, facts: {} } }, people: [] };
  return { answer: { ok: true, format: workbook.format, encoding: workbook.encoding, result }, people };
}

function readAs(
  request: ChildRequest,
  workbook: Workbook,
): { readonly result: object | SpreadsheetRefusalCode; readonly people: readonly RosterPerson[] } {
  switch (request.kind) {
    case 'roster': {
      const { people, ...rest } = readRosterWith(request, workbook);
      return people.length === 0 ? { result: 'no-people-found', people } : { result: rest, people };
    }
    case 'theoryMarks':
      return { result: readTheoryMarks(workbook) ?? 'no-marks-found', people: [] };
    case 'courseMarks':
      return { result: readCourseMarks(workbook) ?? 'no-marks-found', people: [] };
    case 'rubric':
      return { result: readRubric(workbook) ?? 'no-rubric-found', people: [] };
  }
}

function readRosterWith(request: ChildRequest, workbook: Workbook): ReturnType<typeof readRoster> {
  const { roster, resourcesDir } = request;
  if (roster === undefined) throw new Error('a roster needs its options');
  return readRoster(workbook, {
    reference: {
      catalogue: buildOccupationCatalogue([readJson<OccupationFile>(resourcesDir, 'csco22.json')]),
      licensed: readJson<LicensedList>(resourcesDir, 'licensed.json'),
      today: roster.today,
      dateSystem: workbook.dateSystem,
    },
    mapping: roster.mapping ?? [],
    fixes: roster.fixes ?? [],
    includeHiddenSheets: roster.includeHiddenSheets ?? false,
  });
}

/** Our own data, shipped with the program and held to its form by a test. */
function readJson<Content>(resourcesDir: string, name: string): Content {
  return JSON.parse(readFileSync(join(resourcesDir, 'occupations', name), 'utf8')) as Content;
}
