import { cpSync, mkdirSync, readFileSync, readdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..', '..');

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
  // A path such as `/practical/*` begins no comment.
  return text.replaceAll(/(?<=^|[\s{])\/\*[\s\S]*?\*\//gm, '').replaceAll(/^\s*\/\/.*$/gm, '');
}

/** Those of the codes that stand in no source, neither as a text of their own nor as what a template can become. */
export function unusedCodes(codes: readonly string[], sources: readonly SourceFile[]): readonly string[] {
  const all = sources.map(({ text }) => text).join('\n');
  const templates = [...all.matchAll(/`([a-z]+-[^`\s]*\$\{[^`\s]*)`/g)].map(
    ([, template]) => new RegExp(`^${(template ?? '').replaceAll(/\$\{[^}]*\}/g, '.+')}$`),
  );
  return codes.filter((code) => !all.includes(`'${code}'`) && !templates.some((one) => one.test(code)));
}

/** Copies everything that our programs are made from into a folder that is not there yet; packages and data are linked. */
export function copySources(to: string): void {
  mkdirSync(to, { recursive: true });
  for (const name of readdirSync(root).filter((one) => /^(?:src-.*|build|package\.json)$/.test(one)))
    cpSync(join(root, name), join(to, name), { recursive: true });
  for (const name of ['node_modules', 'resources']) symlinkSync(join(root, name), join(to, name));
}
