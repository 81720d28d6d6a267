import { existsSync } from 'node:fs';

/** Every program by its name in the package; the names are those of `src-node/programs.ts`. */
const programs: Readonly<Record<string, string>> = {
  core: 'src-main/core/main.ts',
  importChild: 'src-main/core/candidates/import/child.ts',
  kaodian: 'src-main/cli/kaodian.ts',
  centre: 'src-centre/main.ts',
};

/** Packages that cannot be bundled: native (better-sqlite3), or with files of their own that they look for (PGlite). */
export const keptPackages = ['better-sqlite3', '@electric-sql/pglite'] as const;

/** The programs that exist; all of them must exist for a package. */
export function bundledPrograms(): Record<string, string> {
  return Object.fromEntries(Object.entries(programs).filter(([, file]) => existsSync(file)));
}
