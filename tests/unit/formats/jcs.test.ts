import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { jcs, parseJcs } from '#shared/formats/jcs.ts';
import { anyText, checkProperty } from '../../support/properties.ts';

describe('canonical JSON (RFC 8785)', () => {
  it.each([
    [
      'the RFC’s first example',
      {
        peach: 'This sorting order',
        péché: 'is wrong according to French',
        pêche: 'but canonicalization MUST',
        sin: 'ignore locale',
      },
      '{"peach":"This sorting order","péché":"is wrong according to French","pêche":"but canonicalization MUST","sin":"ignore locale"}',
    ],
    [
      'keys by UTF-16 units, not by code points (RFC 8785, 3.2.3)',
      {
        '\u20ac': 'Euro Sign',
        '\r': 'Carriage Return',
        '\ufb33': 'Hebrew Letter Dalet With Dagesh',
        '1': 'One',
        '\ud83d\ude00': 'Emoji: Grinning Face',
        '\u0080': 'Control',
        '\u00f6': 'Latin Small Letter O With Diaeresis',
      },
      '{"\\r":"Carriage Return","1":"One","\u0080":"Control","ö":"Latin Small Letter O With Diaeresis","€":"Euro Sign","😀":"Emoji: Grinning Face","\ufb33":"Hebrew Letter Dalet With Dagesh"}',
    ],
    [
      'numbers as ECMAScript writes them',
      [333333333.33333329, 1e30, 4.5, 2e-3, 0.000000000000000000000000001, -0],
      '[333333333.3333333,1e+30,4.5,0.002,1e-27,0]',
    ],
    ['control characters', '\u20ac$\u000f\nA\'B"\\\\"/', '"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"'],
    [
      'literals and nesting',
      { literals: [null, true, false], a: {} },
      '{"a":{},"literals":[null,true,false]}',
    ],
  ])('%s', (_name, value, text) => {
    expect(jcs(value)).toBe(text);
    expect(parseJcs(text)).toEqual({ ok: true, value: JSON.parse(text) });
  });

  it.each([
    ['undefined member', { a: undefined }],
    ['not a number', Number.NaN],
    ['a date', new Date(0)],
    ['a lone surrogate', '\ud800'],
    ['a lone surrogate as key', { '\udc00': 1 }],
    ['a map', new Map()],
  ])('throws on %s', (_name, value) => {
    expect(() => jcs(value)).toThrow(TypeError);
  });

  it('throws on what is no safe integer where only those are allowed', () => {
    expect(() => jcs({ a: 0.5 }, { integersOnly: true })).toThrow(TypeError);
    expect(() => jcs([2 ** 53], { integersOnly: true })).toThrow(TypeError);
    expect(jcs([2 ** 53 - 1], { integersOnly: true })).toBe('[9007199254740991]');
  });

  it.each([
    ['a blank', '{"a": 1}', 'json-not-canonical'],
    ['another order', '{"b":1,"a":1}', 'json-not-canonical'],
    ['a key twice', '{"a":1,"a":1}', 'json-not-canonical'],
    ['another spelling of a number', '[1.0]', 'json-not-canonical'],
    ['an escape that is not needed', '["\\u0041"]', 'json-not-canonical'],
    ['a lone surrogate', '["\\ud800"]', 'json-not-canonical'],
    ['no JSON', '{a:1}', 'json-malformed'],
  ])('refuses a text with %s', (_name, text, code) => {
    expect(parseJcs(text)).toEqual({ ok: false, refusal: { code, facts: {} } });
  });

  it('reads back what it wrote, whatever the order of keys', () => {
    checkProperty(
      fc.property(fc.dictionary(anyText, fc.jsonValue()), (value) => {
        const text = jcs(value);
        const shuffled = Object.fromEntries(Object.entries(value).toReversed());
        expect(jcs(shuffled)).toBe(text);
        expect(parseJcs(text).ok).toBe(true);
        expect(jcs(JSON.parse(text))).toBe(text);
      }),
      { times: 0.6 },
    );
  });
});
