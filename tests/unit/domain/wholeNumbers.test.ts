import { describe, expect, it } from 'vitest';
import type { DocumentType } from '#shared/domain/documentNumber.ts';
import { guessDocumentType, readDocumentNumber } from '#shared/domain/documentNumber.ts';
import { dateFromText } from '#shared/domain/excelDate.ts';
import {
  checkCharacter,
  eighteenFromFifteen,
  hasRightCheckCharacter,
  readResidentId,
} from '#shared/domain/idNumber.ts';
import { readOccupationCode } from '#shared/domain/occupation.ts';
import { readPhone } from '#shared/domain/phone.ts';
import { readSocialCreditCode, socialCreditCheckCharacter } from '#shared/domain/socialCreditCode.ts';
import { checkDigit, isTicketNumber, ticketNumberOf } from '#shared/domain/ticketNumber.ts';
import {
  batchNoPattern,
  deskTimePattern,
  institutionCodePattern,
  ledgerIdPattern,
  sha256HexPattern,
  utcPattern,
} from '#shared/formats/patterns.ts';

/**
 * A number is read whole or not at all (docs/rules.md, People and identity, Arrangement): what is a good one with something
 * before or behind it is none, as a cell with two numbers or a slip of the key is.
 */
const today = '2026-11-24';

/** A number in what stands around it: a digit, a letter, a sign, before and behind. */
const around = (number: string): readonly string[] =>
  ['1', 'A', '#', '甲'].flatMap((more) => [more + number, number + more]);

/** Seventeen digits that begin, or end, so that the check of eighteen fits wherever one looks at nineteen. */
const sound = (first17: string): string => first17 + checkCharacter(first17);
const residentId = sound('11010519491231001');
const ticket = '2611023040057';
const institutionCode = `12500000450400001${socialCreditCheckCharacter('12500000450400001')}`;

describe('a number with something before or behind it is refused', () => {
  it.each<[string, string, (text: string) => boolean]>([
    ['a resident ID number', residentId, (text) => readResidentId(text, today).ok],
    ['a check character', residentId, hasRightCheckCharacter],
    ['a ticket number', ticket + checkDigit(ticket), isTicketNumber],
    ['a mobile number', '13912345678', (text) => readPhone(text) !== null],
    ['a landline', '083123456789', (text) => readPhone(text) !== null],
    ['a code of an institution', institutionCode, (text) => readSocialCreditCode(text) !== null],
    ['a code of an occupation', '6-18-01-01', (text) => readOccupationCode(text) !== null],
    ['a date', '20070716', (text) => dateFromText(text) !== null],
    ['a date with signs', '2007-07-16', (text) => dateFromText(text) !== null],
    ['a 15-digit number', '110105491231002', (text) => eighteenFromFifteen(text, today) !== null],
    ['a permit of Hong Kong', 'H12345678', (text) => takes('hongKongMacaoPermit', text)],
    ['a permit of Hong Kong, with its issue', 'H1234567801', (text) => takes('hongKongMacaoPermit', text)],
    ['an old permit of Taiwan', '1234567890', (text) => takes('taiwanPermit', text)],
    ['an old permanent residence card', 'USA110000010101', (text) => takes('permanentResidence', text)],
    ['a permanent residence card', sound('91104019900101001'), (text) => takes('permanentResidence', text)],
    [
      'a residence permit of Macao',
      sound('82000020070312001'),
      (text) => takes('hongKongMacaoResidence', text),
    ],
    ['a residence permit of Taiwan', sound('83000020070312001'), (text) => takes('taiwanResidence', text)],
    ['a filing code', 'Y510100000123', (text) => institutionCodePattern.test(text)],
    ['a hash', '0'.repeat(64), (text) => sha256HexPattern.test(text)],
    ['a moment', '2026-11-24T01:00:00.000Z', (text) => utcPattern.test(text)],
    ['a moment of a desk', '2026-11-24T09:00:00+08:00', (text) => deskTimePattern.test(text)],
  ])('%s', (_, number, isTaken) => {
    const refused = around(number);
    expect(isTaken(number)).toBe(true);
    expect(refused.filter((text) => isTaken(text))).toEqual(
      // A permit of Taiwan may end in a letter.
      number === '1234567890' ? ['1234567890A'] : [],
    );
  });

  it.each([
    [
      'a batch number',
      batchNoPattern,
      '2611-01',
      ['2611 01', '2611-01\n', '#2611', '2611#', '1'.repeat(17), ''],
    ],
    ['an id of a ledger', ledgerIdPattern, 'Y51-a', ['Y51 a', '#Y51', 'Y51#', '1'.repeat(65), '']],
  ])('%s of another form', (_, pattern, good, wrong) => {
    expect(pattern.test(good)).toBe(true);
    expect(wrong.filter((text) => pattern.test(text))).toEqual([]);
  });

  it.each([
    [
      'passport',
      ['E1234', 'A'.repeat(20)],
      ['E123', 'A'.repeat(21), '#E12345678', 'E12345678#', '甲E12345678', 'E1234.5678'],
    ],
    [
      'officerCard',
      ['1234', '南字第1234567号', 'ABCDEF123456'],
      [
        '123',
        '南字第123号',
        'ABCDEF1234567',
        '南字第1234567号#',
        '#南字第1234567号',
        '一二三四五字第12345号',
      ],
    ],
    [
      'taiwanPermit',
      ['12345678', '1234567890', '1234567890A', '12345678(01)'],
      ['1234567', '123456789', '12345678901', '1234567890AB', 'A12345678', '12345678A'],
    ],
    [
      'hongKongMacaoPermit',
      ['H12345678', 'M1234567801'],
      ['H1234567', 'H123456780', 'H123456780123', 'HM12345678', 'C12345678'],
    ],
  ] as const)('%s: how many characters, and which', (type, good, wrong) => {
    expect(good.filter((text) => !takes(type, text))).toEqual([]);
    expect(wrong.filter((text) => takes(type, text))).toEqual([]);
  });
});

/** The old permanent residence card: three letters and twelve digits, which say neither birth date nor sex by themselves. */
describe('an old permanent residence number', () => {
  it('is known by its form, and nothing more is read out of it', () => {
    expect(guessDocumentType('usa 110000 010101')).toBe('permanentResidence');
    expect(readDocumentNumber('permanentResidence', 'usa 110000 010101', today)).toEqual({
      ok: true,
      number: 'USA110000010101',
      birthDate: null,
      sex: null,
    });
    expect(readDocumentNumber('residentId', 'USA110000010101', today)).toEqual({
      ok: false,
      code: 'bad-document-number',
    });
  });

  it.each(['US1110000010101', 'USA11000001010', 'USA1100000101011', 'USAA10000010101', 'USA11000001010X'])(
    'is not %s',
    (number) => {
      expect(readDocumentNumber('permanentResidence', number, today)).toEqual({
        ok: false,
        code: 'bad-document-number',
      });
      expect(guessDocumentType(number)).toBe('residentId');
    },
  );

  it('of today begins with 9 and has the check of all', () => {
    const number = sound('91104019900101001');
    const wrong = number.slice(0, 17) + (number.endsWith('1') ? '2' : '1');
    expect(readDocumentNumber('permanentResidence', wrong, today)).toMatchObject({ code: 'bad-check-digit' });
    expect(readDocumentNumber('permanentResidence', residentId, today)).toMatchObject({
      code: 'bad-document-number',
    });
  });
});

describe('the kind that a number shows', () => {
  it.each([
    ['810000200703120019', 'hongKongMacaoResidence'],
    ['830000200703120019', 'taiwanResidence'],
    ['91104019900101001X', 'permanentResidence'],
    ['USA110000010101', 'permanentResidence'],
    ['H12345678', 'hongKongMacaoPermit'],
    ['M1234567801', 'hongKongMacaoPermit'],
  ])('%s is %s, and with more around it nothing special', (number, type) => {
    expect(guessDocumentType(number)).toBe(type);
    expect(around(number).map((text) => guessDocumentType(text))).toEqual(
      around(number).map(() => 'residentId'),
    );
  });
});

/** docs/rules.md: a birth date is plausible. Nobody is older than 120; an old number is of the 19hundreds up to the age of 100. */
describe('a birth date at its edges', () => {
  it.each([
    ['20261124', true],
    ['20261125', false],
    ['19061124', true],
    ['19051125', true],
    ['19051124', false],
  ])('%s in a resident ID number: %s', (birth, ok) => {
    expect(readResidentId(sound(`110105${birth}001`), today)).toMatchObject(
      ok ? { ok } : { ok, code: 'impossible-birth-date' },
    );
  });

  it.each([
    ['110105261124001', '19261124'],
    ['110105251125001', '19251125'],
    ['110105251124001', '20251124'],
    ['110105261125001', '19261125'],
    ['110105251123001', '20251123'],
  ])('%s is proposed as born on %s', (fifteen, birth) => {
    expect(eighteenFromFifteen(fifteen, today)?.slice(6, 14)).toBe(birth);
  });

  it.each(['010105491231002', '11010549123100', '1101054912310021', '11010549123100X'])(
    'nothing is proposed for %s',
    (number) => {
      expect(eighteenFromFifteen(number, today)).toBeNull();
    },
  );
});

/** docs/rules.md, Arrangement: `YYMM`, batch, level, occupation, candidate, check. */
describe('a ticket number', () => {
  const parts = {
    yearMonth: '2611',
    batchSerial: 1,
    level: 3,
    occupationSerial: 1,
    candidateSerial: 1,
  } as const;

  it.each(['2600', '2613', '2620', '261', '26111', '12611', '2x11', '261a'])(
    'has no month %s',
    (yearMonth) => {
      expect(ticketNumberOf({ ...parts, yearMonth })).toBeNull();
    },
  );

  it.each([
    ['2601', 1, 1],
    ['2612', 99, 9999],
  ])('has the months to %s, and serials to %i and %i', (yearMonth, serial, candidateSerial) => {
    const number = ticketNumberOf({
      ...parts,
      yearMonth,
      batchSerial: serial,
      occupationSerial: serial,
      candidateSerial,
    });
    expect(number).toMatch(new RegExp(`^${yearMonth}${String(serial).padStart(2, '0')}3`));
  });

  it.each([{ occupationSerial: 0 }, { candidateSerial: 0 }, { batchSerial: 1.5 }, { batchSerial: -1 }])(
    'has no serial %o',
    (wrong) => {
      expect(ticketNumberOf({ ...parts, ...wrong })).toBeNull();
    },
  );

  it.each([0, 6])('has no level %i', (level) => {
    const body = `261101${level}010001`;
    expect(isTicketNumber(body + checkDigit(body))).toBe(false);
  });

  it.each(['', 'a1', '1a', '1 2', '-1'])('has no check digit over %j', (text) => {
    expect(() => checkDigit(text)).toThrow(TypeError);
  });
});

function takes(type: DocumentType, text: string): boolean {
  return readDocumentNumber(type, text, today).ok;
}
