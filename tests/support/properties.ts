import fc from 'fast-check';

/**
 * The one source of what tests draw. `npm test` runs with this seed, so that a red run repeats itself; `npm run test:full`
 * draws another, prints it, and runs the thousands. `KAODIAN_SEED` repeats such a run.
 */
export const testSeed = readSeed(process.env['KAODIAN_SEED']);

/** Whether this is `npm run test:full`. */
export const isFullRun = process.env['KAODIAN_FULL'] === '1';

const usualRuns = isFullRun ? 2000 : 100;

function readSeed(given: string | undefined): number {
  if (given === undefined) return 20_261_124;
  if (!/^-?\d{1,10}$/.test(given)) throw new Error(`KAODIAN_SEED is no whole number: ${given}`);
  return Number(given);
}

export interface PropertyOptions {
  /** Runs against the usual number (100, and 2,000 in the full run): 0.25 for a slow property, 6 for a quick one. */
  readonly times?: number;
  /** Reports the first failing case as it is: where every case takes seconds, looking for a smaller one takes hours. */
  readonly endOnFailure?: boolean;
}

/**
 * Checks a property of fast-check; every property of ours goes through here (a test holds that).
 * @throws the failing case with what repeats it
 */
export function checkProperty<Ts>(property: fc.IAsyncProperty<Ts>, options?: PropertyOptions): Promise<void>;
export function checkProperty<Ts>(property: fc.IProperty<Ts>, options?: PropertyOptions): void;
export function checkProperty<Ts>(
  property: fc.IAsyncProperty<Ts> | fc.IProperty<Ts>,
  { times = 1, endOnFailure = false }: PropertyOptions = {},
): unknown {
  return fc.assert(property as fc.IAsyncProperty<Ts>, {
    seed: testSeed,
    numRuns: Math.max(1, Math.round(usualRuns * times)),
    endOnFailure,
  });
}

const surrogates = { from: 0xd800, count: 0x800 };

/** Any character of Unicode but half of a surrogate pair. */
const anyCharacter = fc.nat(0x10ffff - surrogates.count).map(
  (index) => String.fromCodePoint(index < surrogates.from ? index : index + surrogates.count),
  (character) => {
    const point = typeof character === 'string' ? (character.codePointAt(0) ?? -1) : -1;
    if (point < 0 || String.fromCodePoint(point) !== character) throw new Error('not one character');
    return point < surrogates.from ? point : point - surrogates.count;
  },
);

/**
 * Any well-formed text, the names that are dangerous as keys of objects (`__proto__`) more often than chance would have it.
 * The same as fast-check's `fc.string({ unit: 'binary' })`, which takes two seconds of a processor to be made.
 */
export const anyText = fc.string({ unit: anyCharacter });

/** How often a byte is flipped in one kind of file: 2,000 times in the full run, a few dozen times in the usual one. */
export const flips: PropertyOptions = { times: isFullRun ? 1 : 0.3 };

/** The same bytes with one of them changed; the place is taken within them, and no bit at all counts as the first. */
export function flipped(bytes: Uint8Array, place: number, bits: number): Buffer {
  const copy = Buffer.from(bytes);
  const at = place % copy.length;
  copy[at] = (copy[at] ?? 0) ^ (bits === 0 ? 1 : bits);
  return copy;
}
