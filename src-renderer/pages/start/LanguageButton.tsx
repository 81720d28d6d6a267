import { useLanguage, useWords } from '../../app/words.tsx';
import { words } from './words.ts';

/** Changes the language on the pages before sign-in. */
export function LanguageButton() {
  const w = useWords(words);
  const { language, setLanguage } = useLanguage();
  return (
    <button
      type="button"
      className="button button-link language-button"
      lang={language === 'zh' ? 'en' : 'zh-CN'}
      onClick={() => setLanguage(language === 'zh' ? 'en' : 'zh')}
    >
      {w.language}
    </button>
  );
}
