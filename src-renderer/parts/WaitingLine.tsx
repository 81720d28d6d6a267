import type { ReactNode } from 'react';
import styles from './WaitingLine.module.css';

/** Stands where something will be once it has been read. */
export function WaitingLine(props: { readonly children: ReactNode }) {
  return (
    <p className={styles.waiting} role="status" data-waiting>
      {props.children}
    </p>
  );
}
