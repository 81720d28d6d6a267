import styles from './Bar.module.css';

/** How much of a whole, as a bar; the number stands beside it. `share` is between 0 and 1. */
export function Bar(props: { readonly share: number }) {
  const share = Math.max(0, Math.min(1, props.share));
  return (
    <span className={styles.track} aria-hidden="true">
      <span className={styles.fill} style={{ '--share': share }} />
    </span>
  );
}
