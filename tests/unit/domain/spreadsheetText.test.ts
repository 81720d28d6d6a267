import { read } from 'xlsx';
import { describe, expect, it } from 'vitest';
import { neverFormula } from '#shared/domain/spreadsheetText.ts';
import { resultsWorkbook } from '#node/resultsWorkbook.ts';
import { csvText } from '../../../src-renderer/parts/csv.ts';

describe('a cell that leaves the site', () => {
  it.each([
    ['=1+1', "'=1+1"],
    ['+8613800001234', "'+8613800001234"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['-', "'-"],
    ['-1+cmd|x', "'-1+cmd|x"],
    [' =1', "' =1"],
    ['\t=1', "'\t=1"],
    ['\tname', "'\tname"],
    ['\n=1', "'\n=1"],
    ['\u00a0=1', "'\u00a0=1"],
    ['＝1+1', "'＝1+1"],
    ['-5.5', '-5.5'],
    ['-1', '-1'],
    ['6-18-01-01', '6-18-01-01'],
    ['王建国', '王建国'],
  ])('%j is written as %j', (text, written) => {
    expect(neverFormula(text)).toBe(written);
  });

  it('as csv is no formula in any column', () => {
    const [line] = csvText([['=HYPERLINK("http://x","点")', ' +1', '\t@x']])
      .slice(1)
      .split('\r\n');
    expect(line).toBe(`"'=HYPERLINK(""http://x"",""点"")",' +1,'\t@x`);
  });

  it('in the results of a package is text as it stands, and never a formula', () => {
    const name = '=HYPERLINK("http://x","点")';
    const state = { state: 'taken', scoreHundredths: 6000, source: 'machine' } as const;
    const results = {
      rows: [
        {
          ticketNumber: '26110130100010',
          identity: { name, documentNumber: '+500103200809250741' },
          occupationLevel: { edition: '2022', code: '6-18-01-01', name: '@车工', level: 3 },
          subjects: { theory: state, practical: { ...state, source: 'examiners' } },
          outcome: 'passed',
        },
      ],
    };
    const stated = {
      'results.json': results,
      'package.json': { institutionName: '=机构', batchName: '-批次' },
    } as unknown as Parameters<typeof resultsWorkbook>[0];
    const bytes = resultsWorkbook(stated);
    const sheet = read(bytes, { type: 'array', cellFormula: true, cellNF: true }).Sheets['成绩'];
    const cells = Object.entries(sheet ?? {}).flatMap(([place, cell]: [string, unknown]) =>
      place.startsWith('!') ? [] : [cell as { readonly t: string; readonly f?: string; readonly v: unknown }],
    );
    expect(cells.length).toBeGreaterThan(20);
    expect(cells.filter((cell) => cell.f !== undefined || cell.t !== 's')).toEqual([]);
    expect(cells.map((cell) => cell.v)).toEqual(
      expect.arrayContaining([name, '@车工', '+500103200809250741']),
    );
  });
});
