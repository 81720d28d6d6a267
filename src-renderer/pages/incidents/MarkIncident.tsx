import { Select } from 'antd';
import { useEffect, useState } from 'react';
import type { BatchId, SittingId } from '#shared/contract/ids.ts';
import { newId, useCommand, useQuestion } from '../../app/api.tsx';
import { useWords } from '../../app/language.tsx';
import { tell } from '../../app/tell.ts';
import { dayTimeOf } from '../../app/time.ts';
import { Button } from '../../parts/Button.tsx';
import { classes } from '../../parts/classes.ts';
import { Block } from '../../parts/Page.tsx';
import text from '../../parts/text.module.css';
import styles from './incidents.module.css';

/** One key, no text: place and time are noted, the rest is told later. The place begins with the sitting one is on duty in. */
export function MarkIncident({ batchId }: { readonly batchId: BatchId }) {
  const w = useWords('incidents');
  const common = useWords('common');
  const places = useQuestion('incidents.places', { batchId }).data ?? [];
  const [chosen, setChosen] = useState<SittingId | 'elsewhere' | null>(null);
  const place = chosen ?? places[0]?.sittingId ?? 'elsewhere';
  const { submit, busy } = useCommand('incident.mark');

  async function mark(): Promise<void> {
    const answer = await submit({
      incidentId: newId<'incident'>(),
      batchId,
      sittingId: place === 'elsewhere' ? null : place,
      roomId: null,
      cameraId: null,
      at: null,
    });
    if (answer.ok) tell.done(w.marked);
  }
  useEffect(() => {
    const listener = (event: KeyboardEvent): void => {
      if (event.key.toLowerCase() !== 'm' || event.ctrlKey || event.metaKey || event.altKey || event.repeat)
        return;
      if (isTyping(event.target) || document.querySelector('[role="dialog"]') !== null) return;
      event.preventDefault();
      void mark();
    };
    window.addEventListener('keydown', listener);
    return () => window.removeEventListener('keydown', listener);
  });

  return (
    <Block>
      <div className={styles.mark}>
        <label className={styles.place}>
          <span className={text.soft}>{w.markPlace}</span>
          <Select
            value={place}
            aria-label={w.markPlace}
            className={classes(styles.placeChoice)}
            onChange={setChosen}
            options={[
              ...places.map(({ sittingId, roomName, subject, startsAt }) => ({
                value: sittingId,
                label: `${roomName} · ${common.subjects[subject]} · ${dayTimeOf(startsAt)}`,
              })),
              { value: 'elsewhere' as const, label: w.markElsewhere },
            ]}
          />
        </label>
        <Button kind="primary" busy={busy} onClick={() => void mark()}>
          {w.mark}
        </Button>
        <span className={text.soft}>
          {w.markHint} <kbd className={text.key}>{w.markKey}</kbd>
        </span>
      </div>
    </Block>
  );
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement && target.closest('input, textarea, select, [contenteditable]') !== null
  );
}
