/** Letters and digits that nobody takes for another when read from a chalk mark: no 0 O Q D, 1 I L, 2 Z, 5 S, 8 B, U V. */
const alphabet = 'ACEFGHJKMNPRTWXY34679';
const length = 5;

/**
 * 考件编号: a random code that hides the person, unlike all in `taken` (which it joins). Four million codes, so a second draw
 * is rarely needed. `random` gives that many random bytes.
 */
export function newWorkpieceCode(random: (bytes: number) => Uint8Array, taken: Set<string>): string {
  // Bytes above the largest multiple of the alphabet would make some letters likelier; they are drawn again.
  const limit = 256 - (256 % alphabet.length);
  for (;;) {
    let code = '';
    while (code.length < length) {
      for (const byte of random(length)) {
        if (byte < limit && code.length < length) code += alphabet.charAt(byte % alphabet.length);
      }
    }
    if (taken.has(code)) continue;
    taken.add(code);
    return code;
  }
}
