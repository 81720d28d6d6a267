import { descriptionOf, languageAfter } from '#shared/words/words.ts';
import { useLanguage } from '../../app/language.tsx';
import { Button } from '../../parts/Button.tsx';
import styles from './start.module.css';

/** Changes the language on the pages before sign-in. */
export function LanguageButton() {
  const { language, setLanguage } = useLanguage();
  const next = languageAfter(language);
  const { name, tag } = descriptionOf(next);
  return (
    <Button kind="link" className={styles.language} lang={tag} onClick={() => setLanguage(next)}>
      {name}
    </Button>
  );
}
