import { wordsOf } from '#shared/words/words.ts';
import { commandLanguage } from './commandLanguage.ts';

/** The one Node that everything of ours runs under; the native parts are made for no other and may crash it. */
export const neededNode = 24;

/** What is wrong with a version of Node, in words; null when it is the right one. */
export function wrongNode(version: string): string | null {
  if (Number.parseInt(version, 10) === neededNode) return null;
  return wordsOf(commandLanguage(), 'cli').wrongNode({ found: version, needed: String(neededNode) });
}

// Every program of ours imports this first: it must be said before anything native is loaded.
const said = wrongNode(process.versions.node);
if (said !== null) {
  process.stderr.write(`${said}\n`);
  process.exit(1);
}
