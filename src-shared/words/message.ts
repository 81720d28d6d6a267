import { IntlMessageFormat } from 'intl-messageformat';

/** What a message may be given: it is shown as it stands, a list with its separators, a missing fact as a dash. */
export type Fact = string | number | readonly (string | number)[] | null | undefined;

/** A fact that some language counts (“1 person”, “2 people”). */
export type Count = number | null | undefined;

/** A fact of a refusal, as it travels from the core to whoever reads it. */
export type ToldFact = string | number | readonly string[];

/** Words that take no fact. */
export type NoFacts = Readonly<Record<never, never>>;

/** Facts by the names that a message has in braces. */
export type Facts = Readonly<Record<string, Fact>>;

/** How a language writes: its BCP 47 tag, and what stands between the items of a list. */
export interface Writing {
  readonly tag: string;
  readonly listSeparator: string;
}

type Element = ReturnType<IntlMessageFormat['getAst']>[number];

/** Element types of the FormatJS parser that take a fact; the others are literal text (0), `#` (7) and tags (8). */
const countingTypes: readonly number[] = [2, 6];
const literalTypes: readonly number[] = [0, 7, 8];
const missing = '—';

/** Numbers as the language writes them; a count that is missing is a dash here too. */
class NumberText extends Intl.NumberFormat {
  override format(value: number | bigint | Intl.StringNumericLiteral): string {
    return Number.isNaN(value) ? missing : super.format(value);
  }
}

type Formatters = NonNullable<NonNullable<ConstructorParameters<typeof IntlMessageFormat>[3]>['formatters']>;

/** One set for each language: making them is what costs time. */
const formattersByTag = new Map<string, Formatters>();

function formattersOf(tag: string): Formatters {
  const before = formattersByTag.get(tag);
  if (before !== undefined) return before;
  const numbers = new Map<string, Intl.NumberFormat>();
  const plurals = new Map<string, Intl.PluralRules>();
  const made: Formatters = {
    getNumberFormat: (_, options) => remembered(numbers, options, () => new NumberText(tag, options)),
    getPluralRules: (_, options) => remembered(plurals, options, () => new Intl.PluralRules(tag, options)),
    getDateTimeFormat: (_, options) => new Intl.DateTimeFormat(tag, options),
  };
  formattersByTag.set(tag, made);
  return made;
}

function remembered<Value>(made: Map<string, Value>, options: unknown, make: () => Value): Value {
  const name = JSON.stringify(options ?? null);
  const value = made.get(name) ?? make();
  made.set(name, value);
  return value;
}

function parse(text: string, tag: string): IntlMessageFormat {
  return new IntlMessageFormat(text, tag, undefined, { ignoreTag: true, formatters: formattersOf(tag) });
}

/** The facts that a message takes; `true` for those that it counts. Throws when it is no ICU message. */
export function argumentsOf(text: string): ReadonlyMap<string, boolean> {
  return namesIn(parse(text, 'en').getAst());
}

function namesIn(elements: readonly Element[]): Map<string, boolean> {
  const names = new Map<string, boolean>();
  const add = (name: string, counted: boolean) => names.set(name, names.get(name) === true || counted);
  for (const element of elements) {
    if ('value' in element && !literalTypes.includes(element.type))
      add(element.value, countingTypes.includes(element.type));
    if (!('options' in element)) continue;
    for (const { value } of Object.values(element.options))
      for (const [name, counted] of namesIn(value)) add(name, counted);
  }
  return names;
}

/** A message as a function of its facts. It is parsed when it is first said. */
export function messageOf(text: string, writing: Writing): (facts: Facts) => string {
  let parsed: IntlMessageFormat | undefined;
  let names: readonly string[] = [];
  return (facts) => {
    if (parsed === undefined) {
      parsed = parse(text, writing.tag);
      names = [...namesIn(parsed.getAst()).keys()];
    }
    return String(
      parsed.format(Object.fromEntries(names.map((name) => [name, shown(facts[name], writing)]))),
    );
  };
}

function shown(fact: Fact, writing: Writing): string | number {
  if (fact === null || fact === undefined) return missing;
  return typeof fact === 'object' ? fact.join(writing.listSeparator) : fact;
}
