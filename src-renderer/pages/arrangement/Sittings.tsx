import { useState } from 'react';
import type { SittingId } from '#shared/contract/ids.ts';
import type { ArrangementView, SittingView } from '#shared/contract/views/preparation.ts';
import { managers } from '#shared/domain/roles.ts';
import { useMay } from '../../app/session.tsx';
import { dayOf, endOf, timeOf } from '../../app/time.ts';
import { useWords } from '../../app/language.tsx';
import { Button } from '../../parts/Button.tsx';
import { EmptyState } from '../../parts/EmptyState.tsx';
import { ToneShape } from '../../parts/StateTag.tsx';
import styles from './arrangement.module.css';
import { SittingPlan } from './SittingPlan.tsx';
import text from '../../parts/text.module.css';

interface SittingsProps {
  readonly arrangement: ArrangementView;
  onShow(tab: 'seat' | 'rooms'): void;
}

/** All sittings by day; the chosen one with its seat plan and staff. */
export function Sittings({ arrangement, onShow }: SittingsProps) {
  const w = useWords('arrangement');
  const may = useMay(managers);
  const [chosen, setChosen] = useState<SittingId | null>(null);
  const sittings = arrangement.sittings.toSorted(
    (a, b) => a.startsAt.localeCompare(b.startsAt) || a.roomName.localeCompare(b.roomName, 'zh-CN'),
  );
  const sitting = sittings.find((one) => one.sittingId === chosen) ?? sittings[0];
  if (!sitting) {
    return (
      <EmptyState
        title={w.noSittings.title}
        actions={
          may ? (
            <>
              <Button
                kind={arrangement.rooms.length === 0 ? 'primary' : 'default'}
                onClick={() => onShow('rooms')}
              >
                {w.noSittings.rooms}
              </Button>
              <Button
                kind={arrangement.rooms.length > 0 ? 'primary' : 'default'}
                onClick={() => onShow('seat')}
              >
                {w.noSittings.seat}
              </Button>
            </>
          ) : undefined
        }
      >
        {w.noSittings.text}
      </EmptyState>
    );
  }
  const days = [...new Set(sittings.map((one) => dayOf(one.startsAt)))];
  return (
    <div className={styles.sittings}>
      <nav className={styles.list} aria-label={w.sitting.choose}>
        {days.map((day) => (
          <section key={day}>
            <h2>{day}</h2>
            <ul>
              {sittings
                .filter((one) => dayOf(one.startsAt) === day)
                .map((one) => (
                  <li key={one.sittingId}>
                    <SittingButton
                      sitting={one}
                      current={one.sittingId === sitting.sittingId}
                      onChoose={() => setChosen(one.sittingId)}
                    />
                  </li>
                ))}
            </ul>
          </section>
        ))}
      </nav>
      <SittingPlan key={sitting.sittingId} sitting={sitting} />
    </div>
  );
}

function SittingButton(props: {
  readonly sitting: SittingView;
  readonly current: boolean;
  onChoose(): void;
}) {
  const w = useWords('arrangement');
  const common = useWords('common');
  const { sitting } = props;
  const assigned = sitting.staff.filter((one) => one.duty === 'invigilator').length;
  const short = assigned < sitting.invigilatorsNeeded;
  return (
    <button type="button" aria-current={props.current} onClick={props.onChoose}>
      <strong>{sitting.roomName}</strong>
      <span>
        {common.subjects[sitting.subject]} {timeOf(sitting.startsAt)}–
        {timeOf(endOf(sitting.startsAt, sitting.minutes))}
      </span>
      <span>
        {w.sitting.seats({ used: sitting.seats.length, places: sitting.places })}
        {short && (
          <span className={text.bad}>
            {' '}
            <ToneShape tone="bad" size={9} />{' '}
            {w.staff.needed({ needed: sitting.invigilatorsNeeded, assigned })}
          </span>
        )}
      </span>
    </button>
  );
}
