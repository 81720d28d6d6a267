import fc from 'fast-check';
import type { z } from 'zod';
import { anyText } from './properties.ts';

/** What a page of ours never sends: inputs drawn from the schemas themselves, well-formed ones changed, and plain hostile ones. */

/** A value that stands where another is expected. JSON makes null of what is no number. */
export const hostileValue: fc.Arbitrary<unknown> = fc.oneof(
  anyText,
  fc.double(),
  fc.constantFrom<unknown>(
    null,
    '',
    ' ',
    0,
    -0,
    -1,
    0.1,
    1e308,
    Number.NaN,
    Number.POSITIVE_INFINITY,
    Number.MAX_SAFE_INTEGER + 2,
    true,
    [],
    {},
    [[]],
    '\u0000',
    '\ud800',
    '\u202eمرحبا',
    '__proto__',
    'constructor',
    "'; DROP TABLE ledger_rows; --",
    '../../../etc/passwd',
    '%00',
    '=1+1',
    '9'.repeat(400),
    '-0',
    '1e5',
    '2026-02-30',
    '0000-00-00T00:00:00.000Z',
    '7ZZZZZZZZZZZZZZZZZZZZZZZZZ',
    'x'.repeat(70_000),
    '考'.repeat(5000),
    Array.from({ length: 3000 }, () => 0),
    nested(60),
    { toString: 'x', valueOf: 1 },
  ),
);

/** A box in a box in a box. */
function nested(depth: number): unknown {
  let value: unknown = 'core';
  for (let level = 0; level < depth; level += 1) value = level % 2 === 0 ? [value] : { value };
  return value;
}

/** Texts and numbers that some field of ours takes, beside those that live on the site (`known`). */
const plausible: readonly unknown[] = [
  '2026-11-24',
  '2026-11-25',
  '2027-03-01',
  '2026-11-24T01:00:00.000Z',
  '2026-11-24T10:00:00.000+08:00',

  'ab'.repeat(32),
  'ab'.repeat(16),
  'S500100000001',
  '6-18-01-01',
  '2022',
  'B1',
  'chief',
  'made-up-words',
  '500101200801011234',
  '甲',
  '因故更正',
  'E12345678',
  '13800000000',
  '{}',
  'SHA256:x',
  'http://127.0.0.1:9',
  '名册.xlsx',
  0,
  1,
  2,
  3,
  4,
  5,
  10,
  60,
  90,
  100,
  500,
  3000,
  6000,
  10_000,
];

/** Live values of the site by the name of a field: `batchId` -> the ids of its batches. */
export type KnownValues = ReadonlyMap<string, readonly string[]>;

/** An input drawn from its schema: one that passes where a plausible value does, with things that the site has. */
export function fromSchema(schema: z.ZodType, known: KnownValues, field = ''): fc.Arbitrary<unknown> {
  const def = schema.def as unknown as SchemaDef;
  const inner = (of: z.ZodType | undefined, name = field): fc.Arbitrary<unknown> =>
    of === undefined ? hostileValue : fromSchema(of, known, name);
  switch (def.type) {
    case 'object': {
      const fields = Object.entries(def.shape ?? {}).map(([name, of]) => [name, inner(of, name)] as const);
      return fc.record(Object.fromEntries(fields), { noNullPrototype: true });
    }
    case 'array':
      return fc.array(inner(def.element), { maxLength: 3 });
    case 'nullable':
      return fc.option(inner(def.innerType));
    case 'optional':
    case 'default':
    case 'readonly':
    case 'nonoptional':
      return inner(def.innerType);
    case 'pipe':
      return inner(def.in);
    case 'union':
      return fc.oneof(...(def.options ?? []).map((one) => inner(one)));
    case 'record':
      return fc.dictionary(fc.constantFrom('a', '__proto__', '1'), inner(def.valueType), { maxKeys: 3 });
    case 'enum':
      return fc.constantFrom(...Object.values(def.entries ?? {}));
    case 'literal':
      return fc.constantFrom(...(def.values ?? []));
    case 'boolean':
      return fc.boolean();
    default: {
      const here = [...(known.get(field) ?? []), ...plausible].filter((one) => schema.safeParse(one).success);
      return here.length === 0 ? hostileValue : fc.constantFrom(...here);
    }
  }
}

type SchemaDef = {
  readonly type: string;
  readonly shape?: Readonly<Record<string, z.ZodType>>;
  readonly element?: z.ZodType;
  readonly innerType?: z.ZodType;
  readonly in?: z.ZodType;
  readonly valueType?: z.ZodType;
  readonly options?: readonly z.ZodType[];
  readonly entries?: Readonly<Record<string, string>>;
  readonly values?: readonly unknown[];
};

/** The same input with some places changed, taken out, doubled or added to. */
export function changed(input: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  const change = fc.record({
    place: fc.nat(),
    how: fc.nat(3),
    value: hostileValue,
    name: fc.constantFrom('extra', '__proto__', 'constructor', '0'),
  });
  return fc.tuple(input, fc.array(change, { minLength: 1, maxLength: 3 })).map(([value, changes]) => {
    let result = value;
    for (const one of changes) result = changedAt(result, one);
    return result;
  });
}

function changedAt(
  input: unknown,
  { place, how, value, name }: { place: number; how: number; value: unknown; name: string },
): unknown {
  if (typeof input !== 'object' || input === null) return value;
  const keys = Object.keys(input);
  const key = keys[place % Math.max(1, keys.length)];
  const copy = (Array.isArray(input) ? [...input] : { ...input }) as Record<string, unknown>;
  if (key === undefined || how === 3) {
    // As a parser of JSON puts it there: a member of its own, whatever its name.
    Object.defineProperty(copy, name, { value, enumerable: true, configurable: true, writable: true });
    return copy;
  }
  const inside = copy[key];
  if (how === 2) delete copy[key];
  else if (typeof inside === 'object' && inside !== null && place % 3 > 0)
    copy[key] = changedAt(inside, { place: Math.floor(place / 3), how, value, name });
  else copy[key] = how === 1 && Array.isArray(inside) ? [...inside, ...inside] : value;
  return copy;
}

/** Bodies that are no JSON of an input at all. */
export const hostileBody: fc.Arbitrary<string> = fc.oneof(
  anyText,
  fc.constantFrom(
    '',
    '{',
    'null',
    '[]',
    '0',
    '"',
    '{"__proto__":{"roles":["chief"]}}',
    '{"constructor":{"prototype":{"ok":true}}}',
    `${'['.repeat(20_000)}${']'.repeat(20_000)}`,
    `{"a":${'{"a":'.repeat(5000)}1${'}'.repeat(5000)}}`,
    '{"batchId":1e999}',
    '\ufeff{}',
    '{}{}',
    '{"0":{}}',
  ),
);
