import { Modal } from 'antd';
import { useState } from 'react';
import { useCommand } from '../../app/api.tsx';
import { useMay } from '../../app/session.tsx';
import { useWords } from '../../app/language.tsx';
import type { ResultTable } from '#shared/contract/views/results.ts';
import { markSettlers } from '#shared/domain/roles.ts';
import styles from './results.module.css';
import { Button } from '../../parts/Button.tsx';
import { classes } from '../../parts/classes.ts';
import text from '../../parts/text.module.css';

/** Freezes the table that is on the screen: its fingerprint goes with the request, a second person confirms. */
export function FreezeButton({ table }: { readonly table: ResultTable }) {
  const w = useWords('results');
  const common = useWords('common');
  const may = useMay(markSettlers);
  const [asking, setAsking] = useState(false);
  const { submit, busy } = useCommand('results.freeze');
  if (!may || table.frozen) return null;
  const reasons = [...new Set(table.rows.flatMap((row) => row.open))].map((code) => common.openReasons[code]);

  async function freeze(): Promise<void> {
    const answer = await submit({ batchId: table.batchId, tableSha256: table.tableSha256 });
    if (answer.ok) setAsking(false);
  }
  return (
    <>
      <Button kind="primary" onClick={() => setAsking(true)}>
        {w.freeze}
      </Button>
      <Modal
        open={asking}
        title={w.freezeTitle}
        okText={w.freezeGive}
        cancelText={w.cancel}
        okButtonProps={{ disabled: table.counts.open > 0 }}
        confirmLoading={busy}
        onOk={() => void freeze()}
        onCancel={() => setAsking(false)}
      >
        <p className={styles.freezeCounts}>
          {w.freezeCounts({
            passed: table.counts.passed,
            failed: table.counts.failed,
            absent: table.counts.absent,
            substituted: table.counts.substituted,
          })}
        </p>
        {table.counts.open > 0 && (
          <p className={classes(text.caution, styles.freezeOpen)}>
            {w.freezeOpen({ open: table.counts.open, reasons })}
          </p>
        )}
        <p className={text.soft}>{w.freezeHint}</p>
      </Modal>
    </>
  );
}
