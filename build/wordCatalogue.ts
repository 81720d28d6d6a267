import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { argumentsOf } from '../src-shared/words/message.ts';

interface JsonTree {
  readonly [key: string]: string | JsonTree;
}

/** The language from which keys and facts are typed. */
const first = 'zh';
/** How the languages follow each other where one switches between them: these, then the others by name. */
const leading: readonly string[] = [first, 'en'];
const placeOf = (language: string): number =>
  leading.includes(language) ? leading.indexOf(language) : leading.length;

/** The words of the folder as they are read: by language, by file. */
type Folder = ReadonlyMap<string, ReadonlyMap<string, JsonTree>>;

function read(folder: string): Folder {
  const languages = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .toSorted((one, other) => placeOf(one) - placeOf(other) || (one < other ? -1 : 1));
  return new Map(
    languages.map((language) => [
      language,
      new Map(
        readdirSync(join(folder, language))
          .filter((name) => name.endsWith('.json'))
          .toSorted()
          .map((name): [string, JsonTree] => [
            name.slice(0, -'.json'.length),
            JSON.parse(readFileSync(join(folder, language, name), 'utf8')),
          ]),
      ),
    ]),
  );
}

/** Every message by its path: `theory.grid.page`. */
function messages(tree: JsonTree, path: string): readonly (readonly [string, string])[] {
  return Object.entries(tree).flatMap(([key, value]) =>
    typeof value === 'string' ? [[`${path}.${key}`, value] as const] : messages(value, `${path}.${key}`),
  );
}

const quoted = (text: string): string => `'${text}'`;
const property = (name: string): string => (/^[A-Za-z]\w*$/.test(name) ? name : quoted(name));
const importName = (language: string, file: string): string =>
  `${language}${file.charAt(0).toUpperCase()}${file.slice(1)}`;

/** Which facts the messages take, in every language; what one of them counts is a number. */
function factsOf(folder: Folder): (path: string, text: string) => ReadonlyMap<string, boolean> {
  const counted = new Set<string>();
  for (const files of folder.values())
    for (const [file, tree] of files)
      for (const [path, text] of messages(tree, file))
        for (const [name, counts] of argumentsOf(text)) if (counts) counted.add(`${path} ${name}`);
  return (path, text) =>
    new Map([...argumentsOf(text).keys()].map((name) => [name, counted.has(`${path} ${name}`)]));
}

/** A property with the facts of a message, or of a refusal. */
function factsLine(
  name: string,
  facts: ReadonlyMap<string, boolean>,
  shown: string,
  counted: string,
): string {
  const members = [...facts].map(([fact, counts]) => `${fact}: ${counts ? counted : shown}`);
  return `  ${property(name)}: ${members.length === 0 ? 'NoFacts' : `{ ${members.join('; ')} }`};`;
}

function argumentLines(folder: Folder): readonly string[] {
  const facts = factsOf(folder);
  return [...(folder.get(first) ?? [])]
    .flatMap(([file, tree]) => messages(tree, file))
    .map(([path, text]) => [path, facts(path, text)] as const)
    .filter(([, found]) => found.size > 0)
    .map(([path, found]) => factsLine(path, found, 'Fact', 'Count'));
}

/** The facts of each refusal: those that its words name, in whatever file (`refusals`) they stand. */
function refusalLines(folder: Folder): readonly string[] {
  const facts = factsOf(folder);
  const byCode = new Map<string, Map<string, boolean>>();
  for (const [file, tree] of folder.get(first) ?? []) {
    const { refusals } = tree;
    if (typeof refusals !== 'object') continue;
    for (const [code, words] of Object.entries(refusals)) {
      const found = byCode.get(code) ?? new Map<string, boolean>();
      byCode.set(code, found);
      for (const [path, text] of messages({ [code]: words }, `${file}.refusals`))
        for (const [name, counts] of facts(path, text)) found.set(name, counts || found.get(name) === true);
    }
  }
  return [...byCode].map(([code, found]) => factsLine(code, found, 'ToldFact', 'number'));
}

/** The text of `catalogue.ts` for a folder of languages: imports of all files, and the facts that each message takes. */
export function catalogueText(path: string): string {
  const folder = read(path);
  const all = [...folder].map(([language, files]) => ({ language, files: [...files.keys()] }));
  return [
    '// Written by `node build/wordCatalogue.ts` from the folders beside it; not by hand.',
    "import type { Count, Fact, NoFacts, ToldFact } from './message.ts';",
    ...all.flatMap(({ language, files }) =>
      files.map(
        (file) =>
          `import ${importName(language, file)} from './${language}/${file}.json' with { type: 'json' };`,
      ),
    ),
    '',
    '/** Every file of every language. */',
    'export const catalogue = {',
    ...all.flatMap(({ language, files }) => [
      `  ${property(language)}: {`,
      `    language: ${importName(language, 'language')},`,
      '    words: {',
      ...files
        .filter((file) => file !== 'language')
        .map((file) => `      ${property(file)}: ${importName(language, file)},`),
      '    },',
      '  },',
    ]),
    '};',
    '',
    '/** The facts of each message that has some. */',
    'export interface MessageArguments {',
    ...argumentLines(folder),
    '}',
    '',
    '/** The refusals there are, each with the facts that its words name. */',
    'export interface RefusalFacts {',
    ...refusalLines(folder),
    '}',
    '',
  ].join('\n');
}

/** The text of `componentLocales.ts`: what the components of the page (Ant Design, dayjs) say by themselves. */
export function componentLocalesText(path: string): string {
  const locales = [...read(path)].map(([language, files]) => {
    const { antd, dayjs } = files.get('language') ?? {};
    return { language, antd: String(antd), dayjs: String(dayjs) };
  });
  return [
    '// Written by `node build/wordCatalogue.ts` from `src-shared/words/*/language.json`; not by hand.',
    // A language that they do not know may borrow from another.
    ...new Set(locales.map(({ antd }) => `import ${antd} from 'antd/locale/${antd}';`)),
    ...new Set(locales.map(({ dayjs }) => `import 'dayjs/locale/${dayjs}';`)),
    '',
    '/** What Ant Design says by itself, and the name under which dayjs knows the language. */',
    'export const componentLocales = {',
    ...locales.map(
      ({ language, antd, dayjs }) => `  ${property(language)}: { antd: ${antd}, dayjs: ${quoted(dayjs)} },`,
    ),
    '};',
    '',
  ].join('\n');
}

/** The files that are written from the words, by their path from the root. */
export function generated(words: string): ReadonlyMap<string, string> {
  return new Map([
    ['src-shared/words/catalogue.ts', catalogueText(words)],
    ['src-renderer/app/componentLocales.ts', componentLocalesText(words)],
  ]);
}

if (import.meta.main) {
  const root = join(import.meta.dirname, '..');
  for (const [path, text] of generated(join(root, 'src-shared', 'words')))
    writeFileSync(join(root, path), text);
}
