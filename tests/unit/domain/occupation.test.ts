import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { findLicensed } from '#shared/domain/licensedOccupation.ts';
import {
  buildOccupationCatalogue,
  readOccupationCode,
  readOccupationName,
  splitOccupationName,
} from '#shared/domain/occupation.ts';

const folder = new URL('../../../resources/occupations/', import.meta.url);
const read = (name: string): unknown => JSON.parse(readFileSync(new URL(name, folder), 'utf8'));
const code = z.string().regex(/^\d-\d{2}-\d{2}-\d{2}$/);
const file = z
  .strictObject({
    edition: z.literal('2022'),
    version: z.string(),
    notice: z.literal('NOTICE.md'),
    corrections: z.array(z.string()),
    missing: z.array(code),
    groups: z.record(code, z.string()),
    occupations: z.array(
      z.strictObject({
        code,
        name: z.string().min(1),
        green: z.boolean(),
        digital: z.boolean(),
        aliases: z.array(z.string().min(1)),
      }),
    ),
  })
  .parse(read('csco22.json'));
const licensed = z
  .strictObject({
    version: z.string(),
    list: z.string(),
    entries: z.array(
      z.strictObject({
        class: z.string(),
        codes: z.array(code),
        names: z.array(z.string()).min(1),
        action: z.enum(['refuse', 'warn']),
        basis: z.string().min(5),
      }),
    ),
  })
  .parse(read('licensed.json'));
const catalogue = buildOccupationCatalogue([file]);

describe('occupation catalogue, 2022 edition', () => {
  it.each([
    ['6-18-01-01', '车工'],
    ['6-18-01-02', '铣工'],
    ['6-18-02-04', '焊工'],
    ['6-31-01-03', '电工'],
    ['4-12-01-01', '汽车维修工'],
    ['4-10-01-02', '育婴员'],
    ['4-10-01-03', '保育师'],
    ['4-01-06-01', '电子商务师'],
    ['4-04-05-01', '计算机程序设计员'],
    ['6-31-07-01', '工业机器人系统运维员'],
    ['4-01-01-00', '采购员'],
  ])('%s is %s, both ways', (code, name) => {
    expect(catalogue.byCode(code)?.name).toBe(name);
    expect(catalogue.byName(name).map((one) => one.code)).toEqual([code]);
  });

  it('has each code once and no marks in the names', () => {
    const codes = file.occupations.map((one) => one.code);
    expect(new Set(codes).size).toBe(codes.length);
    expect(codes).toHaveLength(1633);
    expect(file.occupations.filter((one) => /[A-Z/\s]/.test(one.name))).toEqual([]);
  });

  it('counts the marks of the dictionary: 134 green', () => {
    expect(file.occupations.filter((one) => one.green)).toHaveLength(134);
    expect(file.occupations.filter((one) => one.green && one.digital)).toHaveLength(23);
    expect(catalogue.byCode('4-01-06-01')).toMatchObject({ digital: true, green: false });
  });

  it('says which rows are still missing, and has none of them', () => {
    expect(file.missing).toEqual(['4-01-02-02', '6-09-03-05']);
    expect(file.missing.map((one) => catalogue.byCode(one))).toEqual([null, null]);
  });

  it('keeps editions apart', () => {
    const older = {
      edition: '2015',
      version: '1',
      occupations: [{ code: '4-10-01-03', name: '保育员', green: false, digital: false, aliases: [] }],
    };
    const both = buildOccupationCatalogue([file, older]);
    expect(both.byCode('4-10-01-03', '2015')?.name).toBe('保育员');
    expect(both.byCode('4-10-01-03')?.name).toBe('保育师');
    expect(both.byName('保育员')[0]).toMatchObject({ edition: '2015' });
  });
});

describe('names of occupations as schools write them', () => {
  it('splits name and trade', () => {
    expect(splitOccupationName('汽车修理工（汽车维修工）')).toEqual({
      outer: '汽车修理工',
      inner: '汽车维修工',
    });
    expect(splitOccupationName('车 工')).toEqual({ outer: '车工', inner: null });
  });

  it.each([
    ['汽车修理工（汽车维修工）', '4-12-01-01', '汽车修理工'],
    ['汽车维修工', '4-12-01-01', null],
    ['汽车维修工(汽车机械维修工)', '4-12-01-01', '汽车机械维修工'],
    ['车 工', '6-18-01-01', null],
  ])('%s is %s', (text, expected, tradeName) => {
    expect(readOccupationName(catalogue, text, null)).toMatchObject({
      ok: true,
      occupation: { code: expected },
      tradeName,
    });
  });

  it('takes a synonym of job advertisements as a proposal only', () => {
    expect(readOccupationName(catalogue, '氩弧焊工', null)).toMatchObject({
      ok: false,
      proposal: { name: '焊工' },
    });
    expect(readOccupationName(catalogue, '没有这种工', null)).toEqual({ ok: false, proposal: null });
  });

  it('lets the code choose where one name has two', () => {
    expect(readOccupationName(catalogue, '甘油制造工', '6-11-08-26')).toMatchObject({
      occupation: { code: '6-11-08-26' },
    });
  });

  it.each([
    ['6-18-01-01', '6-18-01-01'],
    ['6－18－01－01', '6-18-01-01'],
    ['6180101', '6-18-01-01'],
    [' 6—18—01—01 ', '6-18-01-01'],
    ['6-18-01', null],
    ['车工', null],
  ])('code %s -> %s', (text, expected) => {
    expect(readOccupationCode(text)).toBe(expected);
  });
});

describe('licensed occupations', () => {
  it.each([
    ['4-07-05-03', null, 'refuse'],
    [null, '消防设施操作员', 'refuse'],
    [null, '特种作业人员（电工作业）', 'refuse'],
    [null, '道路运输从业人员', 'refuse'],
    [null, '危险货物、化学品运输从业人员', 'refuse'],
    [null, '建筑施工特种作业人员', 'refuse'],
    [null, '特种设备安全管理和作业人员', 'refuse'],
    ['4-07-05-01', '保安员', 'warn'],
    ['4-02-01-01', null, 'warn'],
    ['6-31-01-03', '电工', undefined],
    ['6-18-02-04', '焊工', undefined],
  ])('%s %s: %s', (code, name, action) => {
    expect(findLicensed(licensed, code, name)?.action).toBe(action);
  });

  it('names for every code an occupation that is in the dictionary', () => {
    for (const entry of licensed.entries)
      for (const one of entry.codes) expect(entry.names).toContain(catalogue.byCode(one)?.name);
  });
});
