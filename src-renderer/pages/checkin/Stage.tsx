import { useState } from 'react';
import { useWords } from '../../app/language.tsx';
import { Button } from '../../parts/Button.tsx';
import { RefusalNotice } from '../../parts/RefusalNotice.tsx';
import type { SittingState } from '#shared/domain/sittingTimes.ts';
import styles from './stage.module.css';
import { Choices } from './Choices.tsx';
import { ExceptionForm } from './ExceptionForm.tsx';
import { PersonCard } from './PersonCard.tsx';
import type { Card, Desk } from './useDesk.ts';
import { ToneShape, VerdictBand } from './VerdictBand.tsx';
import text from '../../parts/text.module.css';

interface Props {
  readonly desk: Desk;
  readonly practical: boolean;
  readonly state: SittingState;
  onChoose(index: number): void;
}

/** The large area below the field: what was found, or that the next person may come. Its frame never moves. */
export function Stage({ desk, practical, state, onChoose }: Props) {
  const { card, problem } = desk;
  return (
    <div className={styles.stage} aria-busy={desk.looking !== null}>
      {problem && (
        <div className={styles.problem}>
          <RefusalNotice refusal={problem} />
        </div>
      )}
      {card === null ? (
        <Waiting desk={desk} state={state} />
      ) : (
        <Shown key={card.checkInId} desk={desk} card={card} practical={practical} onChoose={onChoose} />
      )}
    </div>
  );
}

interface ShownProps {
  readonly desk: Desk;
  readonly card: Card;
  readonly practical: boolean;
  onChoose(index: number): void;
}

function Shown({ desk, card, practical, onChoose }: ShownProps) {
  const [asked, setAsked] = useState(false);
  const { verdict, person, choices } = card.lookup;
  const exception = card.lookup.exception ?? (asked ? 'document-missing' : null);
  const asking = person !== null && (exception !== null || card.waiting);
  return (
    <>
      <VerdictBand card={card} practical={practical} />
      <div className={styles.stageBody}>
        {verdict === 'several-match' && (
          <Choices
            people={choices}
            practical={practical}
            onChoose={(each) => onChoose(choices.indexOf(each))}
          />
        )}
        {person && <PersonCard person={person} compact={asking} />}
      </div>
      {asking ? (
        <ExceptionForm
          code={exception ?? 'document-missing'}
          busy={desk.busy}
          waiting={card.waiting}
          onSubmit={(reason) => desk.submitException(exception ?? 'document-missing', reason)}
          onClose={desk.clear}
        />
      ) : (
        <CardActions desk={desk} welcome={verdict === 'welcome'} onAsk={() => setAsked(true)} />
      )}
    </>
  );
}

function Waiting({ desk, state }: { readonly desk: Desk; readonly state: SittingState }) {
  const w = useWords('checkin');
  const { done } = desk;
  const hints = {
    notStarted: w.admitHint,
    admitting: w.readyHint,
    running: w.startHint,
    finished: w.finished,
  };
  return (
    <div className={styles.waiting} role="status" aria-live="polite">
      {done && (
        <p className={styles.doneLine}>
          <ToneShape tone="go" size={36} />
          <span>
            {done.person.identity
              ? w.recorded({ name: done.person.identity.name, seat: done.person.seatNo })
              : w.recordedPlain}
          </span>
        </p>
      )}
      <strong>{desk.looking !== null ? w.looking : state === 'finished' ? w.finished : w.ready}</strong>
      <p>{done?.scannedAgain ? w.scannedAgain : state === 'finished' ? '' : hints[state]}</p>
    </div>
  );
}

interface ActionsProps {
  readonly desk: Desk;
  readonly welcome: boolean;
  onAsk(): void;
}

function CardActions({ desk, welcome, onAsk }: ActionsProps) {
  const w = useWords('checkin');
  return (
    <div className={styles.actions}>
      <span className={styles.compare}>{welcome ? w.compare : ''}</span>
      {welcome && (
        <Button size="large" quiet onClick={onAsk}>
          {w.exceptionDocument}
        </Button>
      )}
      <Button size="large" onClick={desk.clear}>
        {welcome ? w.cancel : w.close} <kbd className={text.key}>{w.cancelKey}</kbd>
      </Button>
      {welcome && (
        <Button kind="primary" size="large" busy={desk.busy} onClick={desk.confirm}>
          {w.confirm} <kbd className={text.key}>{w.confirmKey}</kbd>
        </Button>
      )}
    </div>
  );
}
