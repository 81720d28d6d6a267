import { createContext, useCallback, useContext, useMemo, useState } from 'react';
import type { ReactNode } from 'react';

/** The two languages; Chinese is the first. */
export type Language = 'zh' | 'en';

/** Words of one page in one language: texts, or groups of texts. Placeholders stand in braces: `{name}`. */
export interface WordTree {
  readonly [key: string]: string | WordTree;
}

/** What every `words.ts` exports as `words`; both languages have the same keys. */
export interface WordTable {
  readonly zh: WordTree;
  readonly en: WordTree;
}

interface LanguageContext {
  readonly language: Language;
  setLanguage(language: Language): void;
}

const rememberedAs = 'kaodian.language';
const Context = createContext<LanguageContext>({ language: 'zh', setLanguage: () => {} });

/** Gives all pages their language and remembers it on this desk. */
export function LanguageProvider(props: { readonly children: ReactNode }) {
  const [language, setState] = useState<Language>(() =>
    localStorage.getItem(rememberedAs) === 'en' ? 'en' : 'zh',
  );
  const setLanguage = useCallback((next: Language) => {
    localStorage.setItem(rememberedAs, next);
    setState(next);
  }, []);
  const value = useMemo(() => ({ language, setLanguage }), [language, setLanguage]);
  document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
  return <Context value={value}>{props.children}</Context>;
}

/** The language in use and how to change it. */
export function useLanguage(): LanguageContext {
  return useContext(Context);
}

/** The words of a page in the language in use. */
export function useWords<Words>(table: { readonly zh: Words; readonly en: NoInfer<Words> }): Words {
  return table[useLanguage().language];
}

/** Puts facts in the place of `{name}`; a fact that is missing leaves a dash, never a brace. */
export function fill(
  text: string,
  facts: Readonly<Record<string, string | number | readonly string[] | null | undefined>>,
): string {
  return text.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const fact = facts[name];
    if (fact === null || fact === undefined) return '—';
    return Array.isArray(fact) ? fact.join('、') : String(fact);
  });
}
