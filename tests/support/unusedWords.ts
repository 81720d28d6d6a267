import type { SourceFile } from './sources.ts';
import type { LanguageFiles, WordTree } from './wordFaults.ts';

/**
 * Words that no source asks for, by path (`results.paper.total`). A message is used when a source that takes the words of its
 * file says `.total`, and `paper.total` where it stands in a group; or when such a source takes the whole group (to choose from
 * it, to hand it on, to take it apart) and the message's own name stands in some source, as a name, a text or what a template
 * can become. Groups below a code (`refusals`) are asked for by the code.
 */
export function unusedWords(files: LanguageFiles, sources: readonly SourceFile[]): readonly string[] {
  const everywhere = namesIn(sources.map(({ text }) => text).join('\n'));
  return Object.entries(files).flatMap(([file, tree]) => {
    const takers = sources.filter(({ text }) => takes(text, file)).map(({ text }) => text);
    return unusedIn(tree, [file], usesIn(takers, file), everywhere);
  });
}

/** Whether a source takes the words of a file: by `useWords`, `wordsOf`, `Words<…>`; the command line has a function of its own. */
function takes(text: string, file: string): boolean {
  return (
    new RegExp(`\\b(?:useWords|wordsOf|Words)\\b[(<](?:[^()<>]|\\([^()]*\\))*'${file}'`).test(text) ||
    new RegExp(`\\bfirstWords\\b[^\\n]*\\b${file}\\b`).test(text) ||
    (file === 'cli' && text.includes('commandWords()'))
  );
}

interface Names {
  readonly names: ReadonlySet<string>;
  readonly templates: readonly RegExp[];
}

interface Uses extends Names {
  /** What is asked of the words themselves: `total` of `w.total`. */
  readonly own: ReadonlySet<string>;
  /** `paper.total`, also over a line break. */
  readonly pairs: ReadonlySet<string>;
  /** Names that stand somewhere without a member behind them. */
  readonly wholes: ReadonlySet<string>;
  /** Groups of which every member is taken. */
  readonly listed: ReadonlySet<string>;
}

function namesIn(text: string): Names {
  return {
    names: new Set([
      ...[...text.matchAll(/\w+/g)].map(([name]) => name),
      ...[...text.matchAll(/'([^'\n]+)'/g)].map(([, quoted = '']) => quoted),
    ]),
    templates: [...text.matchAll(/`((?:[\w.-]|\$\{[^}`]*\})*\$\{[^}`]*\}(?:[\w.-]|\$\{[^}`]*\})*)`/g)]
      .map(([, template = '']) => template.split(/\$\{[^}]*\}/))
      .filter((parts) => parts.some((part) => /[a-z]{3}/.test(part)))
      .map(
        (parts) => new RegExp(`^${parts.map((part) => part.replaceAll('.', String.raw`\.`)).join('.+')}$`),
      ),
  };
}

/** What a source calls the words of a file: `w = useWords('results')`, `{ paper } = …`, `w: Words<'results'>`, `…('results').paper`. */
function ownNamesIn(text: string, file: string): readonly string[] {
  const taken = `(?:await )?(?:useWords|wordsOf)\\((?:[^();]|\\([^()]*\\))*'${file}',?\\s*\\)`;
  const from = file === 'cli' ? `(?:${taken}|commandWords\\(\\))` : `(?:${taken}|firstWords\\.${file}\\b)`;
  const all = (pattern: string): readonly string[] =>
    [...text.matchAll(new RegExp(pattern, 'g'))].map(([, found = '']) => found);
  const variables = [
    ...all(`\\b(\\w+) =\\s+${from}(?!\\s*[.[])`),
    ...all(`\\b(\\w+)\\??: (?:Pick<)?Words<'${file}'>(?!\\[)`),
  ];
  const members = variables.flatMap((name) => [
    ...all(`\\b${name}\\s*\\.\\s*(\\w+)`),
    ...all(`\\{([^{}]*)\\} = ${name};`).flatMap((inside) => inside.match(/\w+/g) ?? []),
  ]);
  const destructured = all(`\\{([^;=]*)\\} =\\s+${from}`).flatMap((inside) => inside.match(/\w+/g) ?? []);
  return [
    ...members,
    ...destructured,
    ...all(`${from}\\s*\\.\\s*(\\w+)`),
    ...all(`Words<'${file}'>\\['(\\w+)'\\]`),
  ];
}

function usesIn(texts: readonly string[], file: string): Uses {
  const text = texts.join('\n');
  const pairs = [...text.matchAll(/(?=\b(\w+)\??\s*\.\s*(\w+))/g)].map(([, group, key]) => `${group}.${key}`);
  const wholes = [...text.matchAll(/\b(\w+)\b(?!\??\s*\.\s*\w)/g)].map(([, name = '']) => name);
  const listed = [...text.matchAll(/\b(?:keysOf|Object\.(?:keys|values|entries))\((?:[\w.]+\.)?(\w+)\)/g)];
  return {
    ...namesIn(text),
    own: new Set(texts.flatMap((one) => ownNamesIn(one, file))),
    pairs: new Set(pairs),
    wholes: new Set(wholes),
    listed: new Set(listed.map(([, name = '']) => name)),
  };
}

function unusedIn(tree: WordTree, path: readonly string[], uses: Uses, everywhere: Names): readonly string[] {
  const [group, groupAbove] = [path.at(-1) ?? '', path.at(-2) ?? ''];
  if (uses.listed.has(group)) return [];
  const isChosen = path.length > 1 && uses.wholes.has(group);
  // A group that is itself chosen by a name: its members are asked for without it.
  const isAlone = path.length > 2 && uses.wholes.has(groupAbove) && !uses.pairs.has(`${groupAbove}.${group}`);
  return Object.entries(tree).flatMap(([key, value]) => {
    const own = [...path, key];
    const isNamed = everywhere.names.has(key) || everywhere.templates.some((one) => one.test(key));
    if (group === 'refusals') return isNamed ? [] : [own.join('.')];
    if (typeof value !== 'string') return unusedIn(value, own, uses, everywhere);
    const isSaid =
      path.length === 1
        ? uses.own.has(key)
        : isAlone
          ? uses.names.has(key)
          : uses.pairs.has(`${group}.${key}`);
    return isSaid || (isChosen && isNamed) ? [] : [own.join('.')];
  });
}
