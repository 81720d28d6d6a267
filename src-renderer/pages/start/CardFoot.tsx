import type { ReactNode } from 'react';
import type { Refusal } from '#shared/contract/refusal.ts';
import { Actions } from '../../parts/Actions.tsx';
import { RefusalNotice } from '../../parts/RefusalNotice.tsx';
import styles from './start.module.css';

/** The end of a card before sign-in: why it was refused, if it was, and its buttons. */
export function CardFoot(props: { readonly refusal?: Refusal | null; readonly children: ReactNode }) {
  return (
    <>
      {props.refusal && (
        <div className={styles.refusal}>
          <RefusalNotice refusal={props.refusal} />
        </div>
      )}
      <div className={styles.foot}>
        <Actions>{props.children}</Actions>
      </div>
    </>
  );
}
