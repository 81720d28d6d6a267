import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dateFromSerial, dateFromText } from '#shared/domain/excelDate.ts';
import { findLevel, levelLabel, levels, readLevel } from '#shared/domain/level.ts';
import { isPersonName, normaliseName } from '#shared/domain/personName.ts';
import { readPhone } from '#shared/domain/phone.ts';
import { formatScore, readScore } from '#shared/domain/score.ts';
import { readSocialCreditCode, socialCreditCheckCharacter } from '#shared/domain/socialCreditCode.ts';
import { checkProperty } from '../../support/properties.ts';

describe('names', () => {
  it.each([
    ['段　凯博', '段凯博'],
    [' 曹泽', '曹泽'],
    ['程　鹏\u200B', '程鹏'],
    ['迪力夏提•艾力', '迪力夏提·艾力'],
    ['买买提・艾力', '买买提·艾力'],
    ['买买提 · 艾力', '买买提·艾力'],
    ['𠮷 轩昊', '𠮷轩昊'],
    ['Anna  Maria', 'Anna Maria'],
    ['Ａｎｎａ 李', 'Anna 李'],
  ])('%j becomes %s', (text, name) => {
    expect(normaliseName(text)).toBe(name);
    expect(isPersonName(name)).toBe(true);
  });

  it('changes nothing the second time', () => {
    const characters = fc.constantFrom('段', '𠮷', ' ', '\u3000', '•', '·', 'a', 'Ａ', '\t', '\u200B', '1');
    checkProperty(
      fc.property(fc.array(characters, { maxLength: 12 }), (parts) => {
        const once = normaliseName(parts.join(''));
        expect(normaliseName(once)).toBe(once);
      }),
      { times: 5 },
    );
  });

  it.each(['', '张3', '=1+1', '李?', '王\uE000', '张\uFFFD', '·张', '张·', '<b>', '甲'.repeat(31)])(
    '%j is no name',
    (name) => {
      expect(isPersonName(name)).toBe(false);
    },
  );

  it('lets 30 characters stand, counted as people see them', () => {
    expect(isPersonName('𠮷'.repeat(30))).toBe(true);
  });
});

describe('phones', () => {
  it.each([
    ['152-6489-9694', '15264899694'],
    ['+86 139 1234 5678', '13912345678'],
    ['8613912345678', '13912345678'],
    ['１３９１２３４５６７８', '13912345678'],
    ['13912345678/13812345678', '13912345678'],
    ['023-67891234', '02367891234'],
    ['12345', null],
    ['12912345678', null],
    ['139123456789', null],
  ])('%s -> %s', (text, phone) => {
    expect(readPhone(text)).toBe(phone);
  });
});

describe('levels', () => {
  it.each([
    ['四级/中级工', 4],
    ['四级', 4],
    ['中级工', 4],
    ['中级', 4],
    ['4', 4],
    ['４级', 4],
    ['四级（中级工）', 4],
    ['四级中级工', 4],
    [' 五 级 ', 5],
    ['高级工', 3],
    ['技师', 2],
    ['二级/技师', 2],
    ['高级技师', 1],
    ['七级', null],
    ['四级/高级工', null],
    ['特级技师', null],
    ['6', null],
    ['', null],
  ])('%s -> %s', (text, level) => {
    expect(readLevel(text)).toBe(level);
  });

  it('reads back every label', () => {
    expect(levels.map((level) => readLevel(levelLabel(level)))).toEqual([5, 4, 3, 2, 1]);
    expect(levelLabel(4)).toBe('四级/中级工');
  });

  it.each([
    ['2023级烹饪1班考生名单（中式烹调师 四级）', 4],
    ['重庆市某某技师学院2023级汽修1班学生名单', null],
    ['高级技师学院 焊工 三级', 3],
    ['三级和四级', null],
    ['高级技师名单', 1],
  ])('finds in %s the level %s', (title, level) => {
    expect(findLevel(title)).toBe(level);
  });
});

describe('spreadsheet dates', () => {
  it.each([
    [1, 1900, '1900-01-01'],
    [59, 1900, '1900-02-28'],
    [60, 1900, null],
    [61, 1900, '1900-03-01'],
    [39279, 1900, '2007-07-16'],
    [39279.75, 1900, '2007-07-16'],
    [0, 1904, '1904-01-01'],
    [37817, 1904, '2007-07-16'],
    [0, 1900, null],
    [Number.NaN, 1900, null],
  ] as const)('serial %s of %s is %s', (serial, system, date) => {
    expect(dateFromSerial(serial, system)).toBe(date);
  });

  it.each([
    ['2007-07-16', '2007-07-16'],
    ['2007/7/6', '2007-07-06'],
    ['2007.7.6', '2007-07-06'],
    ['2007年7月16日', '2007-07-16'],
    ['20070716', '2007-07-16'],
    ['2007-07-16 00:00:00', '2007-07-16'],
    ['2007-02-29', null],
    ['07-07-16', null],
  ])('%s -> %s', (text, date) => {
    expect(dateFromText(text)).toBe(date);
  });
});

describe('scores', () => {
  it.each([
    ['61.5', 6150],
    ['0', 0],
    ['100', 10_000],
    ['59.95', 5995],
    ['60.00分', 6000],
    ['60.10000', 6010],
    ['７２', 7200],
  ])('%s is %s hundredths', (text, hundredths) => {
    expect(readScore(text)).toEqual({ ok: true, hundredths });
  });

  it.each([
    ['59.955', 'too-many-decimals'],
    ['100.01', 'out-of-range'],
    ['-1', 'not-a-score'],
    ['1e2', 'not-a-score'],
    ['缓考', 'not-a-score'],
    ['', 'not-a-score'],
    ['1,0', 'not-a-score'],
  ])('%s is refused: %s', (text, code) => {
    expect(readScore(text)).toEqual({ ok: false, code });
  });

  it('writes what it reads, for every mark', () => {
    for (let hundredths = 0; hundredths <= 10_000; hundredths += 1)
      expect(readScore(formatScore(hundredths))).toEqual({ ok: true, hundredths });
  });
});

describe('unified social credit code (GB 32100)', () => {
  it('takes a made-up sound code, and notices each changed character', () => {
    const first17 = '12500000450400001';
    const code = `${first17}${socialCreditCheckCharacter(first17)}`;
    expect(readSocialCreditCode(` ${code.toLowerCase()} `)).toBe(code);
    for (let at = 0; at < 18; at += 1) {
      const other = code[at] === '3' ? '4' : '3';
      expect(readSocialCreditCode(code.slice(0, at) + other + code.slice(at + 1))).toBeNull();
    }
  });

  it.each(['', '1250000045040000', '12500000450400001I', '１'])('refuses %j', (text) => {
    expect(readSocialCreditCode(text)).toBeNull();
  });

  it('agrees with a check character worked out by hand', () => {
    // 1·1 + 1·3^1 with zeros between: (31 - 4) mod 31 = 27 -> U
    expect(socialCreditCheckCharacter('11000000000000000')).toBe('U');
  });
});
