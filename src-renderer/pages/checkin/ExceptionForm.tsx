import { Input } from 'antd';
import { useState } from 'react';
import { useWords } from '../../app/language.tsx';
import styles from './stage.module.css';
import type { EntryException } from '#shared/domain/checkIn.ts';
import { lengths } from '#shared/domain/limits.ts';
import { Button } from '../../parts/Button.tsx';
import text from '../../parts/text.module.css';

interface Props {
  readonly code: EntryException;
  readonly busy: boolean;
  readonly waiting: boolean;
  onSubmit(reason: string): void;
  onClose(): void;
}

/** The way out of a refusal that the rules leave open: a written reason, then a second person. */
export function ExceptionForm({ code, busy, waiting, onSubmit, onClose }: Props) {
  const w = useWords('checkin');
  const common = useWords('common');
  const [reason, setReason] = useState('');
  const title = {
    late: w.exceptionLate,
    'document-missing': w.exceptionDocument,
    'entered-later': w.exceptionLater,
  };
  if (waiting) {
    return (
      <div className={styles.actions}>
        <span className={styles.compare}>{title[code]}</span>
        <Button size="large" onClick={onClose}>
          {w.close} <kbd className={text.key}>{w.cancelKey}</kbd>
        </Button>
      </div>
    );
  }
  return (
    <form
      className={styles.exception}
      onSubmit={(event) => {
        event.preventDefault();
        if (reason.trim() !== '') onSubmit(reason);
      }}
    >
      <h2>{common.titled({ title: w.exceptionTitle, text: title[code] })}</h2>
      <p className={text.soft}>{w.exceptionHint}</p>
      <div className={styles.exceptionLine}>
        <Input
          value={reason}
          maxLength={lengths.note}
          aria-label={w.exceptionReason}
          placeholder={w.exceptionReason}
          onChange={(event) => setReason(event.target.value)}
        />
        <Button kind="primary" type="submit" disabled={reason.trim() === ''} busy={busy}>
          {w.exceptionGive}
        </Button>
        <Button onClick={onClose}>
          {w.close} <kbd className={text.key}>{w.cancelKey}</kbd>
        </Button>
      </div>
    </form>
  );
}
