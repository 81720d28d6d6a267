import { BadgePin } from './BadgePin.tsx';
import { LanguageButton } from './LanguageButton.tsx';
import styles from './start.module.css';

/** A badge was scanned: the desk of the one before is out of the page at once, while the PIN is typed. */
export function BadgeCover(props: { readonly token: string; onClose(): void }) {
  return (
    <main className={styles.page}>
      <LanguageButton />
      <div className={styles.narrow}>
        <BadgePin {...props} />
      </div>
    </main>
  );
}
