import { describe, expect, it } from 'vitest';
import { RosterReport } from '#shared/contract/rosterReport.ts';
import { columnLetter } from '../../../src-main/core/spreadsheets/grid.ts';
import { readWorkbook } from '../../../src-main/core/spreadsheets/readWorkbook.ts';
import { fixture, openRoster, problemsOf } from './openRoster.ts';

const fields = (report: RosterReport): string[] =>
  report.columns.map((column) => `${column.column} ${column.field ?? '-'}`);

describe('rosters as schools send them', () => {
  it('01: the plain template', () => {
    const report = openRoster(fixture('01-名册-车工-三级-标准模板.xlsx'));
    expect(report.counts).toEqual({ rows: 60, ok: 60, warnings: 0, errors: 0 });
    expect(fields(report)).toEqual([
      'A sequence',
      'B name',
      'C sex',
      'D documentType',
      'E documentNumber',
      'F studentNumber',
      'G className',
      'H occupationName',
      'I occupationCode',
      'J level',
      'K phone',
      'L remark',
    ]);
    expect(report.people[0]).toMatchObject({
      sheet: '考生名册',
      row: 2,
      block: 0,
      status: 'ok',
      values: {
        name: '韦平建',
        documentType: 'residentId',
        documentNumber: '500103200809250741',
        sex: 'female',
        birthDate: '2008-09-25',
        occupationEdition: '2022',
        occupationCode: '6-18-01-01',
        level: 3,
        phone: '18679387068',
      },
    });
  });

  it('02: two sheets with titles, footers, blank rows, full-width digits, spaces, hyphens, serial dates and trades in brackets', () => {
    const report = openRoster(fixture('02-教务系统导出-两个班.xlsx'));
    expect(problemsOf(report)).toEqual([]);
    expect(report.counts).toEqual({ rows: 84, ok: 84, warnings: 0, errors: 0 });
    expect(
      report.sheets.map(({ name, headerRows, people, skipped }) => [name, headerRows, people, skipped]),
    ).toEqual([
      ['2023级汽修1班', [4], 42, null],
      ['2023级汽修2班', [4], 42, null],
      ['说明', [], 0, 'no-people'],
    ]);
    const byName = new Map(report.people.map((person) => [person.values.name, person]));
    expect(byName.get('段凯博')).toMatchObject({
      given: { name: '段　凯博' },
      values: { className: '2023级汽修1班', occupationCode: '4-12-01-01', tradeName: '汽车修理工' },
    });
    expect(byName.get('江梓宇')?.values).toMatchObject({ documentNumber: '50010520070519125X', level: 4 });
    expect(byName.get('诸葛超子')?.values).toMatchObject({ phone: '15264899694' });
    expect(byName.get('白英')?.values).toMatchObject({ documentNumber: '500101200711105738' });
    expect(new Set(report.people.map((person) => person.values.occupationCode))).toEqual(
      new Set(['4-12-01-01']),
    );
  });

  it('03: exactly the fault that the last column names, row by row, and the rest is sound', () => {
    const bytes = fixture('03-错误示例-每行一处.xlsx');
    const reading = readWorkbook(bytes, 'x');
    const rows = reading.ok ? (reading.workbook.sheets[0]?.rows ?? []) : [];
    const expected = rows
      .slice(1)
      .map((row) => row?.[9]?.text ?? '')
      .map((code) => (code.startsWith('ok-') || code === '' ? [] : [code]));
    expect(expected.flat()).toHaveLength(14);
    const report = openRoster(bytes);
    expect(report.people.map((person) => person.problems.map((problem) => problem.code))).toEqual(expected);
    expect(report.counts).toEqual({ rows: 20, ok: 6, warnings: 1, errors: 13 });
    expect(problemsOf(report)).toEqual([
      '3 D3 bad-check-digit error',
      '4 D4 number-lost-precision error',
      '5 D5 same-id-other-name error',
      '6 D6 exact-duplicate error',
      '7 C7 sex-differs-from-id error',
      '8 D8 id-missing error',
      '9 B9 name-missing error',
      '10 F10 licensed-occupation error',
      '11 G11 unknown-code error',
      '12 H12 unknown-level error',
      '13 I13 bad-phone warning',
      '14 D14 impossible-birth-date error',
      '17 B17 formula-as-text error',
      '18 G18 name-and-code-differ error',
    ]);
    const problem = (row: number): unknown => report.people.find((person) => person.row === row)?.problems[0];
    expect(problem(4)).toMatchObject({ value: '500241200808025000' });
    expect(problem(5)).toMatchObject({ facts: { otherRow: '2', otherName: '段静泽' } });
    expect(problem(7)).toMatchObject({ proposal: '男' });
    expect(problem(11)).toMatchObject({ proposal: '4-01-06-01' });
    expect(problem(18)).toMatchObject({ facts: { nameOfCode: '车工', codeOfName: '4-01-06-01' } });
  });

  it('03: the column of expectations is left alone', () => {
    const column = openRoster(fixture('03-错误示例-每行一处.xlsx')).columns.find(
      (one) => one.column === columnLetter(9),
    );
    expect(column).toMatchObject({ heading: '预期（仅供核对）', field: null, recognisedBy: 'none' });
  });

  it('04: 1,200 people in six occupations', () => {
    const report = openRoster(fixture('04-名册-1200人-六个职业.xlsx'));
    expect(report.counts).toEqual({ rows: 1200, ok: 1200, warnings: 0, errors: 0 });
    expect(new Set(report.people.map((person) => person.values.occupationCode)).size).toBe(6);
  });

  it('09: a page that calls itself .xls; every number whole', () => {
    const report = openRoster(fixture('09-网页表格伪装的.xls'), { name: '09.xls' });
    expect(report).toMatchObject({
      format: 'html',
      encoding: 'utf-8',
      counts: { rows: 36, ok: 36, warnings: 0, errors: 0 },
    });
    expect(report.people[0]).toMatchObject({
      row: 3,
      values: {
        name: '吕轩鹏',
        documentNumber: '500105200807236316',
        occupationCode: '6-18-02-04',
        level: 4,
      },
    });
  });

  it('10: two people side by side, occupation and level from the title', () => {
    const report = openRoster(fixture('10-左右并排两栏.xlsx'));
    expect(report.counts).toEqual({ rows: 40, ok: 40, warnings: 0, errors: 0 });
    expect(report.people.map((person) => person.given.sequence)).toEqual(
      Array.from({ length: 40 }, (_, at) => String(at + 1)),
    );
    expect(report.people[20]).toMatchObject({
      row: 3,
      block: 1,
      values: { name: '刘平斌', occupationCode: '4-03-02-01', level: 4, className: '2023级烹饪1班' },
    });
    expect(report.sheets[0]?.title).toMatchObject({ occupationName: '中式烹调师', level: 4 });
  });

  it('11: other documents, long and rare names, students who left or are away, a 15-digit number', () => {
    const report = openRoster(fixture('11-证件与姓名特例.xlsx'));
    expect(problemsOf(report)).toEqual([
      '8 N8 student-withdrawn error',
      '9 N9 student-on-leave warning',
      '10 E10 sex-differs-from-id warning',
      '11 D11 fifteen-digit-number error',
    ]);
    expect(report.counts).toEqual({ rows: 12, ok: 8, warnings: 2, errors: 2 });
    expect(report.people.map((person) => person.values.name)).toContain('迪力夏提·艾力');
    expect(report.people[2]?.given.name).toBe('迪力夏提•艾力');
    expect(
      report.people
        .slice(4, 6)
        .map((person) => [person.values.documentType, person.values.documentNumber, person.status]),
    ).toEqual([
      ['hongKongMacaoPermit', 'H12345678', 'ok'],
      ['taiwanPermit', '12345678', 'ok'],
    ]);
    expect(report.people[8]?.values).toMatchObject({
      documentType: 'taiwanResidence',
      birthDate: '2007-03-12',
    });
    expect(report.people[9]?.problems[0]).toMatchObject({ proposal: '500151200804247261' });
    expect(report.people[9]?.values.documentNumber).toBeNull();
  });

  it.each(['08-设施设备清单.xlsx', '13-班级任课教师表.xlsx', '07-评分标准-车工三级-实操.xlsx'])(
    '%s holds no people',
    (name) => {
      expect(openRoster(fixture(name)).counts.rows).toBe(0);
    },
  );

  it.each([
    '01-名册-车工-三级-标准模板.xlsx',
    '03-错误示例-每行一处.xlsx',
    '10-左右并排两栏.xlsx',
    '11-证件与姓名特例.xlsx',
  ])('%s answers by the contract, and its counts add up', (name) => {
    const report = RosterReport.parse(openRoster(fixture(name)));
    expect(report.counts.ok + report.counts.warnings + report.counts.errors).toBe(report.counts.rows);
    expect(new Set(report.people.map((person) => `${person.sheet} ${person.row} ${person.block}`)).size).toBe(
      report.counts.rows,
    );
  });
});
