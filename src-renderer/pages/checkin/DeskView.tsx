import { Drawer } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { useWords } from '../../app/language.tsx';
import { dayOf, timeOf } from '../../app/time.ts';
import { useTold } from '../../app/tell.ts';
import type { CheckInDesk } from '#shared/contract/views/examDay.ts';
import { lengths } from '#shared/domain/limits.ts';
import styles from './desk.module.css';
import { LastTen } from './LastTen.tsx';
import { MissingList } from './MissingList.tsx';
import { SetAside } from './SetAside.tsx';
import { SittingSteps } from './SittingSteps.tsx';
import { Stage } from './Stage.tsx';
import { useDesk } from './useDesk.ts';
import { useDoorMode } from './useDoorMode.ts';
import { useNumberChoice } from './useNumberChoice.ts';
import { useScanner } from './useScanner.ts';
import { useSpeaker } from '../../parts/useSpeaker.ts';
import { Button } from '../../parts/Button.tsx';

interface Props {
  readonly desk: CheckInDesk;
  onLeave(): void;
}

/** One door on exam day: the big field, the verdict, the person, and who has come. */
export function DeskView({ desk: { sitting, last, missing }, desk: view, onLeave }: Props) {
  const w = useWords('checkin');
  const common = useWords('common');
  const { waiting } = useTold();
  const field = useRef<HTMLInputElement>(null);
  const [text, setText] = useState('');
  const [dialogOpen, setDialogOpen] = useState(false);
  const [missingOpen, setMissingOpen] = useState(false);
  const { speaker, muted, toggle } = useSpeaker('kaodian.checkin.muted');
  const door = useDoorMode();
  const desk = useDesk(sitting.sittingId, speaker);
  const elsewhere = dialogOpen || missingOpen || waiting !== null;
  const practical = sitting.subject === 'practical';

  const choices = desk.card?.lookup.verdict === 'several-match' ? desk.card.lookup.choices : [];
  const choose = (index: number): void => {
    const person = choices[index];
    const code = person?.ticketNumber ?? person?.identity?.documentNumber;
    setText('');
    if (code) desk.look(code, 'typed');
  };
  useNumberChoice(text, choices.length, choose);

  useScanner({
    field,
    dialogOpen: elsewhere,
    onCode: (code, method) => {
      setText('');
      desk.look(code, method);
    },
    onEnter: desk.confirm,
    onEscape: () => {
      setText('');
      desk.clear();
    },
  });

  // The field takes the focus back whenever nothing else needs it.
  useEffect(() => {
    if (elsewhere) return;
    field.current?.focus();
    const takeBack = (): void => {
      const at = document.activeElement;
      if (at === null || at === document.body) field.current?.focus();
    };
    window.addEventListener('focus', takeBack);
    document.addEventListener('click', takeBack);
    return () => {
      window.removeEventListener('focus', takeBack);
      document.removeEventListener('click', takeBack);
    };
  }, [elsewhere]);
  // A new step takes the pressed button away, and with it the focus.
  useEffect(() => {
    if (!elsewhere && document.activeElement === document.body) field.current?.focus();
  }, [elsewhere, desk.card, sitting.state]);

  // A granted exception shows among the last; its card has done its work.
  const waitingFor = desk.card?.waiting ? desk.card.lookup.person?.enrolmentId : undefined;
  const granted =
    waitingFor !== undefined && last.some((entry) => entry.enrolmentId === waitingFor && !entry.undone);
  const { clear } = desk;
  useEffect(() => {
    if (granted) clear();
  }, [granted, clear]);

  return (
    <div className={styles.page} data-alone={door.alone}>
      <div className={styles.desk}>
        <div className={styles.screen}>
          <header className={styles.bar}>
            <div className={styles.barTitle}>
              <h1>
                {sitting.roomName} · {common.subjects[sitting.subject]}
              </h1>
              <p>
                {w.states[sitting.state]} · {w.startsAt} {dayOf(sitting.startsAt)} {timeOf(sitting.startsAt)}{' '}
                · {sitting.batchName}
              </p>
            </div>
            <dl className={styles.counts} aria-label={w.counts}>
              <div>
                <dt>{w.expected}</dt>
                <dd>{sitting.expected}</dd>
              </div>
              <div>
                <dt>{w.present}</dt>
                <dd>{sitting.present}</dd>
              </div>
              <div className={missing.length > 0 ? styles.countMissing : undefined}>
                <dt>{w.missing}</dt>
                <dd>{missing.length}</dd>
              </div>
            </dl>
            <div className={styles.barActions}>
              <SittingSteps desk={view} setAside={desk.setAside} onDialog={setDialogOpen} />
              <Button aria-pressed={muted} title={muted ? w.unmute : w.mute} onClick={toggle}>
                {muted ? w.soundOff : w.soundOn}
              </Button>
              <Button aria-pressed={door.alone} onClick={door.toggle}>
                {door.alone ? w.menuShow : w.menuHide}
              </Button>
              <Button onClick={onLeave}>{w.changeSitting}</Button>
            </div>
          </header>

          <SetAside people={desk.setAside} onOpen={(code) => desk.look(code, 'typed')} />

          <div className={styles.main}>
            <div className={styles.field}>
              <input
                ref={field}
                type="text"
                value={text}
                autoComplete="off"
                autoCorrect="off"
                spellCheck={false}
                enterKeyHint="search"
                maxLength={lengths.code}
                aria-label={w.fieldLabel}
                placeholder={w.field}
                onChange={(event) => setText(event.target.value)}
              />
              <div className={styles.fieldHint}>
                <span>{w.fieldHint}</span>
                {sitting.substituted > 0 && (
                  <span>
                    {w.substituted} {sitting.substituted}
                  </span>
                )}
              </div>
            </div>
            <Stage desk={desk} practical={practical} state={sitting.state} onChoose={choose} />
          </div>
        </div>

        <aside className={styles.side}>
          <LastTen last={last} onDialog={setDialogOpen} />
          <Button onClick={() => setMissingOpen(true)}>
            {missing.length === 0 ? w.missingNone : w.missingShow({ count: missing.length })}
          </Button>
        </aside>
      </div>
      <Drawer
        open={missingOpen}
        title={w.missingList}
        size={460}
        focusable={{ focusTriggerAfterClose: false }}
        afterOpenChange={(isOpen) => {
          if (!isOpen) field.current?.focus();
        }}
        onClose={() => setMissingOpen(false)}
      >
        <MissingList missing={missing} practical={practical} />
      </Drawer>
    </div>
  );
}
