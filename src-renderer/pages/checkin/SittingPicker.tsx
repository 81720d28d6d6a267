import type { useQuestion } from '../../app/api.tsx';
import { dayOf, endOf, timeOf } from '../../app/time.ts';
import { useWords } from '../../app/language.tsx';
import { EmptyState } from '../../parts/EmptyState.tsx';
import { Page } from '../../parts/Page.tsx';
import { RefusalNotice } from '../../parts/RefusalNotice.tsx';
import { StateTag } from '../../parts/StateTag.tsx';
import type { SittingId } from '#shared/contract/ids.ts';
import type { BoardSitting } from '#shared/contract/views/site.ts';
import type { SittingState } from '#shared/domain/sittingTimes.ts';
import styles from './sittings.module.css';
import text from '../../parts/text.module.css';

const order: Readonly<Record<SittingState, number>> = {
  admitting: 0,
  running: 1,
  notStarted: 2,
  finished: 3,
};
const sittingTone = { notStarted: 'idle', admitting: 'good', running: 'info', finished: 'idle' } as const;

interface Props {
  readonly sittings: ReturnType<typeof useQuestion<'checkin.sittings'>>;
  onPick(sittingId: SittingId): void;
}

/** The sittings that this desk may look after; those that admit people now come first. */
export function SittingPicker({ sittings, onPick }: Props) {
  const w = useWords('checkin');
  const common = useWords('common');
  const rows = [...(sittings.data ?? [])].sort(
    (a: BoardSitting, b: BoardSitting) =>
      order[a.state] - order[b.state] ||
      a.startsAt.localeCompare(b.startsAt) ||
      a.roomName.localeCompare(b.roomName),
  );
  return (
    <Page title={w.title} sub={w.pickHint}>
      {sittings.error && <RefusalNotice refusal={sittings.error.refusal} />}
      {sittings.data?.length === 0 && <EmptyState title={w.noSittings}>{w.noSittingsHint}</EmptyState>}
      {rows.length > 0 && (
        <section aria-label={w.pickTitle} className={styles.sittings}>
          {rows.map((sitting) => (
            <button
              type="button"
              key={sitting.sittingId}
              className={styles.sitting}
              onClick={() => onPick(sitting.sittingId)}
            >
              <span className={styles.sittingTime}>
                <span className={styles.sittingDay}>{dayOf(sitting.startsAt)}</span>
                {timeOf(sitting.startsAt)}
              </span>
              <span>
                <span className={styles.sittingRoom}>{sitting.roomName}</span>
                <br />
                <span className={text.soft}>
                  {common.subjects[sitting.subject]} · {timeOf(sitting.startsAt)}–
                  {timeOf(endOf(sitting.startsAt, sitting.minutes))} · {sitting.batchName}
                </span>
              </span>
              <StateTag tone={sittingTone[sitting.state]}>{w.states[sitting.state]}</StateTag>
              <span>
                {w.expected} <strong>{sitting.expected}</strong> · {w.present}{' '}
                <strong>{sitting.present}</strong>
              </span>
              <span className={styles.sittingGo}>{sitting.state === 'finished' ? w.view : w.open} →</span>
            </button>
          ))}
        </section>
      )}
    </Page>
  );
}
