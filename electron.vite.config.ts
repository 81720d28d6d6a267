import { join } from 'node:path';

import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';

/**
 * The window: shell, preload and page. The Node programs (core, import child, centre, command line) run from source in
 * development and are bundled by `build/programs.vite.config.ts` for the package.
 *
 * The syntax is that of the oldest Electron that must run it (33: Node 20, Chromium 130).
 */
export default defineConfig({
  main: {
    build: {
      target: 'node20',
      outDir: 'out/shell',
      externalizeDeps: false,
      rolldownOptions: {
        input: 'src-main/shell/main.ts',
        external: ['electron'],
        output: { format: 'es', entryFileNames: 'main.js' },
      },
    },
  },
  preload: {
    build: {
      target: 'node20',
      outDir: 'out/shell',
      // The shell's main file already lies there.
      emptyOutDir: false,
      externalizeDeps: false,
      rolldownOptions: {
        input: 'src-main/shell/preload.ts',
        external: ['electron'],
        // A sandboxed preload is a plain script.
        output: { format: 'cjs', entryFileNames: 'preload.cjs' },
      },
    },
  },
  renderer: {
    root: 'src-renderer',
    // The page lies at the root of its origin, and its routes have several levels.
    base: '/',
    plugins: [react()],
    // The page comes from app://kaodian also in development; its reload client must be told where the server is.
    server: {
      host: '127.0.0.1',
      port: 5173,
      strictPort: true,
      hmr: { protocol: 'ws', host: '127.0.0.1', clientPort: 5173 },
    },
    build: {
      target: 'chrome130',
      outDir: 'out/renderer',
      assetsInlineLimit: 0,
      chunkSizeWarningLimit: 4_000,
      rolldownOptions: { input: join(import.meta.dirname, 'src-renderer', 'index.html') },
    },
  },
});
