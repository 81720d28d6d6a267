import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { findLicensed, licensedActions } from '#shared/domain/licensedOccupation.ts';
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
    meaning: z.string(),
    entries: z.array(
      z.strictObject({
        class: z.string(),
        codes: z.array(code),
        names: z.array(z.string()).min(1),
        action: z.enum(licensedActions),
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
  const road = '道路运输从业人员';
  const goods = '危险货物、化学品运输从业人员';
  const special = '特种作业操作证';
  /** Code, the occupation's name in the dictionary, action, what its class and its basis say. */
  it.each([
    ['4-07-05-03', '消防设施操作员', 'refuse', '消防设施操作员', '准入类：消防设施操作员'],
    ['4-02-05-04', '危险货物运输作业员', 'refuse', goods, `准入类：${goods}`],
    ['4-02-02-01', '客运车辆驾驶员', 'refuse', road, `准入类：${road}`],
    ['4-02-02-02', '道路货运汽车驾驶员', 'refuse', road, `准入类：${road}`],
    ['6-29-02-07', '爆破工', 'confirm', '爆破作业人员', '爆破作业人员许可证'],
    ['6-28-01-11', '锅炉操作工', 'confirm', '特种设备安全管理和作业人员', '特种设备作业人员'],
    ['6-28-01-01', '锅炉运行值班员', 'confirm', '特种设备安全管理和作业人员', '特种设备作业人员'],
    ['6-30-01-00', '专用车辆驾驶员', 'confirm', '特种设备安全管理和作业人员', '特种设备作业人员'],
    ['6-30-05-01', '起重装卸机械操作工', 'confirm', '特种设备安全管理和作业人员', '特种设备作业人员'],
    ['6-30-05-02', '起重工', 'confirm', '特种设备安全管理和作业人员', '特种设备作业人员'],
    ['6-29-01-05', '架子工', 'confirm', '建筑施工特种作业人员', '建筑施工特种作业人员'],
    ['4-02-02-07', '机动车驾驶教练员', 'confirm', road, '教练员'],
    ['4-02-01-01', '轨道交通列车司机', 'confirm', '轨道列车司机', '待确认'],
    ['4-07-05-01', '保安员', 'confirm', '保安员', '待确认'],
    ['5-03-01-01', '家畜繁殖员', 'confirm', '家畜繁殖员', '待确认'],
    ['4-14-05-03', '游泳救生员', 'confirm', '游泳救生', '待确认'],
    ['6-18-02-04', '焊工', 'warn', special, '不属准入类'],
    ['6-31-01-03', '电工', 'warn', special, '不属准入类'],
    ['6-29-03-05', '制冷空调系统安装维修工', 'warn', special, '不属准入类'],
    ['6-29-03-03', '电梯安装维修工', 'warn', '特种设备作业人员证', '不属准入类'],
    ['6-11-01-04', '制冷工', 'warn', special, '不属准入类'],
  ])('%s %s: %s', (code, name, action, className, basis) => {
    expect(catalogue.byCode(code)?.name).toBe(name);
    for (const entry of [findLicensed(licensed, code, null), findLicensed(licensed, null, name)]) {
      expect(entry?.action).toBe(action);
      expect(entry?.class).toContain(className);
      expect(entry?.basis).toContain(basis);
    }
  });

  it.each([
    ['6-18-01-01', '车工'],
    ['4-12-01-01', '汽车维修工'],
    ['4-02-02-03', '道路客运服务员'],
    ['6-20-04-00', '电梯装配调试工'],
    ['6-29-03-06', '锅炉设备安装工'],
  ])('%s %s: nothing is said', (code, name) => {
    expect(findLicensed(licensed, code, name)).toBeNull();
  });

  it.each([
    ['特种作业人员（电工作业）', 'confirm'],
    ['建筑施工特种作业人员', 'confirm'],
    ['特种设备安全管理和作业人员', 'confirm'],
    ['道路运输从业人员', 'refuse'],
    ['危险货物、化学品运输从业人员', 'refuse'],
  ])('the name of a class, %s: %s', (name, action) => {
    expect(findLicensed(licensed, null, name)?.action).toBe(action);
  });

  it('refuses only classes of which the whole occupation is licensed', () => {
    const refused = licensed.entries.filter((entry) => entry.action === 'refuse');
    expect(refused.map((entry) => entry.class)).toEqual(['消防设施操作员', goods, road]);
  });

  it('names for every code an occupation that is in the dictionary', () => {
    for (const entry of licensed.entries)
      for (const one of entry.codes) expect(entry.names).toContain(catalogue.byCode(one)?.name);
  });
});
