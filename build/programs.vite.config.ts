import { defineConfig } from 'vite';

import { programSources } from '../src-node/programs.ts';

/** Packages that cannot be bundled: native (better-sqlite3), or with files of their own that they look for (PGlite). */
const keptPackages = ['better-sqlite3', '@electric-sql/pglite'];

/**
 * The Node programs for the package: flat into `out/core`, one file a program and shared pieces beside them (see
 * `src-node/programs.ts`). Packages with native or data files stay packages.
 */
export default defineConfig({
  root: '.',
  publicDir: false,
  ssr: { noExternal: true, external: keptPackages },
  build: {
    ssr: true,
    target: 'node24',
    outDir: 'out/core',
    emptyOutDir: true,
    minify: false,
    sourcemap: false,
    rolldownOptions: {
      input: programSources,
      output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: 'piece-[hash].js' },
    },
  },
});
