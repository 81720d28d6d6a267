import './src-node/rightNode.ts';
import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

const builtPrograms = join(import.meta.dirname, 'tests', 'support', 'builtPrograms.ts');

export default defineConfig({
  test: {
    include: ['tests/unit/**/*.test.ts', 'tests/site/**/*.test.ts'],
    globalSetup: ['tests/support/buildPrograms.ts'],
    alias: [{ find: /^(#node|\.)\/programs\.ts$/, replacement: builtPrograms }],
    pool: 'forks',
    // A test file leaves nothing behind that another could trip over, so that modules need to be loaded once a worker only.
    isolate: false,
    // Three on two processors: part of the time a test waits for a process that it has started.
    maxWorkers: 3,
    testTimeout: process.env['KAODIAN_FULL'] === '1' ? 600_000 : 30_000,
    hookTimeout: 60_000,
  },
});
