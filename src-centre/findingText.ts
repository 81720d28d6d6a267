import type { Language } from '#shared/words/words.ts';
import { wordsOf } from '#shared/words/words.ts';

/** What a finding means and the way out; by its code, else by the kind that the code begins with. */
export function findingText(code: string, language: Language): string {
  const { findings } = wordsOf(language, 'centre');
  return Object.entries(findings).find(([prefix]) => code.startsWith(prefix))?.[1] ?? code;
}

/** What several findings mean, each once. */
export function findingTexts(codes: readonly string[], language: Language): string {
  return [...new Set(codes.map((code) => findingText(code, language)))].join(' ');
}
