import { Input, Modal } from 'antd';
import { useState } from 'react';
import { useCommand } from '../../app/api.tsx';
import { useWords } from '../../app/language.tsx';
import { formatScore, readScore } from '#shared/domain/score.ts';
import type { EnrolmentId } from '#shared/contract/ids.ts';
import type { SpreadFlag } from '#shared/contract/views/examDay.ts';
import { lengths } from '#shared/domain/limits.ts';
import styles from './matrix.module.css';
import { SpreadBars } from './SpreadBars.tsx';
import text from '../../parts/text.module.css';

interface Props {
  readonly enrolmentId: EnrolmentId;
  readonly spread: SpreadFlag;
  onClose(): void;
}

/** 组长裁定: the settled mark with its written reason; the first marks stay beside it. */
export function AdjudicationDialog({ enrolmentId, spread, onClose }: Props) {
  const w = useWords('practical');
  const [typed, setTyped] = useState('');
  const [reason, setReason] = useState('');
  const { submit, busy } = useCommand('adjudication.decide');
  const reading = readScore(typed, spread.fullHundredths);
  const full = formatScore(spread.fullHundredths);
  const wrong = typed.trim() !== '' && !reading.ok;
  const ready = reading.ok && reason.trim() !== '';

  async function decide(): Promise<void> {
    if (!reading.ok || reason.trim() === '') return;
    const answer = await submit({
      enrolmentId,
      moduleNo: spread.moduleNo,
      itemNo: spread.itemNo,
      scoreHundredths: reading.hundredths,
      reason: reason.trim(),
    });
    if (answer.ok) onClose();
  }

  return (
    <Modal
      open
      title={w.matrix.title({ content: spread.content ?? w.matrix.judgedTotal })}
      okText={w.matrix.give}
      cancelText={w.matrix.cancel}
      okButtonProps={{ disabled: !ready }}
      confirmLoading={busy}
      onOk={() => void decide()}
      onCancel={onClose}
    >
      <SpreadBars spread={spread} />
      <div className={styles.form}>
        <label>
          {w.matrix.mark}
          <Input
            autoFocus
            value={typed}
            inputMode="decimal"
            maxLength={8}
            placeholder={w.matrix.markHint({ full })}
            status={wrong ? 'error' : ''}
            onChange={(event) => setTyped(event.target.value)}
          />
        </label>
        <p className={text.fault}>{wrong ? w.matrix.badMark({ full }) : ''}</p>
        <label>
          {w.matrix.reason}
          <Input.TextArea
            value={reason}
            maxLength={lengths.long}
            autoSize={{ minRows: 3, maxRows: 6 }}
            onChange={(event) => setReason(event.target.value)}
          />
        </label>
      </div>
    </Modal>
  );
}
