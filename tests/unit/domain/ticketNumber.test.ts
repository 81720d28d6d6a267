import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkDigit, isTicketNumber, readTicketNumber, ticketNumberOf } from '#shared/domain/ticketNumber.ts';
import type { Level } from '#shared/domain/level.ts';
import { checkProperty } from '../../support/properties.ts';

const parts = fc.record({
  yearMonth: fc
    .tuple(fc.integer({ min: 0, max: 99 }), fc.integer({ min: 1, max: 12 }))
    .map((both) => both.map((n) => String(n).padStart(2, '0')).join('')),
  batchSerial: fc.integer({ min: 1, max: 99 }),
  level: fc.constantFrom<Level>(1, 2, 3, 4, 5),
  occupationSerial: fc.integer({ min: 1, max: 99 }),
  candidateSerial: fc.integer({ min: 1, max: 9999 }),
});

describe('ticket number', () => {
  it.each([
    ['0794', '5'],
    ['0', '2'],
    ['1', '9'],
  ])('check digit by ISO 7064 MOD 11,10 of %s is %s', (digits, check) => {
    expect(checkDigit(digits)).toBe(check);
  });

  it('is YYMM, batch, level, occupation, candidate, check', () => {
    const number = ticketNumberOf({
      yearMonth: '2611',
      batchSerial: 2,
      level: 3,
      occupationSerial: 4,
      candidateSerial: 57,
    });
    expect(number).toBe(`2611023040057${checkDigit('2611023040057')}`);
    expect(number).toHaveLength(14);
  });

  it('reads back what it was made of', () => {
    checkProperty(
      fc.property(parts, (one) => {
        expect(readTicketNumber(ticketNumberOf(one) ?? '')).toEqual(one);
      }),
      { times: 3 },
    );
  });

  it('finds every single wrong digit', () => {
    checkProperty(
      fc.property(
        parts,
        fc.integer({ min: 0, max: 13 }),
        fc.integer({ min: 1, max: 9 }),
        (one, place, by) => {
          const number = ticketNumberOf(one) ?? '';
          const wrong =
            number.slice(0, place) + String((Number(number[place]) + by) % 10) + number.slice(place + 1);
          expect(isTicketNumber(wrong)).toBe(false);
        },
      ),
      { times: 5 },
    );
  });

  it.each([
    { batchSerial: 0 },
    { batchSerial: 100 },
    { occupationSerial: 100 },
    { candidateSerial: 10_000 },
    { candidateSerial: 1.5 },
    { yearMonth: '2613' },
  ])('is refused when a serial does not fit: %o', (wrong) => {
    expect(
      ticketNumberOf({
        yearMonth: '2611',
        batchSerial: 1,
        level: 3,
        occupationSerial: 1,
        candidateSerial: 1,
        ...wrong,
      }),
    ).toBeNull();
  });

  it.each(['', '2611023040057', 'x6110230400577', '26110260400570'])('is not %j', (text) => {
    expect(isTicketNumber(text)).toBe(false);
  });
});
