import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';

import { expect, it } from 'vitest';

/**
 * In the package the programs are bundled flat: a path built from a file's own place points nowhere there. Only
 * `src-node/programs.ts` knows where programs and data lie.
 */
const root = join(import.meta.dirname, '..', '..', '..');
const folders = ['src-shared', 'src-node', 'src-main', 'src-centre'];

it('no file but src-node/programs.ts builds a path from its own place', () => {
  const found = folders
    .flatMap((folder) => readdirSync(join(root, folder), { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) =>
      /import\.meta\.(url|dirname|filename)|\b__(dirname|filename)\b/.test(readFileSync(path, 'utf8')),
    )
    .map((path) => relative(root, path).split(sep).join('/'));
  expect(found).toEqual(['src-node/programs.ts']);
});
