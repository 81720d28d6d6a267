import { describe, expect, it } from 'vitest';
import type { RosterPerson } from '#shared/contract/rosterReport.ts';
import { makeWorkbook } from '../spreadsheets/makeFiles.ts';
import type { SheetSource } from '../spreadsheets/makeFiles.ts';
import { openRoster } from './openRoster.ts';

type Cells = Readonly<Record<string, SheetSource[number][number]>>;
const sound: Cells = {
  姓名: '韦平建',
  证件号码: '500103200809250741',
  性别: '女',
  职业名称: '车工',
  职业编码: '6-18-01-01',
  等级: '三级',
  手机: '13912345678',
};

/** One sound person with some cells changed (or columns added), as the roster reads it. */
function person(change: Cells): RosterPerson {
  const cells = { ...sound, ...change };
  const kept = Object.keys(cells).filter((heading) => cells[heading] !== undefined);
  const report = openRoster(makeWorkbook({ a: [kept, kept.map((heading) => cells[heading] ?? null)] }));
  const [only] = report.people;
  if (only === undefined || report.people.length !== 1) throw new Error(`${report.people.length} people`);
  return only;
}
const verdict = (change: Cells): string => {
  const { status, problems } = person(change);
  return [status, ...problems.map((problem) => problem.code)].join(' ');
};

describe('one row', () => {
  it.each<[string, Cells, string]>([
    ['sound', {}, 'ok'],
    ['ID with a small x and spaces', { 证件号码: ' 500102 20071013 156x' }, 'ok'],
    ['ID in full-width digits', { 证件号码: '５００１０３２００８０９２５０７４１' }, 'ok'],
    ['ID behind an apostrophe', { 证件号码: "'500103200809250741" }, 'ok'],
    ['ID with an exponent', { 证件号码: '5.00103E+17' }, 'error number-lost-precision'],
    [
      'ID that lost its digits before it became text',
      { 证件号码: '500103200809250000' },
      'error number-lost-precision',
    ],
    ['ID as a number', { 证件号码: 500103200809250741 }, 'error number-lost-precision'],
    ['15-digit ID as a number', { 证件号码: 110105491231002 }, 'error fifteen-digit-number'],
    ['ID of 17 characters', { 证件号码: '50010320080925074' }, 'error bad-document-number'],
    ['ID as a formula', { 证件号码: { t: 's', v: '500103200809250741', f: 'A1' } }, 'error formula-as-text'],
    [
      'name as a formula',
      { 姓名: { t: 's', v: '点', f: 'HYPERLINK("http://x","点")' } },
      'error formula-as-text',
    ],
    ['class as a formula', { 班级: { t: 's', v: '1班', f: 'B1' } }, 'warning formula-as-text'],
    [
      'sex worked out by a formula',
      { 性别: { t: 's', v: '女', f: 'IF(MOD(MID(B2,17,1),2),"男","女")' } },
      'ok',
    ],
    ['name with a digit', { 姓名: '韦平建1' }, 'error bad-name'],
    ['name with a lost character', { 姓名: '韦?建' }, 'error bad-name'],
    ['sex that contradicts', { 性别: '男' }, 'error sex-differs-from-id'],
    ['sex that is none', { 性别: '无' }, 'warning unknown-sex'],
    ['sex missing', { 性别: '' }, 'ok'],
    ['birth date as a date', { 出生日期: { t: 'n', v: 39716, z: 'yyyy/m/d' } }, 'ok'],
    ['birth date as a serial number', { 出生日期: 39716 }, 'ok'],
    ['birth date as text', { 出生日期: '2008年9月25日' }, 'ok'],
    ['month of birth', { 出生年月: '2008.09' }, 'ok'],
    ['month of birth that differs', { 出生年月: '200808' }, 'error birth-differs-from-id'],
    ['birth date that differs', { 出生日期: '2008-09-26' }, 'error birth-differs-from-id'],
    ['birth date that is none', { 出生日期: '2008-13-01' }, 'warning unreadable-birth-date'],
    [
      'licensed occupation by code',
      { 职业编码: '4-07-05-03', 职业名称: undefined as never },
      'error licensed-occupation',
    ],
    [
      'licensed occupation by name only',
      { 职业名称: '道路运输从业人员', 职业编码: '' },
      'error licensed-occupation',
    ],
    [
      'driver of licensed transport',
      { 职业名称: '道路货运汽车驾驶员', 职业编码: '4-02-02-02' },
      'error licensed-occupation',
    ],
    [
      'the name of a class',
      { 职业名称: '特种作业人员', 职业编码: '' },
      'warning maybe-licensed-occupation unknown-occupation',
    ],
    [
      'held back until confirmed',
      { 职业名称: '爆破工', 职业编码: '6-29-02-07' },
      'warning maybe-licensed-occupation',
    ],
    ['welder', { 职业名称: '焊工', 职业编码: '6-18-02-04' }, 'ok'],
    ['electrician', { 职业名称: '电工', 职业编码: '6-31-01-03' }, 'ok'],
    ['refrigeration mechanic', { 职业名称: '制冷空调系统安装维修工', 职业编码: '6-29-03-05' }, 'ok'],
    ['lift mechanic', { 职业名称: '电梯安装维修工', 职业编码: '6-29-03-03' }, 'ok'],
    ['maybe licensed', { 职业名称: '保安员', 职业编码: '4-07-05-01' }, 'warning maybe-licensed-occupation'],
    ['trade beside its code', { 职业名称: '数控车工' }, 'warning unknown-occupation'],
    ['occupation only by name', { 职业编码: '' }, 'ok'],
    ['occupation only by code', { 职业名称: '' }, 'ok'],
    ['code without dashes', { 职业编码: 6180101 }, 'ok'],
    ['code of the dictionary’s future', { 职业编码: '9-99-99-99' }, 'error unknown-code'],
    ['code of another occupation', { 职业编码: '6-18-01-02' }, 'error name-and-code-differ'],
    ['no occupation', { 职业名称: '', 职业编码: '' }, 'warning occupation-missing'],
    ['no level', { 等级: '' }, 'warning level-missing'],
    ['level that contradicts itself', { 等级: '四级/高级工' }, 'error unknown-level'],
    ['phone too short', { 手机: '12345' }, 'warning bad-phone'],
    ['phone as a number', { 手机: 13912345678 }, 'ok'],
    ['withdrawn', { 备注: '2026年9月已退学' }, 'error student-withdrawn'],
    ['transferred', { 备注: '转学' }, 'error student-withdrawn'],
    ['on leave', { 备注: '休学' }, 'warning student-on-leave'],
    ['back from leave', { 备注: '休学后已复学' }, 'ok'],
    ['another remark', { 备注: '班长' }, 'ok'],
    ['passport', { 证件类型: '护照', 证件号码: 'E12345678' }, 'ok'],
    [
      'passport number under an ID',
      { 证件类型: '居民身份证', 证件号码: 'E12345678' },
      'error bad-document-number',
    ],
    ['document that nobody knows', { 证件类型: '学生证' }, 'warning unknown-document-type'],
    [
      'residence permit under an ID',
      { 证件类型: '居民身份证', 证件号码: '830000200703120019', 性别: '男' },
      'error document-type-differs',
    ],
    [
      'residence permit of either kind',
      { 证件类型: '港澳台居民居住证', 证件号码: '830000200703120019', 性别: '男' },
      'ok',
    ],
  ])('%s', (_, change, expected) => {
    expect(verdict(change)).toBe(expected);
  });

  it('keeps what was given beside what was made of it', () => {
    expect(person({ 姓名: '韦　平建', 证件号码: '50010220071013156x' })).toMatchObject({
      given: { name: '韦　平建', documentNumber: '50010220071013156x' },
      values: { name: '韦平建', documentNumber: '50010220071013156X' },
    });
  });

  it('keeps no name, number, occupation or level that was refused', () => {
    const { values } = person({
      姓名: '=1+1',
      证件号码: '500103200809250742',
      职业编码: '4-07-05-03',
      等级: '七级',
    });
    expect(values).toMatchObject({ name: null, documentNumber: null, occupationCode: null, level: null });
  });

  it('keeps a trade beside the occupation of its code', () => {
    expect(person({ 职业名称: '数控车工' }).values).toMatchObject({
      occupationCode: '6-18-01-01',
      occupationName: '车工',
      tradeName: '数控车工',
    });
  });
});

describe('fixes of the registrar', () => {
  const bytes = makeWorkbook({
    a: [
      ['姓名', '身份证号'],
      ['韦平建', '500103200809250742'],
      ['马豪雨', '50010220071013156X'],
    ],
  });
  it('are judged like the text of a cell, for that person only, in columns that are there and in columns that are not', () => {
    const fix = (field: 'documentNumber' | 'occupationName' | 'level', text: string) => ({
      sheet: 'a',
      row: 2,
      block: 0,
      field,
      text,
    });
    const report = openRoster(bytes, {
      fixes: [
        fix('documentNumber', '500103200809250741'),
        fix('occupationName', '车工'),
        fix('level', '三级'),
      ],
    });
    expect(
      report.people.map((one) => [one.status, one.values.documentNumber, one.values.occupationCode]),
    ).toEqual([
      ['ok', '500103200809250741', '6-18-01-01'],
      ['warning', '50010220071013156X', null],
    ]);
    const wrong = openRoster(bytes, { fixes: [fix('documentNumber', '500103200809250743')] });
    expect(wrong.people[0]?.problems[0]).toMatchObject({
      code: 'bad-check-digit',
      value: '500103200809250743',
    });
  });
});

describe('rows together', () => {
  const header = Object.keys(sound);
  const row = (change: Cells): SheetSource[number] => Object.values({ ...sound, ...change });
  it.each<[string, Cells, string]>([
    ['the same again', {}, 'exact-duplicate'],
    ['the same with another phone', { 手机: '13812345678' }, 'duplicate-differs'],
    ['the same for another level', { 等级: '四级' }, 'several-occupations'],
    ['the same for another occupation', { 职业名称: '铣工', 职业编码: '6-18-01-02' }, 'several-occupations'],
    ['the same number under another name', { 姓名: '马豪雨', 性别: '男' }, 'same-id-other-name'],
    ['the same number with a space in the name', { 姓名: '韦 平建' }, 'duplicate-differs'],
  ])('%s', (_, change, code) => {
    const report = openRoster(makeWorkbook({ a: [header, row({}), row(change)] }));
    expect(report.people.map((one) => one.problems.map((problem) => problem.code))).toEqual([[], [code]]);
    expect(report.people[1]?.problems[0]).toMatchObject({
      row: 3,
      facts: { otherRow: '2', otherName: '韦平建' },
    });
  });

  it('does not compare numbers that could not be read', () => {
    const wrong = row({ 证件号码: '500103200809250742' });
    expect(
      openRoster(makeWorkbook({ a: [header, wrong, wrong] })).people.map((one) => one.problems.length),
    ).toEqual([1, 1]);
  });
});
