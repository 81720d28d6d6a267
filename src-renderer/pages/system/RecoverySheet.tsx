import { useCommand } from '../../app/api.tsx';
import { useMay, useSite } from '../../app/session.tsx';
import { tell } from '../../app/tell.ts';
import { useWords } from '../../app/language.tsx';
import { Button } from '../../parts/Button.tsx';
import { Block } from '../../parts/Page.tsx';
import { StateTag } from '../../parts/StateTag.tsx';
import styles from './system.module.css';

/** Whether the recovery sheet is known to be kept. */
export function RecoverySheet() {
  const w = useWords('system');
  const site = useSite();
  const may = useMay(['chief']);
  const kept = useCommand('site.recoverySheetKept');
  const onConfirm = async () => {
    const answer = await kept.submit({});
    if (answer.ok) tell.done(w.recovery.done);
  };
  return (
    <Block title={w.tabs.recovery}>
      <StateTag tone={site.recoverySheetKept ? 'good' : 'warn'}>
        {site.recoverySheetKept ? w.recovery.kept : w.recovery.notKept}
      </StateTag>
      <p className={styles.text}>{w.recovery.text}</p>
      {may && (
        <Button busy={kept.busy} onClick={() => void onConfirm()}>
          {w.recovery.confirm}
        </Button>
      )}
    </Block>
  );
}
