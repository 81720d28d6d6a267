import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, posix, relative, sep } from 'node:path';

import { describe, expect, it } from 'vitest';

/**
 * Every look has one place: colours and sizes in `app/tokens.css`, what has no component in `app/base.css`, everything else
 * in a module beside its component. Each rule is held by a planted violation that must be found.
 */
const renderer = join(import.meta.dirname, '..', '..', '..', 'src-renderer');
const globalSheets: ReadonlySet<string> = new Set(['app/tokens.css', 'app/base.css']);

/** Text of every source by its name, relative to `src-renderer`, with `/`. */
type Sources = ReadonlyMap<string, string>;

function rendererSources(): Sources {
  return new Map(
    readdirSync(renderer, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && /\.(tsx?|css)$/.test(entry.name))
      .map((entry) => join(entry.parentPath, entry.name))
      .map((path) => [relative(renderer, path).split(sep).join('/'), readFileSync(path, 'utf8')]),
  );
}

const bare = (text: string): string => text.replaceAll(/\/\*.*?\*\/|(?<=^|\s)\/\/[^\n]*/gs, '');
const isSheet = (name: string): boolean => name.endsWith('.css');

/** Names of the sheets that a file imports, with what it calls them (empty where it gives no name). */
function sheetImports(
  name: string,
  text: string,
): readonly { readonly as: string; readonly sheet: string }[] {
  return [...text.matchAll(/^import (?:(\w+) from )?'([^']+\.css)(?:\?\w+)?';$/gm)].map(
    ([, as = '', path = '']) => ({ as, sheet: posix.join(dirname(name), path) }),
  );
}

/** What a source says against the rules for looks; one line a fault. */
function faultsOf(name: string, source: string): readonly string[] {
  const text = bare(source);
  const faults: string[] = [];
  const all = (rule: string, pattern: RegExp): void => {
    for (const [found] of text.matchAll(pattern)) faults.push(`${name}: ${rule}: ${found}`);
  };
  if (isSheet(name)) {
    if (!name.endsWith('.module.css') && !globalSheets.has(name)) faults.push(`${name}: not a module`);
    if (name === 'app/tokens.css') return faults;
    all('colour outside of the tokens', /#[\da-f]{3,8}\b|\b(?:rgb|hsl|oklch|color)a?\([^)]*\)/gi);
    all('colour outside of the tokens', /:[^;{}]*\b(?:white|black|red|green|blue|gr[ae]y)\b(?!-)[^;{}]*;/g);
    all('size of type outside of the tokens', /\bfont(?:-size)?:[^;]*\b[\d.]+(?:px|pt|rem)\b[^;/]*[;/]/g);
    return faults;
  }
  for (const { sheet } of sheetImports(name, text)) {
    if (!sheet.endsWith('.module.css') && !globalSheets.has(sheet))
      faults.push(`${name}: not a module: ${sheet}`);
  }
  for (const [, inside = ''] of text.matchAll(/\bstyle=\{\{(.*?)\}\}/gs)) {
    const properties = inside.matchAll(/(?<=^|,)\s*(?:'([^']+)'|(\w+)):/g);
    for (const [, quoted = '', plain = ''] of properties) {
      if (!quoted.startsWith('--')) faults.push(`${name}: inline style: ${quoted}${plain}`);
    }
  }
  all('inline style', /\bstyle=\{(?!\{)[^}]*\}/g);
  all('inline style', /\bstyles=\{/g);
  all('colour outside of the tokens', /['"`(]#[\da-f]{3,8}\b|\b(?:rgb|hsl)a?\(\d[^)]*\)/gi);
  all('class by its name', /\bclassName="[^"]*"/g);
  all("Ant's button", /\bimport \{[^}]*\bButton\b[^}]*\} from 'antd'/g);
  return faults;
}

/** Classes that a module has and nobody uses, and such as are used and are nowhere. */
function strayClasses(sources: Sources): readonly string[] {
  const faults: string[] = [];
  const used = new Map<string, Set<string>>();
  const classesIn = new Map<string, Set<string>>();
  for (const [name, text] of sources) {
    if (!name.endsWith('.module.css')) continue;
    const selectors = bare(text).replaceAll(/\{[^{}]*\}/g, '{}');
    classesIn.set(name, new Set([...selectors.matchAll(/\.([A-Za-z]\w*)/g)].map(([, found = '']) => found)));
    const composed = [...bare(text).matchAll(/composes: ([\w ]+);/g)].flatMap(([, names = '']) =>
      names.split(' '),
    );
    used.set(name, new Set(composed));
  }
  for (const [name, source] of sources) {
    if (isSheet(name)) continue;
    const text = source.replaceAll(/^import [^;]*;$/gm, '');
    for (const { as, sheet } of sheetImports(name, source)) {
      const own = classesIn.get(sheet);
      if (as === '' || !own) continue;
      const direct = [...text.matchAll(new RegExp(`\\b${as}\\.(\\w+)`, 'g'))].map(([, found = '']) => found);
      for (const found of direct) if (!own.has(found)) faults.push(`${name}: ${sheet} has no .${found}`);
      // By index: the names stand as literals in the type of the index.
      const indexed = new RegExp(`\\b${as}\\[`).test(text)
        ? [...text.matchAll(/'(\w+)'/g)].map(([, found = '']) => found)
        : [];
      for (const found of [...direct, ...indexed]) used.get(sheet)?.add(found);
    }
  }
  for (const [sheet, own] of classesIn) {
    for (const found of own) if (!used.get(sheet)?.has(found)) faults.push(`${sheet}: nobody uses .${found}`);
  }
  return faults;
}

/** Everything that a file imports at once, and what it loads later where that may happen before somebody has signed in. */
function loadedBeforeSignIn(sources: Sources): ReadonlySet<string> {
  const seen = new Set<string>();
  const visit = (name: string): void => {
    if (seen.has(name)) return;
    seen.add(name);
    const text = sources.get(name) ?? '';
    const imports = [
      ...text.matchAll(/^(?:import|export) (?!type )[^;]*?'([^']+)';$/gms),
      ...text.matchAll(/import\('([^']+)'\)/g),
    ];
    for (const [, path = ''] of imports) {
      if (!path.startsWith('.')) seen.add(path);
      else if (!path.endsWith('/Frame.tsx')) visit(posix.join(posix.dirname(name), path));
    }
  };
  visit('main.tsx');
  return seen;
}

const sources = rendererSources();

it('no source of the page says a look outside of its place', () => {
  expect([...sources].flatMap(([name, text]) => faultsOf(name, text))).toEqual([]);
});

it('every class is used, and every class that is used exists', () => {
  expect(strayClasses(sources)).toEqual([]);
});

it('the component library is not loaded before somebody has signed in', () => {
  const loaded = loadedBeforeSignIn(sources);
  expect(loaded).toContain('pages/start/SignInPage.tsx');
  expect([...loaded].filter((name) => /^(antd|@ant-design)(\/|$)/.test(name))).toEqual([]);
});

describe('a planted violation is found', () => {
  it.each([
    ['a sheet that is no module', 'pages/board/board.css', '.a {\n  gap: 8px;\n}\n'],
    ['a sheet that is no module, imported', 'pages/board/A.tsx', "import './board.css';\n"],
    ['a hex colour in a module', 'parts/A.module.css', '.a {\n  color: #1f2328;\n}\n'],
    ['a colour by its parts', 'parts/A.module.css', '.a {\n  color: rgb(0 0 0 / 25%);\n}\n'],
    ['a colour by its name', 'parts/A.module.css', '.a {\n  background: white;\n}\n'],
    ['a size of type', 'parts/A.module.css', '.a {\n  font-size: 13px;\n}\n'],
    ['a size of type in a shorthand', 'parts/A.module.css', '.a {\n  font: 600 15px/1.4 var(--serif);\n}\n'],
    ['a hex colour in a component', 'parts/A.tsx', 'export const a = <path fill="#000" />;\n'],
    ['a literal style', 'parts/A.tsx', 'export const a = <p style={{ marginTop: 12 }} />;\n'],
    [
      'a literal beside a custom property',
      'parts/A.tsx',
      "export const a = <p style={{ '--n': 1, margin: 0 }} />;\n",
    ],
    ['a style from elsewhere', 'parts/A.tsx', 'export const a = <p style={look} />;\n'],
    ['a class by its name', 'parts/A.tsx', 'export const a = <p className="soft" />;\n'],
    ["Ant's button", 'pages/board/A.tsx', "import { Button, Modal } from 'antd';\n"],
  ])('%s', (_, name, text) => {
    expect(faultsOf(name, text)).toHaveLength(1);
  });

  it.each([
    [
      'a custom property from data',
      'parts/A.tsx',
      "export const a = <p style={{ '--share': props.share }} />;\n",
    ],
    [
      'a token',
      'parts/A.module.css',
      '.a {\n  font: 600 var(--size-head) / 1.4 var(--serif);\n  white-space: nowrap;\n}\n',
    ],
    ['a place in the window', 'app/A.tsx', 'export const a = <a href={`#${path}`}>#1</a>;\n'],
  ])('but not %s', (_, name, text) => {
    expect(faultsOf(name, text)).toEqual([]);
  });

  it('a class that nobody uses, one that is nowhere, and the library before sign-in', () => {
    const planted: Sources = new Map([
      ['main.tsx', "import { App } from './App.tsx';\n"],
      [
        'App.tsx',
        "import { Modal } from 'antd';\nimport styles from './App.module.css';\n\nexport const a = [styles.used, styles.nowhere];\n",
      ],
      ['App.module.css', '.used {\n  gap: 1px;\n}\n.stray {\n  gap: 2px;\n}\n'],
    ]);
    expect(strayClasses(planted)).toEqual([
      'App.tsx: App.module.css has no .nowhere',
      'App.module.css: nobody uses .stray',
    ]);
    expect(loadedBeforeSignIn(planted)).toContain('antd');
  });
});
