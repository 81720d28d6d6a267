import { describe, expect, it } from 'vitest';
import { makeWorkbook } from '../spreadsheets/makeFiles.ts';
import type { SheetSource } from '../spreadsheets/makeFiles.ts';
import { openRoster, problemsOf } from './openRoster.ts';

const first = ['韦平建', '500103200809250741', '女', '车工', '三级'];
const second = ['马豪雨', '50010220071013156X', '女', '车工', '三级'];
const header = ['姓名', '身份证号', '性别', '职业', '等级'];
const names = (rows: SheetSource, change?: Parameters<typeof makeWorkbook>[2]): (string | null)[] =>
  openRoster(makeWorkbook({ a: rows }, 'xlsx', change)).people.map((person) => person.values.name);

describe('finding the table', () => {
  it('looks past titles, and stops at footers', () => {
    const rows = [
      ['某校名单'],
      [],
      ['制表：教务处'],
      header,
      first,
      [],
      second,
      ['合计', '2人'],
      ['审核：', '', '', '', '（盖章）'],
      ['注：以上名单已公示'],
    ];
    expect(names(rows)).toEqual(['韦平建', '马豪雨']);
  });

  it('joins two rows of headings', () => {
    const rows = [
      ['序号', '考生信息', null, '报考信息', null],
      [null, '姓名', '身份证号', '职业', '等级'],
      ['1', '韦平建', '500103200809250741', '车工', '三级'],
    ];
    const report = openRoster(
      makeWorkbook({ a: rows }, 'xlsx', (book) => {
        const sheet = book.Sheets['a'];
        if (sheet !== undefined)
          sheet['!merges'] = [
            { s: { r: 0, c: 0 }, e: { r: 1, c: 0 } },
            { s: { r: 0, c: 1 }, e: { r: 0, c: 2 } },
            { s: { r: 0, c: 3 }, e: { r: 0, c: 4 } },
          ];
      }),
    );
    expect(report.sheets[0]?.headerRows).toEqual([1, 2]);
    expect(report.columns.map((column) => [column.heading, column.field])).toEqual([
      ['序号', 'sequence'],
      ['考生信息 姓名', 'name'],
      ['考生信息 身份证号', 'documentNumber'],
      ['报考信息 职业', 'occupationName'],
      ['报考信息 等级', 'level'],
    ]);
    expect(report.counts).toMatchObject({ rows: 1, ok: 1 });
  });

  it('reads a heading that is split over two rows', () => {
    const report = openRoster(
      makeWorkbook({
        a: [
          ['姓名', '身份证', '职业'],
          [null, '号码', '（工种）'],
          ['韦平建', '500103200809250741', '车工'],
        ],
      }),
    );
    expect(report.counts.rows).toBe(1);
    expect(report.people[0]?.values).toMatchObject({
      documentNumber: '500103200809250741',
      occupationCode: '6-18-01-01',
    });
  });

  it('skips headings that are repeated on every page', () => {
    expect(names([header, first, header, second])).toEqual(['韦平建', '马豪雨']);
  });

  it('reads a list without any headings by what its columns hold', () => {
    const report = openRoster(
      Buffer.from(
        '1,韦平建,女,500103200809250741,13912345678,三级\n2,马豪雨,女,50010220071013156X,13812345678,三级\n',
      ),
    );
    expect(report.columns.map((column) => [column.column, column.field, column.recognisedBy])).toEqual([
      ['B', 'name', 'content'],
      ['C', 'sex', 'content'],
      ['D', 'documentNumber', 'content'],
      ['E', 'phone', 'content'],
      ['F', 'level', 'content'],
    ]);
    expect(report.people.map((person) => person.row)).toEqual([1, 2]);
  });

  it('recognises a column under an unknown heading by what it holds', () => {
    const report = openRoster(
      makeWorkbook({
        a: [
          ['姓名', '学员编码二', '级'],
          ['韦平建', '500103200809250741', '三级'],
        ],
      }),
    );
    expect(report.columns).toMatchObject([
      { field: 'name' },
      { field: 'documentNumber', recognisedBy: 'content' },
      { field: 'level', recognisedBy: 'content' },
    ]);
  });

  it('lets the user decide above all', () => {
    const rows = [
      ['姓名', '监护人身份证', '身份证号'],
      ['韦平建', '500103200809250741', '50010220071013156X'],
    ];
    const report = openRoster(makeWorkbook({ a: rows }), {
      mapping: [
        { sheet: 'a', column: 'B', field: 'documentNumber' },
        { sheet: 'other', column: 'A', field: null },
      ],
    });
    expect(report.people[0]?.values.documentNumber).toBe('500103200809250741');
    expect(report.columns).toMatchObject([
      { field: 'name' },
      { field: 'documentNumber', recognisedBy: 'user' },
      { field: null, recognisedBy: 'none' },
    ]);
  });

  it('reads people side by side with a gap between them, also when the last row is not full', () => {
    const rows = [
      ['序号', '姓名', '证件号码', null, '序号', '姓名', '证件号码'],
      ['1', '韦平建', '500103200809250741', null, '2', '马豪雨', '50010220071013156X'],
      ['3', '陈俊', '500153200710010178'],
    ];
    expect(names(rows)).toEqual(['韦平建', '陈俊', '马豪雨']);
  });

  it('does not take a second heading of one person for a second person', () => {
    const report = openRoster(
      makeWorkbook({
        a: [
          ['姓名', '身份证号', '电话', '备注', '电话'],
          ['韦平建', '500103200809250741', '13912345678', '', '13812345678'],
        ],
      }),
    );
    expect(report.people).toHaveLength(1);
    expect(report.people[0]?.values.phone).toBe('13912345678');
  });

  it('fills merged cells downwards', () => {
    const rows = [
      ['班级', '姓名', '身份证号'],
      ['2023级焊接1班', '韦平建', '500103200809250741'],
      [null, '马豪雨', '50010220071013156X'],
    ];
    const report = openRoster(
      makeWorkbook({ a: rows }, 'xlsx', (book) => {
        const sheet = book.Sheets['a'];
        if (sheet !== undefined) sheet['!merges'] = [{ s: { r: 1, c: 0 }, e: { r: 2, c: 0 } }];
      }),
    );
    expect(report.people.map((person) => person.values.className)).toEqual([
      '2023级焊接1班',
      '2023级焊接1班',
    ]);
  });

  it('leaves hidden sheets alone, says so, and reads them when asked', () => {
    const bytes = makeWorkbook(
      { a: [header, first], 旧名单: [header, second] },
      'xlsx',
      (book) => (book.Workbook = { Sheets: [{ Hidden: 0 }, { Hidden: 2 }] }),
    );
    const report = openRoster(bytes);
    expect(report.counts.rows).toBe(1);
    expect(report.sheets[1]).toMatchObject({ name: '旧名单', hidden: true, skipped: 'hidden' });
    expect(openRoster(bytes, { includeHiddenSheets: true }).counts.rows).toBe(2);
  });

  it('finds repeated people across sheets', () => {
    const report = openRoster(makeWorkbook({ 一班: [header, first], 二班: [header, first] }));
    expect(problemsOf(report)).toEqual(['2 B2 exact-duplicate error']);
    expect(report.people[1]?.problems[0]?.facts).toMatchObject({ otherSheet: '一班', otherRow: '2' });
  });
});
