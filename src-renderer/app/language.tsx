import { createContext, useCallback, useContext, useMemo, useState } from 'react';
import type { ReactNode } from 'react';
import type { Language, WordFile, Words } from '#shared/words/words.ts';
import { descriptionOf, firstLanguage, languageNamed, wordsOf } from '#shared/words/words.ts';

interface LanguageContext {
  readonly language: Language;
  setLanguage(language: Language): void;
}

const rememberedAs = 'kaodian.language';
const Context = createContext<LanguageContext>({ language: firstLanguage, setLanguage: () => {} });

/** Gives all pages their language and remembers it on this desk. */
export function LanguageProvider(props: { readonly children: ReactNode }) {
  const [language, setState] = useState<Language>(
    () => languageNamed(localStorage.getItem(rememberedAs)) ?? firstLanguage,
  );
  const setLanguage = useCallback((next: Language) => {
    localStorage.setItem(rememberedAs, next);
    setState(next);
  }, []);
  const value = useMemo(() => ({ language, setLanguage }), [language, setLanguage]);
  document.documentElement.lang = descriptionOf(language).tag;
  document.title = wordsOf(language, 'app').title;
  return <Context value={value}>{props.children}</Context>;
}

/** The language in use and how to change it. */
export function useLanguage(): LanguageContext {
  return useContext(Context);
}

/** The words of one file of the catalogue in the language in use. */
export function useWords<File extends WordFile>(file: File): Words<File> {
  return wordsOf(useLanguage().language, file);
}
