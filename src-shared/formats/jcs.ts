import { accept, refuse, type FormatResult } from './formatRefusal.ts';

/** What canonical JSON can hold here. */
export type JsonValue =
  | null
  | boolean
  | number
  | string
  | readonly JsonValue[]
  | { readonly [key: string]: JsonValue };

export type JcsOptions = {
  /** Throw on any number that is not a safe integer (ledger headers, checkpoints, receipts). */
  readonly integersOnly?: boolean;
};

/**
 * Canonical JSON text (RFC 8785, JCS): keys by UTF-16 code units, no blanks, numbers as ECMAScript writes
 * them. Throws a TypeError on what JSON cannot hold (undefined, NaN, lone surrogates, class instances):
 * that is a fault of the caller, never of a person.
 */
export function jcs(value: unknown, options: JcsOptions = {}): string {
  if (value === null || value === true || value === false) return String(value);
  if (typeof value === 'string') return quoted(value);
  if (typeof value === 'number') return numberText(value, options);
  if (Array.isArray(value)) return `[${value.map((item: unknown) => jcs(item, options)).join(',')}]`;
  if (typeof value === 'object' && isPlain(value)) {
    const members = Object.entries(value)
      .toSorted(([left], [right]) => (left < right ? -1 : left > right ? 1 : 0))
      .map(([key, member]) => `${quoted(key)}:${jcs(member, options)}`);
    return `{${members.join(',')}}`;
  }
  throw new TypeError(`not a JSON value: ${typeof value}`);
}

/**
 * Parses a text that must already be canonical. A text that says the same in other bytes (blanks, another
 * order of keys, a key twice, another spelling of a number) is refused: two readers could read it differently.
 */
export function parseJcs(text: string): FormatResult<JsonValue> {
  let value: JsonValue;
  try {
    value = JSON.parse(text) as JsonValue;
  } catch {
    return refuse('json-malformed');
  }
  let canonical: string;
  try {
    canonical = jcs(value);
  } catch {
    return refuse('json-not-canonical');
  }
  return canonical === text ? accept(value) : refuse('json-not-canonical');
}

function quoted(text: string): string {
  if (!text.isWellFormed()) throw new TypeError('a lone surrogate has no canonical form');
  return JSON.stringify(text);
}

function numberText(value: number, options: JcsOptions): string {
  if (!Number.isFinite(value)) throw new TypeError('a JSON number must be finite');
  if (options.integersOnly === true && !Number.isSafeInteger(value)) {
    throw new TypeError('only safe integers are allowed here');
  }
  return JSON.stringify(value === 0 ? 0 : value);
}

function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
