import { useState } from 'react';
import { useCommand } from '../../app/api.tsx';
import { useMay, useSite } from '../../app/session.tsx';
import { tell } from '../../app/tell.ts';
import { useWords } from '../../app/language.tsx';
import { Button } from '../../parts/Button.tsx';
import { Actions } from '../../parts/Actions.tsx';
import { Block } from '../../parts/Page.tsx';
import { StateTag } from '../../parts/StateTag.tsx';
import { RenewRecovery } from './RenewRecovery.tsx';
import styles from './system.module.css';

/** Whether the recovery sheet is known to be kept; and a new one, where it is lost or was seen. */
export function RecoverySheet() {
  const w = useWords('system');
  const site = useSite();
  const may = useMay(['chief']);
  const kept = useCommand('site.recoverySheetKept');
  const [renewing, setRenewing] = useState(false);
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
        <Actions>
          <Button busy={kept.busy} onClick={() => void onConfirm()}>
            {w.recovery.confirm}
          </Button>
          {!site.demo && <Button onClick={() => setRenewing(true)}>{w.recovery.renew}</Button>}
        </Actions>
      )}
      {renewing && <RenewRecovery onClose={() => setRenewing(false)} />}
    </Block>
  );
}
