import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { describeProblem } from '#shared/words/rosterProblems.ts';
import { languages } from '#shared/words/words.ts';
import { rosterCheck } from '../../../src-main/cli/rosterCheck.ts';
import { textTable, widthOfText } from '../../../src-main/cli/textTable.ts';
import { correctedCopy } from '../../../src-main/core/candidates/import/correctedCopy.ts';
import { readWorkbook } from '../../../src-main/core/spreadsheets/readWorkbook.ts';
import { fixture, openRoster } from './openRoster.ts';

describe('words', () => {
  it('leaves no hole unfilled for any problem of the fixtures', () => {
    for (const name of ['03-错误示例-每行一处.xlsx', '11-证件与姓名特例.xlsx']) {
      for (const problem of openRoster(fixture(name)).people.flatMap((person) => person.problems)) {
        for (const language of languages)
          expect(Object.values(describeProblem(problem, language)).join()).not.toMatch(/[{}—]/);
      }
    }
  });
});

describe('corrected copy', () => {
  it('holds every person with normalised values, problems and ways out, and reads back sound where the original was', () => {
    const before = openRoster(fixture('02-教务系统导出-两个班.xlsx'));
    const after = openRoster(correctedCopy(before, 'zh'));
    expect(after.counts).toEqual(before.counts);
    expect(after.people.map((person) => person.values)).toEqual(
      before.people.map((person) => ({ ...person.values })),
    );
  });

  it('keeps what was given where it could not be read, and tells what to do', () => {
    const reading = readWorkbook(correctedCopy(openRoster(fixture('03-错误示例-每行一处.xlsx')), 'zh'), 'x');
    const rows = reading.ok ? (reading.workbook.sheets[0]?.rows ?? []) : [];
    const text = (row: number, column: number): string | undefined => rows[row]?.[column]?.text;
    expect(rows).toHaveLength(21);
    expect(rows.flatMap((row) => row ?? []).every((cell) => cell === undefined || cell.kind === 'text')).toBe(
      true,
    );
    expect(text(2, 3)).toBe('500241200709142445');
    expect(text(2, 16)).toBe('需改正');
    expect(text(2, 17)).toBe('身份证号码校验位不符');
    expect(text(1, 16)).toBe('正常');
    expect(text(16, 0)).toBe('\'=HYPERLINK("http://x","点")');
  });
});

describe('kaodian roster check', () => {
  const folder = mkdtempSync(join(tmpdir(), 'kaodian-roster-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const path = (name: string): string =>
    fileURLToPath(new URL(`../../fixtures/rosters/${name}`, import.meta.url));
  const run = async (...args: string[]): Promise<{ code: number; out: string; err: string }> => {
    const said = { out: '', err: '' };
    const io = {
      stdout: (text: string) => void (said.out += text),
      stderr: (text: string) => void (said.err += text),
      now: () => new Date(2026, 9, 12),
    };
    return { code: await rosterCheck(args, io), ...said };
  };

  it('prints counts, columns and problems as JSON', async () => {
    const { code, out, err } = await run(path('03-错误示例-每行一处.xlsx'), '--json');
    const answer: unknown = JSON.parse(out);
    expect([code, err]).toEqual([0, '']);
    expect(answer).toMatchObject({ rows: 20, ok: 6, warnings: 1, errors: 13 });
    expect(answer).toHaveProperty('columns.1', {
      sheet: '名册',
      column: 'B',
      heading: '姓名',
      field: 'name',
      recognisedBy: 'heading',
    });
    expect(answer).toHaveProperty('problems.0', {
      sheet: '名册',
      row: 3,
      cell: 'D3',
      column: 'documentNumber',
      code: 'bad-check-digit',
      severity: 'error',
      value: '500241200709142445',
      message: '身份证号码校验位不符',
      wayOut: '对照证件原件核对全部 18 位（末位按其余 17 位应为 8，但也可能是别的数字写错）',
    });
  });

  it('prints a table for people', async () => {
    const { code, out } = await run(path('11-证件与姓名特例.xlsx'));
    expect(code).toBe(0);
    expect(out.split('\n')[0]).toBe('11-证件与姓名特例.xlsx：共 12 人，正常 8 人，提醒 2 人，需改正 2 人');
    expect(out).toMatch(
      /^11 {2}证件号码 {2}需改正 {2}500151080424726 {2}十五位旧身份证号码。核对证件后改为 18 位号码（按规则推算为 500151200804247261）$/m,
    );
  });

  it('answers 1 for a file that is refused', async () => {
    expect(await run(path('08-设施设备清单.xlsx'))).toEqual({
      code: 1,
      out: '',
      err: '拒绝读取：文件里没有找到名单。表头要有“姓名”和“身份证号”。\n',
    });
    const { code, out } = await run('--json', path('08-设施设备清单.xlsx'));
    expect([code, JSON.parse(out)]).toMatchObject([1, { refused: { code: 'no-people-found' } }]);
  });

  it('does not even open a file that is too large', async () => {
    const large = join(folder, 'large.xlsx');
    writeFileSync(large, '');
    truncateSync(large, 60 * 1024 * 1024);
    expect(await run(large)).toMatchObject({
      code: 1,
      err: '拒绝读取：文件超过 50 MB。只保留名单所在的工作表，去掉图片后另存。\n',
    });
  });

  it.each([[[]], [['--json']], [['a', 'b']], [['--other']], [['no-such-file.xlsx']], [[folder]]])(
    'answers 2 for %j',
    async (args) => {
      const { code, out, err } = await run(...args);
      expect([code, out]).toEqual([2, '']);
      expect(err).toContain('kaodian roster check');
    },
  );

  it('aligns Han, and lets no control character through', () => {
    expect(widthOfText('𠮷a（')).toBe(5);
    expect(textTable(['甲', 'b'], [['\u001b[31m红', 'x']])).toBe('甲       b\n───────  ─\n [31m红  x');
  });
});
