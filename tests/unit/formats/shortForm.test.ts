import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { crockford, normaliseCrockford, parseCrockford } from '#shared/formats/crockford.ts';
import { parseShortForm, shortForm } from '#shared/formats/shortForm.ts';
import { checkProperty } from '../../support/properties.ts';

describe('Crockford base32', () => {
  it.each([
    ['', ''],
    ['00', '00'],
    ['ff', 'ZW'],
    ['f8', 'Z0'],
    ['0102030405', '04106105'],
    ['48656c6c6f', '91JPRV3F'],
  ])('writes %s as %s', (hex, text) => {
    expect(crockford(Buffer.from(hex, 'hex'))).toBe(text);
  });

  it('reads back any bytes', () => {
    checkProperty(
      fc.property(fc.uint8Array({ maxLength: 80 }), (bytes) => {
        expect(parseCrockford(crockford(bytes))).toEqual({ ok: true, value: bytes });
      }),
      { times: 3 },
    );
  });

  it('forgives what a person mistakes, and nothing else', () => {
    expect(normaliseCrockford('o1-il ab')).toBe('0111AB');
    expect(normaliseCrockford('U')).toBeNull();
    expect(parseCrockford('ZZ').ok).toBe(false);
  });
});

describe('short form of a checkpoint', () => {
  const checkpoint = { institutionCode: 'Y510100000123', epoch: 2, size: 4711 };
  const hash = Buffer.from('9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08', 'hex');

  it('is KD1, institution, epoch, size and 26 characters', () => {
    const text = shortForm(checkpoint, hash);
    expect(text).toBe('KD1 Y510100000123 2 4711 KY3D10C89HYPB6HFXAGCAPPG2P');
    expect(parseShortForm(text)).toEqual({
      ok: true,
      value: { ...checkpoint, digest: text.split(' ')[4] },
    });
  });

  it('is read as typed from paper', () => {
    const text = shortForm(checkpoint, hash);
    const [, , , , digest = ''] = text.split(' ');
    const spoken = `kd1 y510100000123 2 4711 ${digest.slice(0, 13).toLowerCase().replaceAll('0', 'o').replaceAll('1', 'l')}-${digest.slice(13)}`;
    expect(parseShortForm(spoken)).toEqual(parseShortForm(text));
  });

  it.each([
    '',
    'KD2 Y510100000123 2 4711 KY3D10C89HYPB6HFXAGCAPPG2P',
    'KD1 Y510100000123 2 4711 KY3D',
    'KD1 Y510100000123 2 x KY3D10C89HYPB6HFXAGCAPPG2P',
  ])('refuses %j', (text) => {
    expect(parseShortForm(text)).toEqual({ ok: false, refusal: { code: 'short-form-malformed', facts: {} } });
  });
});
