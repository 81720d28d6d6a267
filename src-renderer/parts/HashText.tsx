import { tell } from '../app/tell.ts';
import { useWords } from '../app/language.tsx';
import styles from './HashText.module.css';
import text from './text.module.css';

/** A hash in short; a click copies the whole of it. */
export function HashText(props: { readonly hash: string; readonly digits?: number }) {
  const w = useWords('parts');
  const digits = props.digits ?? 12;
  const short = props.hash.length > digits ? `${props.hash.slice(0, digits)}…` : props.hash;
  return (
    <button
      type="button"
      className={styles.hash}
      title={props.hash}
      onClick={(event) => {
        event.stopPropagation();
        void navigator.clipboard.writeText(props.hash).then(() => tell.done(w.copied));
      }}
    >
      {short}
      <span className={text.offScreen}>{w.copy}</span>
    </button>
  );
}
