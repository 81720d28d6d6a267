import { Modal } from 'antd';
import { useState } from 'react';
import { ApiError } from '../../app/client.ts';
import { uploadFile, useAction } from '../../app/api.tsx';
import { useMay } from '../../app/session.tsx';
import { tell } from '../../app/tell.ts';
import { useWords } from '../../app/language.tsx';
import { Button } from '../../parts/Button.tsx';
import { FileDrop } from '../../parts/FileDrop.tsx';
import { RefusalNotice } from '../../parts/RefusalNotice.tsx';
import type { Refusal } from '#shared/contract/refusal.ts';
import { managers } from '#shared/domain/roles.ts';
import styles from './reports.module.css';
import text from '../../parts/text.module.css';

/** Takes a receipt that came on a drive: the receipt and its signature, two files. */
export function ReadReceiptButton() {
  const w = useWords('packages');
  const may = useMay(managers);
  const [open, setOpen] = useState(false);
  const [receipt, setReceipt] = useState<File | null>(null);
  const [signature, setSignature] = useState<File | null>(null);
  const [reading, setReading] = useState(false);
  const [bad, setBad] = useState(0);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const { run } = useAction('reports.readReceipt', { quiet: true });
  if (!may) return null;

  function close(): void {
    setOpen(false);
    setReceipt(null);
    setSignature(null);
    setBad(0);
    setRefusal(null);
  }
  async function read(): Promise<void> {
    if (!receipt || !signature || reading) return;
    setBad(0);
    setRefusal(null);
    setReading(true);
    try {
      const [uploadId, signatureUploadId] = await Promise.all([uploadFile(receipt), uploadFile(signature)]);
      const answer = await run({ uploadId, signatureUploadId });
      if (!answer.ok) return setRefusal(answer.refusal);
      const { applied, rejected } = answer.value;
      if (rejected > 0) return setBad(rejected);
      tell.done(applied > 0 ? w.receiptNew({ applied }) : w.receiptNothing);
      close();
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      setRefusal(error.refusal);
    } finally {
      setReading(false);
    }
  }

  return (
    <>
      <Button onClick={() => setOpen(true)}>{w.receiptRead}</Button>
      <Modal
        open={open}
        title={w.receiptRead}
        okText={w.receiptReadGive}
        cancelText={w.cancel}
        okButtonProps={{ disabled: !receipt || !signature }}
        confirmLoading={reading}
        onOk={() => void read()}
        onCancel={close}
      >
        <div className={styles.readReceipt}>
          <p className={text.soft}>{w.receiptHint}</p>
          <FileDrop
            small
            title={receipt?.name ?? w.receiptFile}
            hint=""
            accept=".json"
            disabled={reading}
            onFile={setReceipt}
          />
          <FileDrop
            small
            title={signature?.name ?? w.receiptSignature}
            hint=""
            accept=".sig"
            disabled={reading}
            onFile={setSignature}
          />
          {bad > 0 && (
            <p className={text.bad} role="alert">
              {w.receiptBad({ rejected: bad })}
            </p>
          )}
          {refusal && <RefusalNotice refusal={refusal} />}
        </div>
      </Modal>
    </>
  );
}
