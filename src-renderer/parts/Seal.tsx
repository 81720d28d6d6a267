import { classes } from './classes.ts';
import styles from './Seal.module.css';

/** The mark of the app: its first character as a seal. */
export function Seal(props: { readonly large?: boolean }) {
  return (
    <span className={classes(styles.seal, props.large && styles.large)} aria-hidden="true">
      考
    </span>
  );
}
