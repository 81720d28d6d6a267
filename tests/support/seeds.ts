import fc from 'fast-check';

/**
 * Property tests run with one fixed seed, so that a red run can be repeated; `npm run test:full` draws a seed, prints it,
 * and runs many more cases.
 */
const full = process.env['KAODIAN_FULL'] === '1';
fc.configureGlobal({ seed: Number(process.env['KAODIAN_SEED'] ?? 20_260_101), numRuns: full ? 2_000 : 100 });
