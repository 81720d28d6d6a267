import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { parseSync } from 'vite';
import { expect, it } from 'vitest';

/**
 * One place for each fact: a set of three or more literals is declared once in `src-*`, as an array (`as const`, `z.enum`, a
 * column's `enum`) or as a union of literal types; everything else is derived from it.
 */
const root = join(import.meta.dirname, '..', '..', '..');
const folders = ['src-shared', 'src-node', 'src-main', 'src-centre', 'src-renderer'];

interface Declaration {
  readonly set: string;
  readonly where: string;
}

/** A node of the syntax tree, as far as this test looks into it. */
interface Node {
  readonly type: string;
  readonly start: number;
  readonly [key: string]: unknown;
}

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && typeof (value as { type?: unknown }).type === 'string';

function walk(value: unknown, visit: (node: Node) => void): void {
  if (Array.isArray(value)) for (const one of value) walk(one, visit);
  if (!isNode(value)) return;
  visit(value);
  for (const child of Object.values(value)) walk(child, visit);
}

const literalOf = (node: unknown): string | null =>
  isNode(node) && node.type === 'Literal' && ['string', 'number'].includes(typeof node['value'])
    ? JSON.stringify(node['value'])
    : null;

/** The literals of a union type (others beside them, such as null, do not count) or of an array of nothing else. */
function literalsOf(node: Node): readonly string[] {
  if (node.type === 'TSUnionType')
    return (node['types'] as readonly Node[])
      .map((one) => (one.type === 'TSLiteralType' ? literalOf(one['literal']) : null))
      .filter((one) => one !== null);
  if (node.type !== 'ArrayExpression') return [];
  const literals = (node['elements'] as readonly unknown[]).map(literalOf);
  return literals.every((one) => one !== null) ? literals : [];
}

function declarationsIn(path: string, text: string): readonly Declaration[] {
  const found: Declaration[] = [];
  walk(parseSync(path, text).program, (node) => {
    const set = new Set(literalsOf(node));
    const line = text.slice(0, node.start).split('\n').length;
    if (set.size >= 3) found.push({ set: [...set].toSorted().join(' '), where: `${path}:${line}` });
  });
  return found;
}

/** Sets that stand more than once, each with its places. */
function repeated(declarations: readonly Declaration[]): readonly string[] {
  return [...Map.groupBy(declarations, ({ set }) => set)]
    .filter(([, places]) => places.length > 1)
    .map(([set, places]) => `${set}: ${places.map(({ where }) => where).join(', ')}`);
}

it('every list stands once', () => {
  const declarations = folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.tsx?$/.test(name))
      .flatMap((name) => declarationsIn(`${folder}/${name}`, readFileSync(join(root, folder, name), 'utf8'))),
  );
  expect(declarations.length).toBeGreaterThan(100);
  expect(repeated(declarations)).toEqual([]);
});

it.each([
  ['two arrays', "const one = ['a', 'b', 'c'] as const;", "const other = ['c', 'b', 'a'];"],
  ['an array and a union', "z.enum(['a', 'b', 'c'])", "type Other = 'a' | 'b' | 'c' | null;"],
  ['a column and a parameter', "text('t', { enum: ['a', 'b', 'c'] })", "function f(x: 'a' | 'b' | 'c') {}"],
  ['numbers', 'type Level = 1 | 2 | 3;', 'const levels = [3, 2, 1];'],
])('finds %s', (_, one, other) => {
  expect(repeated([...declarationsIn('one.ts', one), ...declarationsIn('other.ts', other)])).toHaveLength(1);
});

it('takes what is derived, differs or is short for no second declaration', () => {
  const one = "const kinds = ['a', 'b', 'c'] as const; type Kind = (typeof kinds)[number];";
  const other =
    "z.enum(kinds); const more = [...kinds, 'd']; type Pair = 'a' | 'b'; const names = ['a', b, 'c'];";
  expect(repeated([...declarationsIn('one.ts', one), ...declarationsIn('other.ts', other)])).toEqual([]);
});
