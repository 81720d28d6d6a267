/**
 * Stands in for `src-node/programs.ts` in vitest (`vitest.config.ts`): what tests start as processes and workers of their own
 * are the bundles of the package. They start seven times as fast as the sources, whose types are stripped at every start, and
 * are what is shipped.
 */
import { join } from 'node:path';
import type { ProgramName } from '../../src-node/programs.ts';

export { packedFfmpeg, programSources, rendererFolder, resourcesFolder } from '../../src-node/programs.ts';
export type { ProgramName } from '../../src-node/programs.ts';

/** The main file of a program in the bundle that vitest's global set-up has made. */
export function programFile(name: ProgramName): string {
  return join(import.meta.dirname, '..', '..', 'out', 'core', `${name}.js`);
}
