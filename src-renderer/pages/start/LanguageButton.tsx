import { descriptionOf, languageAfter } from '#shared/words/words.ts';
import { useLanguage } from '../../app/language.tsx';

/** Changes the language on the pages before sign-in. */
export function LanguageButton() {
  const { language, setLanguage } = useLanguage();
  const next = languageAfter(language);
  const { name, tag } = descriptionOf(next);
  return (
    <button
      type="button"
      className="button button-link language-button"
      lang={tag}
      onClick={() => setLanguage(next)}
    >
      {name}
    </button>
  );
}
