import { Drawer, Input } from 'antd';
import { useState } from 'react';
import { useCommand } from '../../app/api.tsx';
import { useMay, useMe } from '../../app/session.tsx';
import { useWords } from '../../app/language.tsx';
import { Actions } from '../../parts/Actions.tsx';
import { Button } from '../../parts/Button.tsx';
import { Fact, Facts } from '../../parts/Facts.tsx';
import { HashText } from '../../parts/HashText.tsx';
import { markText } from '../../parts/Mark.tsx';
import { StateTag } from '../../parts/StateTag.tsx';
import type { SubstitutionRow } from '#shared/contract/views/examDay.ts';
import type { SubstitutionDecision } from '#shared/domain/theoryScore.ts';
import { lengths } from '#shared/domain/limits.ts';
import { substitutionDeciders } from '#shared/domain/roles.ts';
import { Evidence } from './Evidence.tsx';
import styles from './theory.module.css';
import { substitutionTone } from './tones.ts';
import text from '../../parts/text.module.css';

/** The evidence beside the numbers, and the decision of another person. */
export function SubstitutionDrawer({ row, onClose }: { readonly row: SubstitutionRow; onClose(): void }) {
  const w = useWords('theory');
  const s = w.substitution;
  const facts = [
    [s.name, row.name],
    [s.ticket, row.ticketNumber],
    [s.course, row.courseName],
    [s.term, row.term],
    [s.teacher, row.teacher],
    [s.raw, markText(row.rawHundredths)],
    [s.full, markText(row.fullHundredths)],
    [s.proposedBy, row.proposedBy],
  ] as const;
  return (
    <Drawer
      open
      size={980}
      title={`${row.name ?? row.ticketNumber ?? ''} · ${row.courseName}`}
      onClose={onClose}
      extra={<StateTag tone={substitutionTone[row.state]}>{s.states[row.state]}</StateTag>}
    >
      <div className={styles.beside}>
        <Evidence substitutionId={row.substitutionId} />
        <div className={styles.besideNumbers}>
          <p className={text.soft}>{s.compare}</p>
          <Facts>
            {facts.map(([name, value]) => (
              <Fact key={name} name={name}>
                {value ?? '—'}
              </Fact>
            ))}
          </Facts>
          <div className={styles.converted}>
            <span className={styles.convertedMark}>{markText(row.convertedHundredths)}</span>
            <span className={text.soft}>
              {s.converted}
              <br />
              {s.conversionRule}
            </span>
          </div>
          <p className={text.soft}>
            {s.evidenceHash} <HashText hash={row.evidenceSha256} />
          </p>
          {row.state === 'open' ? <Decide row={row} onDone={onClose} /> : <Decided row={row} />}
        </div>
      </div>
    </Drawer>
  );
}

function Decided({ row }: { readonly row: SubstitutionRow }) {
  const w = useWords('theory');
  return (
    <p className={styles.decided}>
      <StateTag tone={substitutionTone[row.state]}>{w.substitution.states[row.state]}</StateTag>{' '}
      {w.substitution.decidedBy({ by: row.decidedBy, reason: row.reason })}
    </p>
  );
}

function Decide({ row, onDone }: { readonly row: SubstitutionRow; onDone(): void }) {
  const w = useWords('theory');
  const s = w.substitution;
  const me = useMe();
  const may = useMay(substitutionDeciders);
  const [reason, setReason] = useState('');
  const { submit, busy } = useCommand('substitution.decide');
  if (row.proposedById === me.userId) return <p className={styles.decided}>{s.own}</p>;
  if (!may) return <p className={styles.decided}>{s.mayNot}</p>;

  async function decide(decision: SubstitutionDecision): Promise<void> {
    const answer = await submit({ substitutionId: row.substitutionId, decision, reason: reason.trim() });
    if (answer.ok) onDone();
  }
  const ready = reason.trim() !== '';
  return (
    <div className={styles.decide}>
      <h2>{s.decide}</h2>
      <p className={text.soft}>{s.teacherRule}</p>
      <Input.TextArea
        value={reason}
        maxLength={lengths.long}
        aria-label={s.reason}
        placeholder={s.reason}
        autoSize={{ minRows: 2, maxRows: 5 }}
        onChange={(event) => setReason(event.target.value)}
      />
      <Actions>
        <Button kind="danger" disabled={!ready || busy} onClick={() => void decide('refused')}>
          {s.refuse}
        </Button>
        <Button kind="primary" disabled={!ready} busy={busy} onClick={() => void decide('approved')}>
          {s.approve}
        </Button>
      </Actions>
    </div>
  );
}
