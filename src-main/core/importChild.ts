/**
 * Entry of the import child: reads one untrusted spreadsheet from standard input, answers lines of JSON, ends. It is started
 * by `spreadsheets/parse.ts` without the right to write files, start programs or load native parts, and it may be killed at any
 * moment. It stands at core's root because it knows the readers of all capabilities.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { set_fs } from 'xlsx';
import type { RosterPerson, SpreadsheetRefusalCode } from '#shared/contract/rosterReport.ts';
import { buildOccupationCatalogue } from '#shared/domain/occupation.ts';
import type { OccupationFile } from '#shared/domain/occupation.ts';
import type { LicensedList } from '#shared/domain/licensedOccupation.ts';
import { readRoster } from './candidates/import/validateRoster.ts';
import { readAssetSheet } from './equipment/import/assetSheet.ts';
import { readRubric } from './practical/import/rubric.ts';
import { ChildRequest, lastLine, peopleInLine } from './spreadsheets/childProtocol.ts';
import type { ChildAnswer } from './spreadsheets/childProtocol.ts';
import { watchMemory } from './spreadsheets/memoryWatch.ts';
import type { Workbook } from './spreadsheets/grid.ts';
import { readWorkbook } from './spreadsheets/readWorkbook.ts';
import { readCourseMarks } from './theory/import/courseMarks.ts';
import { readTheoryMarks } from './theory/import/theoryMarks.ts';

// The library is given bytes only; without a file system it cannot open anything by a name in the file.
set_fs({});

const chunks: Buffer[] = [];
for await (const chunk of process.stdin) chunks.push(Buffer.from(chunk));
const input = Buffer.concat(chunks);
const lineEnd = input.indexOf(0x0a);
const request = ChildRequest.parse(JSON.parse(input.toString('utf8', 0, lineEnd)));
watchMemory(request.residentBytes);
await send(readKind(request, input.subarray(lineEnd + 1)));
process.exit(0);

async function send({ answer, people }: KindReading): Promise<void> {
  await writeLine(JSON.stringify(answer));
  for (let at = 0; at < people.length; at += peopleInLine)
    await writeLine(JSON.stringify(people.slice(at, at + peopleInLine)));
  await writeLine(lastLine);
}

function writeLine(line: string): Promise<void> {
  return new Promise((resolve, reject) =>
    process.stdout.write(`${line}\n`, (error) => (error ? reject(error) : resolve())),
  );
}

/** An answer, with the people of a roster beside it: they travel in lines of their own. */
interface KindReading {
  readonly answer: ChildAnswer;
  readonly people: readonly RosterPerson[];
}

/** Reads the bytes as what was asked for. All of the child's work; nothing here talks to another process. */
function readKind(request: ChildRequest, bytes: Buffer): KindReading {
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
    case 'equipment':
      return { result: readAssetSheet(workbook) ?? 'no-equipment-found', people: [] };
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
