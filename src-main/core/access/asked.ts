import type { AskedLine, AskedValue } from '#shared/contract/askedLines.ts';
import { askedFields, isAskedField } from '#shared/domain/askedFields.ts';
import type { AskedField } from '#shared/domain/askedFields.ts';
import type { CommandType } from '#shared/contract/commands/index.ts';
import type { Shows, Standing } from '../ledger/capability.ts';
import type { Store } from '../store/openDatabase.ts';

/** What a second person is to sign, and whom it is about. */
export interface Asked {
  readonly lines: readonly AskedLine[];
  readonly about: readonly string[];
}

/**
 * The whole input of a command field by field, with what stands now, ids by their names, and the facts beside it. The same
 * state gives the same lines: when they differ at the granting, something else stands than what was signed.
 */
export function askedOf(store: Store, shows: Shows, type: CommandType, input: unknown): Asked {
  const before = shows.before?.[type] as ((store: Store, input: unknown) => Standing) | undefined;
  const standing = before?.(store, input) ?? {};
  const now = fieldsOf(standing.now ?? {});
  const wanted = fieldsOf(input);
  const about = new Set<string>();
  const told = (field: string, value: AskedValue): AskedValue => {
    if (Array.isArray(value)) return value.map((one) => String(told(field, one)));
    if (typeof value !== 'string' || !isAskedField(field) || askedFields[field] !== 'named') return value;
    const named = shows.names?.[field.split('.').at(-1) ?? field]?.(store, value);
    for (const one of named?.about ?? []) about.add(one);
    return named?.text ?? '—';
  };
  const lines = [...new Set([...wanted.keys(), ...now.keys()])].map((field) => ({
    field,
    ...(now.has(field) ? { before: told(field, now.get(field) ?? null) } : {}),
    after: told(field, wanted.get(field) ?? null),
  }));
  const beside = Object.entries(standing.beside ?? {}) as [AskedField, AskedValue][];
  return {
    lines: [...lines, ...beside.map(([field, after]) => ({ field, after: told(field, after) }))],
    about: [...about],
  };
}

/** The values of an input by their places: `identity.name`. Of a list of things, each field holds the values of all. */
function fieldsOf(value: unknown, path = ''): ReadonlyMap<string, AskedValue> {
  if (Array.isArray(value)) return listFields(value, path);
  if (typeof value !== 'object' || value === null)
    // A part that may be left out altogether (an exception) has no line of its own when it is.
    return value === null && !isAskedField(path) ? new Map() : new Map([[path, value as AskedValue]]);
  return new Map(
    Object.entries(value).flatMap(([key, inner]) => [
      ...fieldsOf(inner, path === '' ? key : `${path}.${key}`),
    ]),
  );
}

function listFields(list: readonly unknown[], path: string): ReadonlyMap<string, AskedValue> {
  const scalars = list.filter((one) => typeof one !== 'object' || one === null);
  if (scalars.length === list.length) return new Map([[path, scalars.map(String)]]);
  const columns = new Map<string, string[]>();
  for (const one of list) {
    for (const [field, value] of fieldsOf(one, path)) {
      const column = columns.get(field) ?? [];
      column.push(...[value].flat().map(String));
      columns.set(field, column);
    }
  }
  return columns;
}
