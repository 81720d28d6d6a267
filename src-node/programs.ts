import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * Where our own programs and data lie, from source and from the package alike. From source this file is
 * `src-node/programs.ts`; in the package everything is bundled flat into `resources/core/`, where a program is
 * `<name>.js` and the data stands beside it. So nobody else may build a path from `import.meta.url`.
 */
const sourceOf = {
  core: 'src-main/core/main.ts',
  importChild: 'src-main/core/candidates/import/child.ts',
  storeWorker: 'src-main/core/store/storeWorker.ts',
  kaodian: 'src-main/cli/kaodian.ts',
  centre: 'src-centre/main.ts',
} as const;

export type ProgramName = keyof typeof sourceOf;

const here = dirname(fileURLToPath(import.meta.url));
const fromSource = import.meta.url.endsWith('.ts');
const root = fromSource ? dirname(here) : here;

/** The main file of a program, to be started with `process.execPath`. */
export function programFile(name: ProgramName): string {
  return fromSource ? join(root, sourceOf[name]) : join(root, `${name}.js`);
}

/** Folder of migrations, catalogue, calendar and templates. */
export function resourcesFolder(): string {
  return join(root, 'resources');
}

/** Folder of the built renderer; nothing when it has not been built yet. */
export function rendererFolder(): string | undefined {
  const folder = fromSource ? join(root, 'out', 'renderer') : join(root, 'renderer');
  return existsSync(join(folder, 'index.html')) ? folder : undefined;
}
