import type { ReactNode } from 'react';
import type { Refusal } from '#shared/contract/refusal.ts';
import { refusalText } from '#shared/words/refusals.ts';
import { useLanguage } from '../app/language.tsx';
import styles from './RefusalNotice.module.css';

/** The two lines of a refusal: what happened, and what to do now. */
export function RefusalLines(props: { readonly refusal: Refusal }) {
  const { language } = useLanguage();
  return <Lines {...refusalText(props.refusal, language)} />;
}

interface LinesProps {
  readonly what: string;
  readonly wayOut: string;
  /** Between the two lines. */
  readonly children?: ReactNode;
}

function Lines({ what, wayOut, children }: LinesProps) {
  return (
    <>
      <div className={styles.what}>{what}</div>
      {children}
      <div className={styles.way}>{wayOut}</div>
    </>
  );
}

/** What is wrong in words of the page's own, in the look of a refusal. */
export function RefusalBox({ actions, ...lines }: LinesProps & { readonly actions?: ReactNode }) {
  return (
    <div className={styles.box} role="alert">
      <Lines {...lines} />
      {actions}
    </div>
  );
}

/** A refusal shown in its place on a page. */
export function RefusalNotice(props: { readonly refusal: Refusal; readonly actions?: ReactNode }) {
  const { language } = useLanguage();
  return <RefusalBox {...refusalText(props.refusal, language)} actions={props.actions} />;
}
