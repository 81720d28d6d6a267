import { describe, expect, it } from 'vitest';
import { readLookupText } from '#shared/domain/lookupText.ts';

const digits = '0'.repeat(10) + '7'.repeat(181);

describe('what comes into the big field', () => {
  it.each([
    [digits, { kind: 'token', digits }],
    [`]Q1${digits}`, { kind: 'token', digits }],
    [`】Ｑ１${digits}\r\n`, { kind: 'token', digits }],
    [digits.replace(/(.{50})/g, "$1'"), { kind: 'token', digits }],
    [digits.slice(1), { kind: 'unreadable' }],
    ['26110130100019', { kind: 'ticket', number: '26110130100019' }],
    ['２６１１０１３０１０００１９', { kind: 'ticket', number: '26110130100019' }],
    [' 2611 0130 1000 19 ', { kind: 'ticket', number: '26110130100019' }],
    ['50010120000101001x', { kind: 'number', text: '50010120000101001X' }],
    ['５００１０１２０００－０１０１－００１Ｘ', { kind: 'number', text: '50010120000101001X' }],
    ['001x', { kind: 'number', text: '001X' }],
    ['h12345678', { kind: 'number', text: 'H12345678' }],
    ['123', { kind: 'unreadable' }],
    ['1x', { kind: 'unreadable' }],
    ['王 小明', { kind: 'name', letters: '王小明' }],
    ["王'小明。", { kind: 'name', letters: '王小明' }],
    ['王小明1', { kind: 'name', letters: '王小明' }],
    ['买买提・吐尔逊', { kind: 'name', letters: '买买提吐尔逊' }],
    ['𠮷田', { kind: 'name', letters: '𠮷田' }],
    ["Ｏ'Neil", { kind: 'name', letters: 'ONeil' }],
    ['', { kind: 'unreadable' }],
    ['，。！', { kind: 'unreadable' }],
  ])('%j', (text, reading) => {
    expect(readLookupText(text)).toEqual(reading);
  });
});
