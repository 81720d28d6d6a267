import { Modal } from 'antd';
import { useState } from 'react';
import { useCommand } from '../../app/api.tsx';
import { useWords } from '../../app/language.tsx';
import type { CheckInDesk, CheckInPerson } from '#shared/contract/views/examDay.ts';
import styles from './sittings.module.css';
import { Button } from '../../parts/Button.tsx';
import text from '../../parts/text.module.css';

interface Props {
  readonly desk: CheckInDesk;
  /** Scanned at this desk and not confirmed: they stand in the building, whatever the list says. */
  readonly setAside: readonly CheckInPerson[];
  onDialog(open: boolean): void;
}

/** Start admission, start the exam, finish: the one step that comes next, with what it does named before it happens. */
export function SittingSteps({ desk, setAside, onDialog }: Props) {
  const w = useWords('checkin');
  const common = useWords('common');
  const [asking, setAsking] = useState<'start' | 'finish' | null>(null);
  const admit = useCommand('sitting.admit');
  const start = useCommand('sitting.start');
  const finish = useCommand('sitting.finish');
  const { sitting, missing } = desk;
  const { sittingId } = sitting;
  const missingCount = missing.length;
  const seen = setAside.filter((one) => missing.some((each) => each.enrolmentId === one.enrolmentId));

  function ask(what: 'start' | 'finish' | null): void {
    setAsking(what);
    if (what !== null) onDialog(true);
  }

  return (
    <>
      {sitting.state === 'notStarted' && (
        <Button
          kind="primary"
          busy={admit.busy}
          title={w.admitHint}
          onClick={() => void admit.submit({ sittingId })}
        >
          {w.admit}
        </Button>
      )}
      {sitting.state === 'admitting' && (
        <Button title={w.startHint} onClick={() => ask('start')}>
          {w.start}
        </Button>
      )}
      {sitting.state === 'running' && <Button onClick={() => ask('finish')}>{w.finish}</Button>}
      <Modal
        open={asking === 'start'}
        title={w.startConfirm}
        okText={w.start}
        cancelText={w.cancel}
        confirmLoading={start.busy}
        onOk={() => void start.submit({ sittingId }).then((answer) => answer.ok && ask(null))}
        focusable={{ focusTriggerAfterClose: false }}
        afterClose={() => onDialog(false)}
        onCancel={() => ask(null)}
      >
        <p>
          {missingCount > 0
            ? w.startConfirmHint({ missing: missingCount })
            : w.finishAll({ expected: sitting.expected })}
        </p>
      </Modal>
      <Modal
        open={asking === 'finish'}
        title={w.finishTitle({ room: sitting.roomName })}
        okText={missingCount > 0 ? w.finishGive({ missing: missingCount }) : w.finishGiveAll}
        cancelText={w.cancel}
        okButtonProps={{ danger: missingCount > 0 }}
        confirmLoading={finish.busy}
        onOk={() => void finish.submit({ sittingId }).then((answer) => answer.ok && ask(null))}
        focusable={{ focusTriggerAfterClose: false }}
        afterClose={() => onDialog(false)}
        onCancel={() => ask(null)}
      >
        {missingCount === 0 ? (
          <p>{w.finishAll({ expected: sitting.expected })}</p>
        ) : (
          <>
            <p>
              <strong>{w.finishAbsent({ missing: missingCount })}</strong>
            </p>
            <ul className={styles.absentList}>
              {missing.slice(0, 12).map((person) => (
                <li key={person.enrolmentId}>
                  <span>{person.seatNo}</span> {person.name ?? person.ticketNumber}
                </li>
              ))}
            </ul>
            {missingCount > 12 && <p>{w.finishMore({ missing: missingCount })}</p>}
            {seen.length > 0 && (
              <p className={styles.seen} role="alert">
                {w.finishSetAside({
                  count: seen.length,
                  names: common.list({
                    items: seen.map((one) => one.identity?.name ?? one.ticketNumber ?? '—'),
                  }),
                })}
              </p>
            )}
          </>
        )}
        <p className={text.soft}>{w.finishFinal}</p>
      </Modal>
    </>
  );
}
