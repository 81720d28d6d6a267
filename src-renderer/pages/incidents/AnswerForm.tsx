import { Input } from 'antd';
import { useState } from 'react';
import type { IncidentView } from '#shared/contract/views/incidents.ts';
import { lengths } from '#shared/domain/limits.ts';
import { useCommand } from '../../app/api.tsx';
import { useWords } from '../../app/language.tsx';
import { tell } from '../../app/tell.ts';
import { Actions } from '../../parts/Actions.tsx';
import { Button } from '../../parts/Button.tsx';
import text from '../../parts/text.module.css';
import styles from './incidents.module.css';

/** A named witness says whether the record is true. */
export function AnswerForm({ row }: { readonly row: IncidentView }) {
  const w = useWords('incidents');
  const [note, setNote] = useState('');
  const { submit, busy } = useCommand('incident.answer');
  async function answer(agrees: boolean): Promise<void> {
    const done = await submit({ incidentId: row.incidentId, agrees, note: note.trim() });
    if (done.ok) tell.done(w.answered);
  }
  return (
    <section className={styles.section}>
      <h2>{w.answer}</h2>
      <p className={text.soft}>{w.answerIntro}</p>
      <Input.TextArea
        value={note}
        maxLength={lengths.note}
        aria-label={w.note}
        placeholder={w.note}
        autoSize={{ minRows: 2, maxRows: 5 }}
        onChange={(event) => setNote(event.target.value)}
      />
      <Actions>
        <Button kind="danger" disabled={busy || note.trim() === ''} onClick={() => void answer(false)}>
          {w.no}
        </Button>
        <Button kind="primary" busy={busy} onClick={() => void answer(true)}>
          {w.yes}
        </Button>
      </Actions>
    </section>
  );
}
