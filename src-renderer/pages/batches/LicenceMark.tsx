import { Input } from 'antd';
import { useState } from 'react';
import type { FiledOccupation } from '#shared/contract/views/site.ts';
import { lengths } from '#shared/domain/limits.ts';
import { useCommand } from '../../app/api.tsx';
import { useMay } from '../../app/session.tsx';
import { tell } from '../../app/tell.ts';
import { useWords } from '../../app/language.tsx';
import { Button } from '../../parts/Button.tsx';
import { StateTag } from '../../parts/StateTag.tsx';
import text from '../../parts/text.module.css';
import styles from './batches.module.css';

/** What the list of licensed occupations says of a filed one; the chief confirms here what is left to the chief. */
export function LicenceMark({ occupation }: { readonly occupation: FiledOccupation }) {
  const w = useWords('batches');
  const may = useMay(['chief']);
  const confirm = useCommand('institution.confirmLicensed');
  const [reason, setReason] = useState('');
  const { licensed, edition, code } = occupation;
  if (licensed === null) return null;
  if (licensed.action === 'warn')
    return (
      <p className={text.soft}>
        {w.guide.workLicence} · {licensed.basis}
      </p>
    );
  if (licensed.confirmed) return <StateTag tone="good">{w.guide.confirmed}</StateTag>;
  const onConfirm = async () => {
    const answer = await confirm.submit({ edition, code, reason: reason.trim() });
    if (answer.ok) tell.done(w.guide.confirmed);
  };
  return (
    <>
      <p className={text.warn}>{w.guide.licensedConfirm({ basis: licensed.basis })}</p>
      {may ? (
        <div className={styles.fileLine}>
          <Input
            aria-label={w.guide.confirmReason}
            placeholder={w.guide.confirmReasonHint}
            maxLength={lengths.long}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
          <Button busy={confirm.busy} disabled={reason.trim() === ''} onClick={() => void onConfirm()}>
            {w.guide.confirm}
          </Button>
        </div>
      ) : (
        <StateTag tone="warn">{w.guide.unconfirmed}</StateTag>
      )}
    </>
  );
}
