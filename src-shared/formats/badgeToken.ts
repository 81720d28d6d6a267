/**
 * What the code of a 工作证 says: 16 random bytes as one decimal number, padded to 39 digits, after a 9. Digits survive input
 * methods, Caps Lock and keyboard layouts; no ticket and no document number has this length. Only its hash is kept.
 */
export const badgeTokenForm = /^9\d{39}$/;

/** Writes 16 random bytes as the token of a badge. */
export function badgeTokenOf(bytes: Uint8Array): string {
  const number = bytes.reduce((sum, byte) => sum * 256n + BigInt(byte), 0n);
  return `9${number.toString().padStart(39, '0')}`;
}
