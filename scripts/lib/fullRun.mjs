import { randomInt } from 'node:crypto';

/**
 * What the tests' processes get in their environment: `--full` asks for the thousands of runs (`tests/support/properties.ts`),
 * with a seed drawn anew unless one is given.
 */
export function fullRunEnvironment(args, given = process.env) {
  if (!args.includes('--full')) return {};
  return { KAODIAN_FULL: '1', KAODIAN_SEED: given.KAODIAN_SEED ?? String(randomInt(2 ** 31)) };
}
