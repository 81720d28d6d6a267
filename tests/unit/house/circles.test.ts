import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, posix, relative, sep } from 'node:path';

import { describe, expect, it } from 'vitest';

/**
 * No import circle, type imports and lazy imports counted: neither among files, nor among the folders of core (where the root
 * files, which put everything together, count as one folder). The linter finds circles of files too, but not the lazy ones, and
 * none of folders.
 */
const root = join(import.meta.dirname, '..', '..', '..');
const sources = ['src-shared', 'src-node', 'src-main', 'src-centre', 'src-renderer'];

/** Text by name; names are relative to the repository, with `/`. */
type Files = ReadonlyMap<string, string>;
type Graph = ReadonlyMap<string, ReadonlySet<string>>;

function sourceFiles(): Files {
  const files = new Map<string, string>();
  for (const folder of sources) {
    for (const entry of readdirSync(join(root, folder), { recursive: true, withFileTypes: true })) {
      if (!entry.isFile() || !/\.tsx?$/.test(entry.name)) continue;
      const path = join(entry.parentPath, entry.name);
      files.set(relative(root, path).split(sep).join('/'), readFileSync(path, 'utf8'));
    }
  }
  return files;
}

function importsOf(files: Files): Graph {
  const graph = new Map<string, Set<string>>();
  for (const [name, text] of files) {
    const imported = new Set<string>();
    for (const [, specifier = ''] of text.matchAll(
      /(?:^(?:import|export)\b[^;']*\bfrom |^import |\bimport\()'([^']+)'/gm,
    )) {
      const path = specifier.startsWith('.')
        ? posix.join(dirname(name), specifier)
        : specifier.replace(/^#(shared|node)\//, 'src-$1/');
      if (files.has(path)) imported.add(path);
    }
    graph.set(name, imported);
  }
  return graph;
}

const coreFolder = /^src-main\/core\/(?:([^/]+)\/)?[^/]/;

/** The graph of core's folders; `root` is what lies in core itself. */
function foldersOf(files: Graph): Graph {
  const folderOf = (name: string): string | null => {
    const found = coreFolder.exec(name);
    return found === null ? null : (found[1] ?? 'root');
  };
  const graph = new Map<string, Set<string>>();
  for (const [name, imported] of files) {
    const from = folderOf(name);
    if (from === null) continue;
    const known = graph.get(from) ?? new Set();
    for (const other of imported) {
      const to = folderOf(other);
      if (to !== null && to !== from) known.add(to);
    }
    graph.set(from, known);
  }
  return graph;
}

/** The members of all circles, and what lies between two of them; empty when there is none. Loose ends are taken off until only they are left. */
function circlesOf(graph: Graph): readonly string[] {
  const left = new Map([...graph].map(([name, imported]) => [name, new Set(imported)]));
  const reached = (name: string): boolean => [...left.values()].some((imported) => imported.has(name));
  for (let taken = true; taken;) {
    taken = false;
    for (const [name, imported] of left) {
      const goesOn = [...imported].some((other) => left.has(other));
      if (goesOn && reached(name)) continue;
      left.delete(name);
      for (const others of left.values()) others.delete(name);
      taken = true;
    }
  }
  return [...left.keys()].toSorted();
}

const files = sourceFiles();

describe('no circle', () => {
  it('among files', () => {
    const graph = importsOf(files);
    expect(graph.get('src-main/core/app.ts')).toContain('src-main/core/siteHost.ts');
    expect(circlesOf(graph)).toEqual([]);
  });

  it('among the folders of core', () => {
    const graph = foldersOf(importsOf(files));
    expect(graph.get('board')).toContain('results');
    expect(circlesOf(graph)).toEqual([]);
  });
});

describe('a planted circle is found', () => {
  it.each([
    ['by value', "import { two } from './two.ts';", "import { one } from './one.ts';"],
    ['by a type', "import type { Two } from './two.ts';", "import { one } from './one.ts';"],
    ['by a lazy import', "const two = () => import('./two.ts');", "import {\n  one,\n} from './one.ts';"],
    ['by an export', "export { two } from './two.ts';", "import { one } from './one.ts';"],
  ])('%s', (_, one, two) => {
    const planted = importsOf(
      new Map([
        ['src-renderer/app/one.ts', one],
        ['src-renderer/app/two.ts', two],
        ['src-renderer/app/three.ts', "import { one } from './one.ts';"],
      ]),
    );
    expect(circlesOf(planted)).toEqual(['src-renderer/app/one.ts', 'src-renderer/app/two.ts']);
  });

  it('of folders, without one of files', () => {
    const planted = new Map([
      ...files,
      ['src-main/core/batches/planted.ts', "import type { Thing } from '../board/alarms.ts';"],
    ]);
    const graph = importsOf(planted);
    expect(circlesOf(graph)).toEqual([]);
    expect(circlesOf(foldersOf(graph))).toEqual(expect.arrayContaining(['batches', 'board']));
  });
});
