import { defineConfig } from 'vite';

import { bundledPrograms, keptPackages } from './programs.ts';

/**
 * The Node programs for the package: flat into `out/core`, one file a program and shared pieces beside them (see
 * `src-node/programs.ts`). Packages with native or data files stay packages.
 */
export default defineConfig({
  root: '.',
  publicDir: false,
  ssr: { noExternal: true, external: [...keptPackages] },
  build: {
    ssr: true,
    target: 'node24',
    outDir: 'out/core',
    emptyOutDir: true,
    minify: false,
    sourcemap: false,
    rolldownOptions: {
      input: bundledPrograms(),
      output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: 'piece-[hash].js' },
    },
  },
});
