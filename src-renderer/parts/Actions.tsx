import type { ReactNode } from 'react';
import styles from './Actions.module.css';
import { classes } from './classes.ts';

/** Buttons in a row: at the end of a form or dialog, or at the start of the line where `atStart`. */
export function Actions(props: { readonly atStart?: boolean; readonly children: ReactNode }) {
  return <div className={classes(styles.actions, props.atStart && styles.start)}>{props.children}</div>;
}
