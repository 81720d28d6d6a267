import { useEffect, useEffectEvent, useState } from 'react';
import { useWords } from '../../app/language.tsx';
import { formatScore } from '#shared/domain/score.ts';
import type { ItemMark } from '#shared/contract/commands/practical.ts';
import { dialogIsOpen } from '../../app/dialogIsOpen.ts';
import type { ItemAt } from './itemAt.ts';
import { NumberPad } from './NumberPad.tsx';
import type { PadKey } from './padEntry.ts';
import { PadDisplay } from './PadDisplay.tsx';
import styles from './sheet.module.css';
import type { Pad } from './usePad.ts';
import { VetoDialogs } from './VetoDialogs.tsx';
import { Button } from '../../parts/Button.tsx';
import text from '../../parts/text.module.css';

interface Props {
  readonly at: ItemAt;
  readonly mark: ItemMark | null;
  readonly pad: Pad;
  onAward(scoreHundredths: number): void;
  onVeto(vetoed: boolean): void;
  onPrevious(): void;
  onNext(): void;
}

/** Marks one item: the rule in view, a number pad that cannot give too much, full marks in one tap, the veto behind a question. */
export function ItemPanel({ at, mark, pad, onAward, onVeto, onPrevious, onNext }: Props) {
  const w = useWords('practical');
  const common = useWords('common');
  const { item, moduleNo } = at;
  const full = item.fullHundredths;
  const [asking, setAsking] = useState<'veto' | 'undo' | null>(null);
  const vetoed = mark?.vetoed ?? false;

  function ok(): void {
    if (pad.value !== null) onAward(pad.value);
    else if (mark !== null) onNext();
  }

  const onKey = useEffectEvent((event: KeyboardEvent): void => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
    if (dialogIsOpen()) return;
    if (event.key === 'ArrowDown') onNext();
    else if (event.key === 'ArrowUp') onPrevious();
    else if (vetoed || (pad.value === null && isOtherButton(event))) return;
    else if (/^[0-9.]$/.test(event.key)) pad.press(event.key as PadKey);
    else if (event.key === 'Backspace') pad.press('back');
    else if (event.key === 'Delete') pad.press('clear');
    else if (event.key === 'Enter') ok();
    else if (event.key === 'f' || event.key === 'F') onAward(full);
    else return;
    event.preventDefault();
  });
  useEffect(() => {
    const listener = (event: KeyboardEvent): void => onKey(event);
    window.addEventListener('keydown', listener);
    return () => window.removeEventListener('keydown', listener);
  }, []);

  return (
    <section className={styles.panel} aria-label={w.sheet.item({ module: moduleNo, item: item.no })}>
      <div className={styles.panelWords}>
        <p className={text.soft}>
          {w.sheet.item({ module: moduleNo, item: item.no })} · {w.sheet.full({ full: formatScore(full) })}
        </p>
        <h2>{item.content}</h2>
        {item.point !== '' && <p>{item.point}</p>}
        <p className={styles.rule}>
          <span className={text.soft}>{common.titled({ title: w.sheet.rule, text: '' })}</span>
          {item.rule === '' ? w.sheet.noRule : item.rule}
        </p>
      </div>
      {vetoed ? (
        <div className={styles.vetoed}>
          <strong>{w.sheet.vetoed}</strong>
          <p>{w.sheet.vetoEnds[item.vetoEnds ?? 'module']}</p>
          <Button size="touch" onClick={() => setAsking('undo')}>
            {w.sheet.vetoUndo}
          </Button>
        </div>
      ) : full === 0 ? (
        <Button size="touch" kind="primary" onClick={() => onAward(0)}>
          {w.sheet.vetoAbsent}
        </Button>
      ) : (
        <>
          <PadDisplay pad={pad} mark={mark} fullHundredths={full} />
          <NumberPad
            canTake={pad.value !== null || mark !== null}
            onKey={pad.press}
            onOk={ok}
            onFull={() => onAward(full)}
            onZero={() => onAward(0)}
          />
        </>
      )}
      <div className={styles.panelFoot}>
        <Button size="touch" className={styles.grows} onClick={onPrevious}>
          ↑ {w.sheet.previous}
        </Button>
        <Button size="touch" className={styles.grows} onClick={onNext}>
          ↓ {w.sheet.next}
        </Button>
        {item.vetoEnds !== null && !vetoed && (
          <Button size="touch" kind="danger" onClick={() => setAsking('veto')}>
            {w.sheet.veto}
          </Button>
        )}
      </div>
      <p className={styles.panelKeys}>{w.sheet.keys}</p>
      <VetoDialogs
        item={item}
        asking={asking}
        onAnswer={(answer) => {
          setAsking(null);
          if (answer !== null) onVeto(answer === 'veto');
        }}
      />
    </section>
  );
}

/** Enter on a button that was reached by Tab belongs to that button, but on the pad it takes the mark. */
function isOtherButton(event: KeyboardEvent): boolean {
  const { target } = event;
  return (
    event.key === 'Enter' &&
    target instanceof HTMLButtonElement &&
    target.matches(':focus-visible') &&
    target.closest('[data-pad]') === null
  );
}
