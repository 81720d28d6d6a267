import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['tests/unit/**/*.test.ts', 'tests/site/**/*.test.ts'],
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: process.env['KAODIAN_FULL'] === '1' ? 600_000 : 30_000,
    hookTimeout: 60_000,
  },
});
