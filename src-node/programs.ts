import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * Every program of ours by its name, and its source. In the package everything is bundled flat into `resources/core/`: a
 * program is `<name>.js` there, and the data stands beside it. So nobody else builds a path from `import.meta.url`.
 */
export const programSources = {
  core: 'src-main/core/main.ts',
  importChild: 'src-main/core/importChild.ts',
  storeWorker: 'src-main/core/store/storeWorker.ts',
  tablesWorker: 'src-main/core/tablesWorker.ts',
  recorder: 'src-main/recorder/main.ts',
  kaodian: 'src-main/cli/kaodian.ts',
  centre: 'src-centre/main.ts',
} as const;

export type ProgramName = keyof typeof programSources;

const here = dirname(fileURLToPath(import.meta.url));
const fromSource = import.meta.url.endsWith('.ts');
const root = fromSource ? dirname(here) : here;

/** The main file of a program, to be started with `process.execPath`. */
export function programFile(name: ProgramName): string {
  return fromSource ? join(root, programSources[name]) : join(root, `${name}.js`);
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

/** The ffmpeg that was packed with the app; null where none was: then the environment's or the system's serves. */
export function packedFfmpeg(): string | null {
  const file = join(root, '..', 'ffmpeg', process.platform === 'win32' ? 'ffmpeg.exe' : 'ffmpeg');
  return !fromSource && existsSync(file) ? file : null;
}
