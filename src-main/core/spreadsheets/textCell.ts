import type { Cell } from './grid.ts';
import { limits } from './limits.ts';

/**
 * A cell from text of a page or a csv. `="500…"` is the known trick to keep a number as text: its inside is taken. Anything else
 * that begins like a formula stays the text it is; the roster's checks look at it.
 */
export function cellFromText(raw: string): Cell | undefined {
  const text = raw.length > limits.cellCharacters ? raw.slice(0, limits.cellCharacters) : raw;
  if (text.trim() === '') return undefined;
  const kept = /^\s*="([^"]*)"\s*$/.exec(text)?.[1];
  return { text: kept ?? text, kind: 'text' };
}
