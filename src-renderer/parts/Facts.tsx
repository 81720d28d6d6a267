import type { ReactNode } from 'react';
import styles from './Facts.module.css';
import text from './text.module.css';

/** Names and values side by side; holds `Fact`s. */
export function Facts(props: { readonly children: ReactNode }) {
  return <dl className={styles.facts}>{props.children}</dl>;
}

/** One name with its value; `mono` for what is compared sign by sign. */
export function Fact(props: {
  readonly name: ReactNode;
  readonly mono?: boolean;
  readonly children: ReactNode;
}) {
  return (
    <>
      <dt>{props.name}</dt>
      <dd className={props.mono ? text.mono : undefined}>{props.children}</dd>
    </>
  );
}
