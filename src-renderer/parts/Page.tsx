import type { ReactNode } from 'react';
import { Actions } from './Actions.tsx';
import { classes } from './classes.ts';
import styles from './Page.module.css';

interface PageProps {
  readonly title: string;
  /** One line under the title. */
  readonly sub?: ReactNode;
  /** Buttons at the right of the title. */
  readonly actions?: ReactNode;
  /** True: the page is as high as the window and its tables scroll inside. */
  readonly fill?: boolean;
  readonly children: ReactNode;
}

/** The frame of every page: title, what it is about, what can be done. */
export function Page(props: PageProps) {
  return (
    <section className={classes(styles.page, props.fill && styles.fill)}>
      <header className={styles.head}>
        <div className={styles.words}>
          <h1>{props.title}</h1>
          {props.sub !== undefined && <p>{props.sub}</p>}
        </div>
        {props.actions !== undefined && <Actions>{props.actions}</Actions>}
      </header>
      <div className={styles.body}>{props.children}</div>
    </section>
  );
}

interface BlockProps {
  readonly title?: ReactNode;
  readonly actions?: ReactNode;
  /** No padding inside, for tables and lists. */
  readonly flush?: boolean;
  readonly children: ReactNode;
}

/** One ruled block of a page. */
export function Block(props: BlockProps) {
  return (
    <section className={styles.block}>
      {props.title !== undefined && (
        <header className={styles.blockHead}>
          <h2>{props.title}</h2>
          {props.actions}
        </header>
      )}
      <div className={props.flush ? styles.flush : styles.blockBody}>{props.children}</div>
    </section>
  );
}
