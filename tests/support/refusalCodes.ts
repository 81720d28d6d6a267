import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..', '..');

/** Calls that make a refusal, and the classes that carry one. */
const makers = /\b(?:refused|refuse|refusal|decline|no|ApiRefusal|RefusedFile|refuseToStart)\(/g;
const codePattern = /^[a-z]+(?:-[a-zA-Z]+)*$/;

export interface SourceFile {
  readonly path: string;
  readonly text: string;
}

/** The TypeScript of these folders, without comments. */
export function sourcesOf(...folders: readonly string[]): readonly SourceFile[] {
  return folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.tsx?$/.test(name))
      .map((name) => ({
        path: `${folder}/${name}`,
        text: withoutComments(readFileSync(join(root, folder, name), 'utf8')),
      })),
  );
}

function withoutComments(text: string): string {
  return text.replaceAll(/\/\*[\s\S]*?\*\//g, '').replaceAll(/^\s*\/\/.*$/gm, '');
}

/** A refusal's code as it stands in a source; `pattern` is set when part of it is computed (`sitting-state-${…}`). */
export interface FoundCode {
  readonly code: string;
  readonly pattern: RegExp | null;
  readonly path: string;
}

/** Every code that a source refuses with: literals in the calls, both sides of a condition, and templates. */
export function refusalCodesIn(source: SourceFile): readonly FoundCode[] {
  const found: FoundCode[] = [];
  const add = (code: string): void => void found.push({ code, pattern: patternOf(code), path: source.path });
  let throughVariable = false;
  for (const call of source.text.matchAll(makers)) {
    const given = argumentsAt(source.text, call.index + call[0].length);
    for (const argument of given.slice(0, 2)) for (const code of literalsOf(argument)) add(code);
    if (/^(?:[a-z]\w*)$/.test(given[0] ?? '')) throughVariable = true;
  }
  for (const [, code] of source.text.matchAll(/refusal: \{ code: '([^']+)'/g)) add(code ?? '');
  // `refused(used)`: whatever in this file looks like a code may be it.
  if (throughVariable)
    for (const [, code] of source.text.matchAll(/(?:return|\?|:|\[|,)\s*'((?!kaodian-)[a-z]+(?:-[a-z]+)+)'/g))
      add(code ?? '');
  return found;
}

function patternOf(code: string): RegExp | null {
  return code.includes('${') ? new RegExp(`^${code.replaceAll(/\$\{[^}]*\}/g, '.+')}$`) : null;
}

/** The arguments of a call, split at its own commas; `start` stands behind the opening bracket. */
function argumentsAt(text: string, start: number): readonly string[] {
  const parts: string[] = [];
  let depth = 0;
  let from = start;
  for (let at = start; at < text.length; at += 1) {
    const sign = text[at] ?? '';
    if (sign === "'" || sign === '`') at = text.indexOf(sign, at + 1);
    else if ('([{'.includes(sign)) depth += 1;
    else if (')]}'.includes(sign)) depth -= 1;
    if (depth < 0 || (depth === 0 && sign === ',')) {
      parts.push(text.slice(from, at).trim());
      from = at + 1;
    }
    if (depth < 0) break;
  }
  return parts;
}

/** Codes in an argument: of an object only its `code`, of a text the text, of a condition what it may come out as. */
function literalsOf(argument: string): readonly string[] {
  if (argument.startsWith('{'))
    return [...argument.matchAll(/\bcode: '([^']+)'/g)].map((match) => match[1] ?? '');
  const plain = argument.replaceAll(/[!=]==\s*'[^']*'|\(\s*'[^']*'\s*\)|\['[^']*'\]/g, '');
  const texts = [...plain.matchAll(/'([^']*)'/g)]
    .map((match) => match[1] ?? '')
    .filter((text) => codePattern.test(text));
  const templates = [...plain.matchAll(/`([^`]*)`/g)]
    .map((match) => match[1] ?? '')
    .filter((text) => /^[a-z]+-/.test(text));
  return [...texts, ...templates];
}

/** Whether a code stands in a source as a text of its own, or as what a template can become. */
export function usesCode(source: SourceFile, code: string): boolean {
  if (source.text.includes(`'${code}'`)) return true;
  return [...source.text.matchAll(/`([a-z]+-[^`\s]*\$\{[^`\s]*)`/g)].some(([, template]) =>
    patternOf(template ?? '')?.test(code),
  );
}
