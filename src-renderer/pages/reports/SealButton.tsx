import { Modal } from 'antd';
import { useState } from 'react';
import { newId, useCommand } from '../../app/api.tsx';
import { useMay } from '../../app/session.tsx';
import { useWords } from '../../app/language.tsx';
import type { PackageId } from '#shared/contract/ids.ts';
import type { ReportsView } from '#shared/contract/views/results.ts';
import { managers } from '#shared/domain/roles.ts';
import styles from './reports.module.css';
import { Button } from '../../parts/Button.tsx';
import { classes } from '../../parts/classes.ts';
import layout from '../../parts/layout.module.css';
import text from '../../parts/text.module.css';

interface Props {
  readonly view: ReportsView;
  readonly revision: number;
  onAsked(packageId: PackageId): void;
}

/** Asks for the sealing; it takes effect once a second person has agreed. */
export function SealButton({ view, revision, onAsked }: Props) {
  const w = useWords('packages');
  const may = useMay(managers);
  const [asking, setAsking] = useState(false);
  const [packageId] = useState(() => newId<'package'>());
  const { submit, busy } = useCommand('package.seal');
  const ready = view.preflight.every((line) => line.state !== 'missing');
  if (!may) return null;

  async function seal(): Promise<void> {
    const answer = await submit({ packageId, batchId: view.batchId });
    if (!answer.ok) return;
    onAsked(packageId);
    setAsking(false);
  }
  return (
    <>
      <Button
        kind="primary"
        size="large"
        className={layout.whole}
        disabled={!ready}
        onClick={() => setAsking(true)}
      >
        {w.seal}
      </Button>
      <Modal
        open={asking}
        title={w.sealTitle({ revision })}
        okText={w.sealGive}
        cancelText={w.cancel}
        confirmLoading={busy}
        onOk={() => void seal()}
        onCancel={() => setAsking(false)}
      >
        <p>{w.sealHint}</p>
        {revision > 1 && <p className={classes(text.caution, styles.note)}>{w.sealRepeat}</p>}
      </Modal>
    </>
  );
}
