import { InputNumber } from 'antd';
import { useState } from 'react';
import { idleLockMinutes } from '#shared/domain/limits.ts';
import { useCommand } from '../../app/api.tsx';
import { useMay, useSite } from '../../app/session.tsx';
import { tell } from '../../app/tell.ts';
import { useWords } from '../../app/language.tsx';
import { Actions } from '../../parts/Actions.tsx';
import { Button } from '../../parts/Button.tsx';
import { Block } from '../../parts/Page.tsx';
import styles from './system.module.css';

/** After how many minutes without work the desks of this site lock themselves. */
export function IdleLock() {
  const w = useWords('system').idleLock;
  const common = useWords('common');
  const { idleMinutes } = useSite();
  const may = useMay(['chief']);
  const set = useCommand('desk.setIdleLock');
  const [typed, setTyped] = useState<number | null>(null);
  if (idleMinutes === null) return null;
  const minutes = typed ?? idleMinutes;
  const onSave = async () => {
    const answer = await set.submit({ minutes });
    if (answer.ok) tell.done(w.saved);
  };
  return (
    <Block title={w.title}>
      <p className={styles.text}>{w.text}</p>
      <Actions atStart>
        <InputNumber
          aria-label={w.minutes}
          {...idleLockMinutes}
          precision={0}
          disabled={!may}
          value={minutes}
          suffix={w.minutes}
          onChange={setTyped}
        />
        {may && (
          <Button busy={set.busy} disabled={minutes === idleMinutes} onClick={() => void onSave()}>
            {common.save}
          </Button>
        )}
      </Actions>
    </Block>
  );
}
