import { InputNumber, Radio } from 'antd';
import { useState } from 'react';
import type { Subject } from '#shared/domain/subject.ts';
import type { ArrangementView, BatchSummary } from '#shared/contract/views/preparation.ts';
import { seatingRules } from '#shared/domain/seating.ts';
import type { SeatingRule } from '#shared/domain/seating.ts';
import { subjects } from '#shared/domain/subject.ts';
import { seatingSeed } from '#shared/domain/limits.ts';
import { newId, useCommand } from '../../app/api.tsx';
import { tell } from '../../app/tell.ts';
import { instantAt } from '../../app/time.ts';
import { useWords } from '../../app/language.tsx';
import { Actions } from '../../parts/Actions.tsx';
import { Button } from '../../parts/Button.tsx';
import { classes } from '../../parts/classes.ts';
import { Block } from '../../parts/Page.tsx';
import { StateTag } from '../../parts/StateTag.tsx';
import styles from './arrangement.module.css';
import { SessionLine } from './SessionLine.tsx';
import { daysBetween, placesOf, suggestSessions } from './sessionDrafts.ts';
import type { SessionDraft } from './sessionDrafts.ts';
import text from '../../parts/text.module.css';

interface SeatingFormProps {
  readonly batch: BatchSummary;
  readonly arrangement: ArrangementView;
  onDone(): void;
}

/** Automatic seating: the rule by its name, its seed, and the sessions to fill. */
export function SeatingForm({ batch, arrangement, onDone }: SeatingFormProps) {
  const w = useWords('arrangement');
  const common = useWords('common');
  const seat = useCommand('arrangement.seat');
  const { rooms, unseated } = arrangement;
  const suggest = () => suggestSessions(arrangement, rooms, daysBetween(batch.firstDay, batch.lastDay));
  const [rule, setRule] = useState<SeatingRule>('classesApart');
  const [seed, setSeed] = useState(() => Math.floor(Math.random() * 1_000_000));
  const [drafts, setDrafts] = useState<readonly SessionDraft[]>(suggest);
  const [tried, setTried] = useState(false);
  const complete =
    drafts.length > 0 && drafts.every((draft) => draft.day !== null && draft.roomIds.length > 0);

  const change = (key: number, next: SessionDraft | null) =>
    setDrafts((before) => before.flatMap((draft) => (draft.key === key ? (next ? [next] : []) : [draft])));
  const add = () =>
    setDrafts((before) => [
      ...before,
      {
        key: Math.max(0, ...before.map((draft) => draft.key)) + 1,
        subject: unseated.theory > 0 ? 'theory' : 'practical',
        day: batch.firstDay,
        time: '09:00',
        minutes: 90,
        roomIds: [],
      },
    ]);
  const onRun = async () => {
    setTried(true);
    if (!complete) return;
    const answer = await seat.submit({
      batchId: batch.batchId,
      rule,
      seed,
      sessions: drafts.map((draft) => ({
        sessionId: newId<'session'>(),
        subject: draft.subject,
        startsAt: instantAt(draft.day ?? batch.firstDay, draft.time),
        minutes: draft.minutes,
        roomIds: [...draft.roomIds],
      })),
    });
    if (!answer.ok) return;
    tell.done(w.seat.done);
    onDone();
  };
  return (
    <>
      <Block title={w.seat.rule}>
        <p className={text.soft}>{w.seat.intro}</p>
        <div className={styles.rule}>
          <Radio.Group
            className={classes(styles.rules)}
            value={rule}
            onChange={(event) => setRule(event.target.value as SeatingRule)}
          >
            {seatingRules.map((one) => (
              <Radio key={one} value={one}>
                <strong>{w.seat.rules[one]}</strong>{' '}
                <span className={text.soft}>{w.seat.ruleHints[one]}</span>
              </Radio>
            ))}
          </Radio.Group>
          <label htmlFor="seat-seed">
            {w.seat.seed}{' '}
            <InputNumber<number>
              id="seat-seed"
              value={seed}
              {...seatingSeed}
              precision={0}
              disabled={rule === 'rosterOrder'}
              className={classes(styles.seed)}
              onChange={(value) => setSeed(value ?? 0)}
            />
            <span className={text.soft}>{w.seat.seedHint}</span>
          </label>
        </div>
      </Block>
      <Block
        title={w.seat.sessions}
        actions={
          <>
            <Button size="small" onClick={() => setDrafts(suggest())}>
              {w.seat.suggest}
            </Button>
            <Button size="small" onClick={add}>
              {w.seat.add}
            </Button>
          </>
        }
      >
        {drafts.map((draft, at) => (
          <SessionLine
            key={draft.key}
            number={at + 1}
            draft={draft}
            rooms={rooms}
            days={[batch.firstDay, batch.lastDay]}
            onChange={(next) => change(draft.key, next)}
          />
        ))}
        <div className={styles.capacity} role="status">
          {subjects.map((subject) => (
            <Capacity key={subject} subject={subject} drafts={drafts} arrangement={arrangement} />
          ))}
        </div>
        {tried && !complete && <p className={text.bad}>{w.seat.incomplete}</p>}
      </Block>
      <Actions>
        <Button onClick={onDone}>{common.cancel}</Button>
        <Button kind="primary" busy={seat.busy} onClick={() => void onRun()}>
          {w.seat.run}
        </Button>
      </Actions>
    </>
  );
}

function Capacity(props: {
  readonly subject: Subject;
  readonly drafts: readonly SessionDraft[];
  readonly arrangement: ArrangementView;
}) {
  const w = useWords('arrangement');
  const common = useWords('common');
  const waiting = props.arrangement.unseated[props.subject];
  const places = placesOf(
    props.drafts,
    props.subject,
    props.arrangement.rooms,
    props.arrangement.theoryRoomSeats,
  );
  const verdict = places >= waiting ? w.seat.enough : w.seat.short({ count: waiting - places });
  return (
    <StateTag tone={places >= waiting ? 'good' : 'bad'}>
      {w.seat.capacity({ subject: common.subjects[props.subject], waiting, places, verdict })}
    </StateTag>
  );
}
