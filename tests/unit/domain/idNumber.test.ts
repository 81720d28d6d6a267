import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays } from '#shared/domain/calendarDate.ts';
import {
  guessDocumentType,
  maskDocumentNumber,
  readDocumentNumber,
  readDocumentType,
} from '#shared/domain/documentNumber.ts';
import {
  checkCharacter,
  eighteenFromFifteen,
  hasRightCheckCharacter,
  readResidentId,
} from '#shared/domain/idNumber.ts';
import { checkProperty } from '../../support/properties.ts';

const today = '2026-10-12';

/** Seventeen sound digits with their check character, and what they say. */
const residentIds = fc
  .record({
    area: fc.integer({ min: 110000, max: 659999 }),
    day: fc.integer({ min: 0, max: 30000 }),
    serial: fc.integer({ min: 0, max: 999 }),
  })
  .map(({ area, day, serial }) => {
    const birthDate = addDays('1940-01-01', day);
    const first17 = `${area}${birthDate.replaceAll('-', '')}${String(serial).padStart(3, '0')}`;
    return {
      number: first17 + checkCharacter(first17),
      birthDate,
      sex: serial % 2 === 1 ? 'male' : 'female',
    };
  });

describe('resident ID number (GB 11643)', () => {
  it.each([
    ['11010519491231002X', '1949-12-31', 'female'],
    ['440524188001010014', '1880-01-01', 'male'],
  ])('knows the vector %s', (number, birthDate, sex) => {
    // the second person was born in 1880: sound by its check, yet older than anyone
    expect(readResidentId(number, '1960-01-01')).toEqual({ ok: true, number, birthDate, sex });
    expect(hasRightCheckCharacter(number)).toBe(true);
  });

  it.each([
    ['11010519491231002x', '11010519491231002X'],
    [' 110105 1949 1231 002X ', '11010519491231002X'],
    ['１１０１０５１９４９１２３１００２Ｘ', '11010519491231002X'],
    ["'11010519491231002X", '11010519491231002X'],
    ['110105-19491231-002X', '11010519491231002X'],
    ['\u200B11010519491231002X\t', '11010519491231002X'],
  ])('puts %j right', (text, number) => {
    expect(readResidentId(text, today)).toMatchObject({ ok: true, number });
  });

  it.each([
    ['110105194912310021', 'bad-check-digit'],
    ['500118202702301450', 'impossible-birth-date'],
    ['440524188001010014', 'impossible-birth-date'],
    ['500118202612310001', 'impossible-birth-date'],
    ['1101051949123100', 'bad-document-number'],
    ['1101051949123100ZX', 'bad-document-number'],
    ['011010519491231002', 'bad-document-number'],
    ['110105491231002', 'fifteen-digit-number'],
  ])('refuses %s: %s', (number, code) => {
    expect(readResidentId(number, today)).toMatchObject({ ok: false, code });
  });

  it('reads every sound number, and notices every single digit that is changed', () => {
    checkProperty(
      fc.property(
        residentIds,
        fc.integer({ min: 0, max: 16 }),
        fc.integer({ min: 1, max: 9 }),
        ({ number, birthDate, sex }, at, by) => {
          expect(readResidentId(number, today)).toEqual({ ok: true, number, birthDate, sex });
          const wrong = number.slice(0, at) + String((Number(number[at]) + by) % 10) + number.slice(at + 1);
          expect(hasRightCheckCharacter(wrong)).toBe(false);
        },
      ),
      { times: 4 },
    );
  });

  it('notices every two neighbours that are swapped', () => {
    checkProperty(
      fc.property(residentIds, fc.integer({ min: 0, max: 15 }), ({ number }, at) => {
        fc.pre(number[at] !== number[at + 1]);
        const swapped = number.slice(0, at) + number[at + 1] + number[at] + number.slice(at + 2);
        expect(hasRightCheckCharacter(swapped)).toBe(false);
      }),
      { times: 4 },
    );
  });

  it.each([
    ['110105491231002', '11010519491231002X'],
    // a birth year 08 of a pupil: 1908 would be a person of 118 years
    ['500151080424726', '500151200804247261'],
    ['110105491331002', null],
  ])('proposes for the 15-digit %s the number %s', (fifteen, proposal) => {
    expect(eighteenFromFifteen(fifteen, today)).toBe(proposal);
    if (proposal !== null) expect(hasRightCheckCharacter(proposal)).toBe(true);
  });
});

describe('other documents', () => {
  it.each([
    ['居民身份证', 'residentId'],
    ['二代身份证', 'residentId'],
    ['港澳居民来往内地通行证', 'hongKongMacaoPermit'],
    ['台湾居民来往大陆通行证', 'taiwanPermit'],
    ['台湾居民居住证', 'taiwanResidence'],
    ['港澳居民居住证', 'hongKongMacaoResidence'],
    ['外国人永久居留身份证', 'permanentResidence'],
    ['境外永久居住证', 'permanentResidence'],
    ['护照', 'passport'],
    ['军官证', 'officerCard'],
    ['港澳台居民居住证', null],
    ['学生证', null],
  ])('%s is %s', (text, type) => {
    expect(readDocumentType(text)).toBe(type);
  });

  it.each([
    ['hongKongMacaoPermit', 'H12345678', true],
    ['hongKongMacaoPermit', 'm1234567801', true],
    ['hongKongMacaoPermit', '12345678', false],
    ['taiwanPermit', '12345678', true],
    ['taiwanPermit', '1234567', false],
    ['taiwanResidence', '830000200703120019', true],
    ['taiwanResidence', '830000200703120018', false],
    ['taiwanResidence', '11010519491231002X', false],
    ['hongKongMacaoResidence', '830000200703120019', false],
    ['permanentResidence', 'USA110000010101', true],
    ['permanentResidence', '11010519491231002X', false],
    ['passport', 'E12345678', true],
    ['passport', 'E1', false],
    ['officerCard', '南字第1234567号', true],
    ['officerCard', '?', false],
  ] as const)('%s %s: %s', (type, number, ok) => {
    expect(readDocumentNumber(type, number, today).ok).toBe(ok);
  });

  it('takes an 18-character permanent residence number that begins with 9, with the check of all', () => {
    const first17 = '91104019900101001';
    const number = first17 + checkCharacter(first17);
    expect(readDocumentNumber('permanentResidence', number, today)).toMatchObject({
      ok: true,
      birthDate: '1990-01-01',
      sex: 'male',
    });
    expect(guessDocumentType(number)).toBe('permanentResidence');
    expect(readDocumentNumber('residentId', number, today)).toEqual({
      ok: false,
      code: 'document-type-differs',
      type: 'permanentResidence',
    });
  });

  it.each([
    ['810000200703120019', 'hongKongMacaoResidence'],
    ['820000200703120019', 'hongKongMacaoResidence'],
    ['830000200703120019', 'taiwanResidence'],
    ['H12345678', 'hongKongMacaoPermit'],
    ['11010519491231002X', 'residentId'],
  ])('%s alone looks like %s', (number, type) => {
    expect(guessDocumentType(number)).toBe(type);
  });
});

describe('masking', () => {
  it.each([
    ['500101200001011234', '500101********1234'],
    ['H12345678', 'H1*****78'],
    ['12345', '1***5'],
    ['ab', '**'],
    ['', ''],
  ])('%s -> %s', (number, masked) => {
    expect(maskDocumentNumber(number)).toBe(masked);
  });
});
