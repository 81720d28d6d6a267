import type { SetUpFacts } from './setUpFacts.ts';
import { useWords } from '../../app/language.tsx';
import { PrintHost } from '../../parts/printing.tsx';
import { RecoveryKey } from '../../parts/recovery/RecoveryKey.tsx';
import styles from './start.module.css';

/** The recovery key of a site that was just set up. Who closes this page too soon makes a new key in the system page. */
export function RecoverySheetPage(props: { readonly facts: SetUpFacts; onDone(): void }) {
  const w = useWords('start');
  return (
    <main className={styles.page}>
      <div className={styles.wide}>
        <h1>{w.recovery.title}</h1>
        <RecoveryKey made={props.facts} onDone={props.onDone} />
      </div>
      <PrintHost />
    </main>
  );
}
