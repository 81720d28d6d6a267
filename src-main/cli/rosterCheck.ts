import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { describeProblem, describeRefusal, rosterFieldWords } from '#shared/contract/problemWords.ts';
import { RosterReport } from '#shared/contract/rosterReport.ts';
import type { SpreadsheetRefusal } from '#shared/contract/rosterReport.ts';
import { limits } from '../core/spreadsheets/limits.ts';
import { resourcesFolder } from '#node/programs.ts';
import { parseSpreadsheet } from '../core/spreadsheets/parse.ts';
import type { CommandIo, ExitCode } from './io.ts';
import { plainLine, textTable } from './textTable.ts';

/** Where the command writes, and what it may not find out by itself. */
export interface RosterCheckIo extends CommandIo {
  /** The day against which birth dates are judged. */
  readonly now: () => Date;
  /** Both by default those of the source checkout; a bundle passes its own. */
  readonly resourcesDir?: string;
  readonly childEntry?: URL;
}

const usage = '用法：kaodian roster check 文件 [--json]';

/**
 * `kaodian roster check FILE [--json]`: reads a roster, stores nothing, prints what was found. Exit code 0 when the file could be
 * read (also when rows have errors), 1 when the file is refused, 2 for wrong use.
 */
export async function rosterCheck(args: readonly string[], io: RosterCheckIo): Promise<ExitCode> {
  const json = args.includes('--json');
  const files = args.filter((arg) => arg !== '--json');
  const [file] = files;
  if (file === undefined || files.length !== 1 || file.startsWith('--')) {
    io.stderr(`${usage}\n`);
    return 2;
  }
  const bytes = await readUpTo(file);
  if (bytes === 'missing') {
    io.stderr(`找不到文件：${plainLine(file)}\n${usage}\n`);
    return 2;
  }
  if (bytes === 'too-large') return refuse({ code: 'file-too-large', facts: { limit: '50 MB' } }, json, io);
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
  const { message, wayOut } = describeRefusal(refusal, 'zh');
  if (json)
    io.stdout(
      `${JSON.stringify({ refused: { code: refusal.code, facts: refusal.facts, message, wayOut } }, null, 2)}\n`,
    );
  else io.stderr(`拒绝读取：${message}。${wayOut}。\n`);
  return 1;
}

function asJson(report: RosterReport): object {
  const problems = report.people.flatMap((person) =>
    person.problems.map((problem) => {
      const { message, wayOut } = describeProblem(problem, 'zh');
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
  const { rows, ok, warnings, errors } = report.counts;
  const lines = [
    `${plainLine(report.fileName)}：共 ${rows} 人，正常 ${ok} 人，提醒 ${warnings} 人，需改正 ${errors} 人`,
  ];
  for (const sheet of report.sheets) {
    const fields = report.columns.filter(
      (column) => column.sheet === sheet.name && column.field !== null && column.field !== 'sequence',
    );
    const why = { hidden: '隐藏的工作表，未读取', 'no-people': '没有名单', empty: '空表' };
    const found = fields
      .map((column) => `${column.column}=${column.field === null ? '' : rosterFieldWords[column.field].zh}`)
      .join(' ');
    lines.push(
      plainLine(
        `工作表「${sheet.name}」：${sheet.skipped === null ? `${sheet.people} 人；${found}` : why[sheet.skipped]}`,
      ),
    );
  }
  const problems = report.people.flatMap((person) => person.problems);
  if (problems.length > 0) {
    const several = new Set(problems.map((problem) => problem.sheet)).size > 1;
    const cells = problems.map((problem) => {
      const words = describeProblem(problem, 'zh');
      const place = several ? `${problem.sheet} ${problem.row}` : String(problem.row);
      const value = problem.value.length > 24 ? `${problem.value.slice(0, 23)}…` : problem.value;
      return [
        place,
        rosterFieldWords[problem.column].zh,
        problem.severity === 'error' ? '需改正' : '提醒',
        value,
        `${words.message}。${words.wayOut}`,
      ];
    });
    lines.push('', textTable(['行', '列', '结论', '内容', '问题和处理办法'], cells));
  }
  return `${lines.join('\n')}\n`;
}
