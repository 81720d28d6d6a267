import { Input, Modal } from 'antd';
import { useState } from 'react';
import { useCommand } from '../../app/api.tsx';
import { timeOf } from '../../app/time.ts';
import { useWords } from '../../app/language.tsx';
import type { CheckInDesk } from '#shared/contract/views/examDay.ts';
import { lengths } from '#shared/domain/limits.ts';
import styles from './desk.module.css';
import { Button } from '../../parts/Button.tsx';
import text from '../../parts/text.module.css';

type Entry = CheckInDesk['last'][number];

interface Props {
  readonly last: readonly Entry[];
  onDialog(open: boolean): void;
}

/** The last ten entries; each can be undone with a reason, and stays visible. */
export function LastTen({ last, onDialog }: Props) {
  const w = useWords('checkin');
  const [undoing, setUndoing] = useState<Entry | null>(null);
  const [reason, setReason] = useState('');
  const { submit, busy } = useCommand('checkin.undo');

  function open(entry: Entry | null): void {
    setUndoing(entry);
    setReason('');
    if (entry !== null) onDialog(true);
  }

  async function undo(): Promise<void> {
    if (undoing === null || reason.trim() === '') return;
    const answer = await submit({ checkInId: undoing.checkInId, reason: reason.trim() });
    if (answer.ok) open(null);
  }

  return (
    <section className={styles.last} aria-label={w.last}>
      <h2>{w.last}</h2>
      {last.length === 0 && <p className={text.soft}>{w.lastNone}</p>}
      <ol>
        {last.slice(0, 10).map((entry) => (
          <li key={entry.checkInId} className={entry.undone ? styles.undone : undefined}>
            <time dateTime={entry.at}>{timeOf(entry.at)}</time>
            <span className={styles.lastSeat}>{entry.seatNo}</span>
            <span className={styles.lastName} title={w.by({ by: entry.by })}>
              {entry.name ?? entry.ticketNumber}
              {entry.exception !== null && <em>{w.exceptionMark}</em>}
            </span>
            {entry.undone ? (
              <span className={text.soft}>{w.undone}</span>
            ) : (
              <Button
                quiet
                size="small"
                aria-label={w.undoTitle({ name: entry.name ?? entry.ticketNumber })}
                onClick={() => open(entry)}
              >
                {w.undo}
              </Button>
            )}
          </li>
        ))}
      </ol>
      <Modal
        open={undoing !== null}
        title={w.undoTitle({ name: undoing?.name ?? undoing?.ticketNumber ?? '' })}
        okText={w.undoGive}
        cancelText={w.cancel}
        okButtonProps={{ danger: true, disabled: reason.trim() === '' }}
        confirmLoading={busy}
        onOk={() => void undo()}
        focusable={{ focusTriggerAfterClose: false }}
        afterClose={() => onDialog(false)}
        onCancel={() => open(null)}
      >
        <p>{w.undoHint}</p>
        <Input
          autoFocus
          value={reason}
          maxLength={lengths.note}
          aria-label={w.undoReason}
          placeholder={w.undoReason}
          onChange={(event) => setReason(event.target.value)}
          onPressEnter={() => void undo()}
        />
      </Modal>
    </section>
  );
}
