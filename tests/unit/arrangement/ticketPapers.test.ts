import { encode } from 'uqr';
import { expect, test } from 'vitest';
import { ticketTokenDigits } from '#shared/domain/ticketNumber.ts';

test('191 digits make a code of version 10 at most in level M, so that a cheap scanner reads it', () => {
  const qr = encode('7'.repeat(ticketTokenDigits), { ecc: 'M', boostEcc: false, border: 0 });
  expect(qr.version).toBeLessThanOrEqual(10);
  expect(qr.size).toBe(17 + 4 * qr.version);
});
