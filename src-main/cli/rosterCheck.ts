import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { describeProblem, describeRefusal } from '#shared/words/rosterProblems.ts';
import { RosterReport } from '#shared/contract/rosterReport.ts';
import type { SpreadsheetRefusal } from '#shared/contract/rosterReport.ts';
import { limits } from '../core/spreadsheets/limits.ts';
import { wordsOf } from '#shared/words/words.ts';
import { commandLanguage } from '#node/commandLanguage.ts';
import { resourcesFolder } from '#node/programs.ts';
import { parseSpreadsheet } from '../core/spreadsheets/parse.ts';
import { fileRefusal } from '../core/spreadsheets/refuse.ts';
import type { ExitCode } from '#node/commandLanguage.ts';
import type { CommandIo } from './io.ts';
import { commandWords, usageOf } from './io.ts';
import { plainLine, textTable } from './textTable.ts';

/** Where the command writes, and what it may not find out by itself. */
export interface RosterCheckIo extends CommandIo {
  /** The day against which birth dates are judged. */
  readonly now: () => Date;
  /** Both by default those of the source checkout; a bundle passes its own. */
  readonly resourcesDir?: string;
  readonly childEntry?: URL;
}

/**
 * `kaodian roster check FILE [--json]`: reads a roster, stores nothing, prints what was found. Exit code 0 when the file could be
 * read (also when rows have errors), 1 when the file is refused, 2 for wrong use.
 */
export async function rosterCheck(args: readonly string[], io: RosterCheckIo): Promise<ExitCode> {
  const json = args.includes('--json');
  const files = args.filter((arg) => arg !== '--json');
  const [file] = files;
  if (file === undefined || files.length !== 1 || file.startsWith('--')) {
    io.stderr(usageOf(commandWords().roster.usage));
    return 2;
  }
  const bytes = await readUpTo(file);
  if (bytes === 'missing') {
    io.stderr(
      `${commandWords().fileMissing({ file: plainLine(file) })}\n${usageOf(commandWords().roster.usage)}`,
    );
    return 2;
  }
  if (bytes === 'too-large') return refuse(fileRefusal('file-too-large', { limit: '50 MB' }), json, io);
  const parsed = await parseSpreadsheet({
    kind: 'roster',
    schema: RosterReport,
    bytes,
    fileName: basename(file),
    resourcesDir: io.resourcesDir ?? resourcesFolder(),
    roster: { today: localDate(io.now()) },
    ...(io.childEntry === undefined ? {} : { childEntry: io.childEntry }),
  });
  if (!parsed.ok) return refuse(parsed.refusal, json, io);
  io.stdout(json ? `${JSON.stringify(asJson(parsed.value), null, 2)}\n` : asText(parsed.value));
  return 0;
}

/** The size is asked first: a file of gigabytes is not read to be refused. */
async function readUpTo(file: string): Promise<Uint8Array | 'missing' | 'too-large'> {
  try {
    const facts = await stat(file);
    if (!facts.isFile()) return 'missing';
    return facts.size > limits.fileBytes ? 'too-large' : await readFile(file);
  } catch {
    return 'missing';
  }
}

function localDate(now: Date): string {
  const two = (number: number): string => String(number).padStart(2, '0');
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

function refuse(refusal: SpreadsheetRefusal, json: boolean, io: RosterCheckIo): 1 {
  const { message, wayOut } = describeRefusal(refusal, commandLanguage());
  if (json)
    io.stdout(
      `${JSON.stringify({ refused: { code: refusal.code, facts: refusal.facts, message, wayOut } }, null, 2)}\n`,
    );
  else io.stderr(`${commandWords().roster.refused({ what: message, wayOut })}\n`);
  return 1;
}

function asJson(report: RosterReport): object {
  const problems = report.people.flatMap((person) =>
    person.problems.map((problem) => {
      const { message, wayOut } = describeProblem(problem, commandLanguage());
      const { sheet, row, cell, column, code, severity, value, proposal } = problem;
      return {
        sheet,
        row,
        cell,
        column,
        code,
        severity,
        value,
        message,
        wayOut,
        ...(proposal === undefined ? {} : { proposal }),
      };
    }),
  );
  const columns = report.columns.map(({ sheet, column, heading, field, recognisedBy }) => ({
    sheet,
    column,
    heading,
    field,
    recognisedBy,
  }));
  const { fileName, fileSha256, format, encoding, sheets } = report;
  return {
    ...report.counts,
    columns,
    problems,
    sheets,
    file: { name: fileName, sha256: fileSha256, format, encoding },
  };
}

function asText(report: RosterReport): string {
  const language = commandLanguage();
  const w = commandWords().roster;
  const { fields: fieldWords, copy } = wordsOf(language, 'roster');
  const lines = [w.counts({ file: plainLine(report.fileName), ...report.counts })];
  for (const sheet of report.sheets) {
    const fields = report.columns.filter(
      (column) => column.sheet === sheet.name && column.field !== null && column.field !== 'sequence',
    );
    const found = fields
      .map((column) => `${column.column}=${column.field === null ? '' : fieldWords[column.field]}`)
      .join(' ');
    const text =
      sheet.skipped === null ? w.people({ count: sheet.people, columns: found }) : w.skipped[sheet.skipped];
    lines.push(plainLine(w.sheet({ sheet: sheet.name, text })));
  }
  const { columns } = w;
  const problems = report.people.flatMap((person) => person.problems);
  if (problems.length > 0) {
    const several = new Set(problems.map((problem) => problem.sheet)).size > 1;
    const cells = problems.map((problem) => {
      const { message, wayOut } = describeProblem(problem, language);
      const place = several ? `${problem.sheet} ${problem.row}` : String(problem.row);
      const value = problem.value.length > 24 ? `${problem.value.slice(0, 23)}…` : problem.value;
      return [
        place,
        fieldWords[problem.column],
        copy.states[problem.severity],
        value,
        w.problem({ what: message, wayOut }),
      ];
    });
    lines.push(
      '',
      textTable([columns.row, columns.field, columns.verdict, columns.value, columns.problem], cells),
    );
  }
  return `${lines.join('\n')}\n`;
}
