import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rawPublicKey, signingKeyFromSeed } from '#node/ed25519.ts';
import { sha256 } from '#node/hashes.ts';
import {
  makeTicketToken,
  readTicketToken,
  ticketKeyId,
  ticketKeyOf,
  verifyTicketToken,
} from '#node/ticketToken.ts';
import { checkProperty } from '../../support/properties.ts';

const siteKey = signingKeyFromSeed(
  Buffer.from('00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff', 'hex'),
);
const batch = '01KB0000000000000000000000';
const key = ticketKeyOf(siteKey, batch);
const publicKey = rawPublicKey(key);
const ticket = '26110130100010';

function isGood(digits: string): boolean {
  const reading = readTicketToken(digits);
  return reading.ok && verifyTicketToken(reading.token, publicKey);
}

describe('ticket token', () => {
  it('is byte for byte what an independent implementation (Python cryptography) made', () => {
    expect(publicKey.toString('hex')).toBe(
      '4f03a8f7be3cc9aa34be0f63c39920410cd0098f4c220d27b27bf9849d0f7ec5',
    );
    expect(makeTicketToken(key, ticket, 1)).toBe(
      '00106702614601236772213781312444095868168780231539647062137195858179132595325996895815313808167419043594335296009787999526926019016536587921500900386783631064433708783158173808210777759025925',
    );
  });

  it('has 191 digits and says ticket, print and key', () => {
    const digits = makeTicketToken(key, ticket, 65_535);
    const reading = readTicketToken(digits);
    expect(digits).toMatch(/^\d{191}$/);
    expect(reading).toMatchObject({
      ok: true,
      token: { ticketNumber: ticket, printNumber: 65_535, keyId: ticketKeyId(key) },
    });
    expect(ticketKeyId(key)).toBe(sha256(publicKey).subarray(0, 4).toString('hex'));
    expect(isGood(digits)).toBe(true);
  });

  it('does not survive one wrong digit anywhere', () => {
    const digits = makeTicketToken(key, ticket, 1);
    for (let place = 0; place < digits.length; place += 1) {
      const wrong =
        digits.slice(0, place) + String((Number(digits[place]) + 1) % 10) + digits.slice(place + 1);
      expect(isGood(wrong), `digit ${place}`).toBe(false);
    }
  });

  it('does not survive two wrong digits, nor digits drawn at random', () => {
    const digits = [...makeTicketToken(key, ticket, 1)];
    const place = fc.nat({ max: 190 });
    checkProperty(
      fc.property(
        fc.tuple(place, place).filter(([one, other]) => one !== other),
        fc.integer({ min: 1, max: 9 }),
        ([one, other], by) => {
          const wrong = digits
            .map((digit, at) => (at === one || at === other ? String((Number(digit) + by) % 10) : digit))
            .join('');
          expect(isGood(wrong)).toBe(false);
        },
      ),
      { times: 2 },
    );
    checkProperty(
      fc.property(
        fc.array(fc.nat({ max: 9 }), { minLength: 191, maxLength: 191 }),
        (drawn) => !isGood(drawn.join('')),
      ),
    );
  });

  it('is good only under the key of its batch and site', () => {
    const otherBatch = ticketKeyOf(siteKey, '01KB0000000000000000000001');
    const otherSite = ticketKeyOf(signingKeyFromSeed(Buffer.alloc(32, 1)), batch);
    expect(ticketKeyOf(siteKey, batch).equals(key)).toBe(true);
    for (const stranger of [otherBatch, otherSite, siteKey])
      expect(isGood(makeTicketToken(stranger, ticket, 1))).toBe(false);
  });

  it('is not good when another key borrows our key id', () => {
    const reading = readTicketToken(makeTicketToken(ticketKeyOf(siteKey, 'other'), ticket, 1));
    if (!reading.ok) throw new Error(reading.code);
    expect(verifyTicketToken({ ...reading.token, keyId: ticketKeyId(key) }, publicKey)).toBe(false);
  });

  it.each([
    ['', 'not-a-token'],
    ['1'.repeat(190), 'not-a-token'],
    ['9'.repeat(191), 'not-a-token'],
    ['x'.repeat(191), 'not-a-token'],
    ['0'.repeat(191), 'token-version'],
  ])('%s is refused as %s', (digits, code) => {
    expect(readTicketToken(digits)).toEqual({ ok: false, code });
  });

  it('is made only for a ticket number and a print', () => {
    expect(() => makeTicketToken(key, '26110130100018', 1)).toThrow(TypeError);
    for (const print of [0, 65_536, 1.5])
      expect(() => makeTicketToken(key, ticket, print)).toThrow(RangeError);
  });
});
