import { Checkbox, Input, Modal } from 'antd';
import { useState } from 'react';
import { useCommand } from '../../app/api.tsx';
import { useMay } from '../../app/session.tsx';
import { useWords } from '../../app/language.tsx';
import { Button } from '../../parts/Button.tsx';
import { EmptyState } from '../../parts/EmptyState.tsx';
import { markText } from '../../parts/Mark.tsx';
import type { TheoryRow } from '#shared/contract/views/examDay.ts';
import { markSettlers } from '#shared/domain/roles.ts';
import { lengths } from '#shared/domain/limits.ts';
import { readCell } from './gridEntry.ts';
import styles from './theory.module.css';
import text from '../../parts/text.module.css';

/** What the core calls the maker of an imported mark. */
const machineEntry = '—';

/** Rows whose two entries differ, and the third look that settles them. */
export function Differences({ rows }: { readonly rows: readonly TheoryRow[] }) {
  const w = useWords('theory');
  const may = useMay(markSettlers);
  const [resolving, setResolving] = useState<TheoryRow | null>(null);
  const differing = rows.filter((row) => row.state === 'differs');
  if (differing.length === 0) return <EmptyState title={w.differs.none}>{w.differs.noneHint}</EmptyState>;
  return (
    <div>
      <p className={text.intro}>{w.differs.intro}</p>
      <ul className={styles.differences}>
        {differing.map((row) => (
          <li key={row.enrolmentId} className={styles.difference}>
            <div className={styles.differenceWho}>
              <strong>{row.name ?? '—'}</strong>
              <span className={text.soft}>
                {row.ticketNumber} · {row.className ?? row.occupationLevel.name}
              </span>
            </div>
            <Entries row={row} />
            {row.ownEntryGiven ? (
              <span className={text.soft}>{w.differs.ownEntry}</span>
            ) : (
              may && (
                <Button kind="primary" onClick={() => setResolving(row)}>
                  {w.differs.resolve}
                </Button>
              )
            )}
          </li>
        ))}
      </ul>
      {resolving && (
        <ResolveDialog key={resolving.enrolmentId} row={resolving} onClose={() => setResolving(null)} />
      )}
    </div>
  );
}

function Entries({ row }: { readonly row: TheoryRow }) {
  const w = useWords('theory');
  return (
    <div className={styles.entries} aria-label={w.differs.entries}>
      {row.entries.map((entry) => (
        <div key={entry.by}>
          <span className={styles.entryMark}>
            {entry.scoreHundredths === null ? w.grid.absentWord : markText(entry.scoreHundredths)}
          </span>
          <span className={text.soft}>
            {entry.by === machineEntry ? w.differs.machine : w.differs.by({ by: entry.by })}
          </span>
        </div>
      ))}
      {!row.checkedIn && (
        <div>
          <span className={styles.entryMark}>{w.differs.door}</span>
          <span className={text.soft}>{w.differs.doorBy}</span>
        </div>
      )}
    </div>
  );
}

function ResolveDialog({ row, onClose }: { readonly row: TheoryRow; onClose(): void }) {
  const w = useWords('theory');
  const { submit, busy } = useCommand('theory.resolve');
  const [typed, setTyped] = useState('');
  const [absent, setAbsent] = useState(false);
  const [reason, setReason] = useState('');
  const reading = readCell(typed);
  const known = absent || reading.kind === 'mark';
  const ready = known && reason.trim() !== '';

  async function resolve(): Promise<void> {
    if (!ready) return;
    const scoreHundredths = !absent && reading.kind === 'mark' ? reading.scoreHundredths : null;
    const answer = await submit({ enrolmentId: row.enrolmentId, scoreHundredths, reason: reason.trim() });
    if (answer.ok) onClose();
  }

  return (
    <Modal
      open
      title={w.differs.title({ name: row.name ?? row.ticketNumber ?? '' })}
      okText={w.differs.give}
      cancelText={w.differs.cancel}
      okButtonProps={{ disabled: !ready }}
      confirmLoading={busy}
      onOk={() => void resolve()}
      onCancel={onClose}
    >
      <Entries row={row} />
      <div className={styles.form}>
        <label className={styles.labelled}>
          {w.differs.right}
          <Input
            autoFocus
            value={typed}
            disabled={absent}
            inputMode="decimal"
            status={reading.kind === 'wrong' && !absent ? 'error' : ''}
            onChange={(event) => setTyped(event.target.value)}
          />
        </label>
        <p className={text.fault}>{reading.kind === 'wrong' && !absent ? w.grid.wrong[reading.code] : ''}</p>
        <Checkbox checked={absent} onChange={(event) => setAbsent(event.target.checked)}>
          {w.differs.absent}
        </Checkbox>
        <label className={styles.labelled}>
          {w.differs.reason}
          <Input.TextArea
            value={reason}
            maxLength={lengths.long}
            autoSize={{ minRows: 2, maxRows: 5 }}
            onChange={(event) => setReason(event.target.value)}
          />
        </label>
      </div>
    </Modal>
  );
}
