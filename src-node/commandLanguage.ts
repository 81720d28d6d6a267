import type { Language } from '#shared/words/words.ts';
import { firstLanguage, languageNamed } from '#shared/words/words.ts';

/** The language in which a command line speaks: `KAODIAN_LANGUAGE` by name or tag, else the first. */
export function commandLanguage(): Language {
  return languageNamed(process.env['KAODIAN_LANGUAGE']) ?? firstLanguage;
}

/** How every command ends: 0 done, 1 refused, 2 wrong use. */
export type ExitCode = 0 | 1 | 2;
