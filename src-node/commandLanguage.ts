import type { Language } from '#shared/words/words.ts';
import { firstLanguage, languageNamed } from '#shared/words/words.ts';

/** The language in which a command line speaks: `KAODIAN_LANGUAGE` by name or tag, else the first. */
export function commandLanguage(): Language {
  return languageNamed(process.env['KAODIAN_LANGUAGE']) ?? firstLanguage;
}
