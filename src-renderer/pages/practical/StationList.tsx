import type { ReactNode } from 'react';
import { useState } from 'react';
import { useQuestion } from '../../app/api.tsx';
import { useMe } from '../../app/session.tsx';
import { dayTimeOf } from '../../app/time.ts';
import { useWords } from '../../app/language.tsx';
import { Answered } from '../../parts/Answered.tsx';
import { classes } from '../../parts/classes.ts';
import control from '../../parts/control.module.css';
import { EmptyState, NothingFound } from '../../parts/EmptyState.tsx';
import { Page } from '../../parts/Page.tsx';
import { useComposedText } from '../../parts/useComposedText.ts';
import type { SheetKind } from '#shared/domain/practicalKinds.ts';
import type { EnrolmentId, UserId } from '#shared/contract/ids.ts';
import type { Station, StationCandidate } from '#shared/contract/views/examDay.ts';
import styles from './stations.module.css';
import { StationCard } from './StationCard.tsx';
import { useLeftovers } from './useLeftovers.ts';
import text from '../../parts/text.module.css';

export interface SheetName {
  readonly enrolmentId: EnrolmentId;
  readonly kind: SheetKind;
  readonly scorerId: UserId;
}

interface Props {
  readonly choice: ReactNode;
  onOpen(sheet: SheetName): void;
}

/** The candidates of one's own workstations, as large cards. */
export function StationList({ choice, onOpen }: Props) {
  const w = useWords('practical');
  const stations = useQuestion('practical.stations', {});
  const leftovers = useLeftovers();
  return (
    <Page title={w.title} sub={w.stations.sub} actions={choice}>
      {leftovers > 0 && (
        <p className={text.caution} role="status">
          {w.stations.leftovers({ count: leftovers })}
        </p>
      )}
      <Answered question={stations}>
        {(all) =>
          all.length === 0 ? (
            <EmptyState title={w.stations.none}>{w.stations.noneHint}</EmptyState>
          ) : (
            <>
              <ToVerify stations={all} onOpen={onOpen} />
              {all.map((station) => (
                <StationBlock key={station.sittingId} station={station} onOpen={onOpen} />
              ))}
            </>
          )
        }
      </Answered>
    </Page>
  );
}

function StationBlock({ station, onOpen }: { readonly station: Station; onOpen(sheet: SheetName): void }) {
  const w = useWords('practical');
  const common = useWords('common');
  const me = useMe();
  const [find, setFind] = useState('');
  const field = useComposedText(find, setFind);
  const duties: Readonly<Record<string, string>> = common.duties;
  const sheets = station.candidates.flatMap((candidate) => candidate.sheets);
  const signed = sheets.filter((sheet) => sheet.state === 'signed' || sheet.state === 'verified').length;
  const shown = station.candidates.filter((candidate) => isSought(candidate, find.trim()));
  return (
    <section className={styles.station}>
      <header className={styles.stationHead}>
        <div>
          <h2>{station.roomName}</h2>
          <p className={text.soft}>
            {dayTimeOf(station.startsAt)} · {station.batchName} ·{' '}
            {w.stations.duties({ duties: station.duties.map((duty) => duties[duty] ?? duty) })}
          </p>
        </div>
        <span className={styles.stationDone}>{w.stations.done({ signed, total: sheets.length })}</span>
        {station.candidates.length > 8 && (
          <input
            type="search"
            className={classes(control.control, styles.find)}
            {...field}
            placeholder={w.stations.find}
            aria-label={w.stations.find}
          />
        )}
      </header>
      {shown.length === 0 && find !== '' && (
        <NothingFound title={w.stations.notFound} onClear={() => setFind('')} />
      )}
      <ul className={styles.cards}>
        {shown.map((candidate) => (
          <StationCard
            key={candidate.enrolmentId}
            candidate={candidate}
            onOpen={(kind) => onOpen({ enrolmentId: candidate.enrolmentId, kind, scorerId: me.userId })}
          />
        ))}
      </ul>
    </section>
  );
}

/** A short number is a workstation's; anything else is looked for in name, workpiece code and ticket number. */
function isSought(candidate: StationCandidate, needle: string): boolean {
  if (/^\d{1,3}$/.test(needle)) return String(candidate.seatNo) === needle;
  return `${candidate.name ?? ''} ${candidate.workpieceCode ?? ''} ${candidate.ticketNumber}`.includes(
    needle,
  );
}

function ToVerify({
  stations,
  onOpen,
}: {
  readonly stations: readonly Station[];
  onOpen(sheet: SheetName): void;
}) {
  const w = useWords('practical');
  const waiting = stations.flatMap((station) => station.toVerify);
  if (waiting.length === 0) return null;
  return (
    <section className={styles.station}>
      <header className={styles.stationHead}>
        <div>
          <h2>{w.stations.toVerify}</h2>
          <p className={text.soft}>{w.stations.toVerifyHint}</p>
        </div>
      </header>
      <ul className={styles.cards}>
        {waiting.map((sheet) => (
          <li key={`${sheet.enrolmentId}.${sheet.by}`}>
            <button
              type="button"
              className={styles.card}
              onClick={() => onOpen({ enrolmentId: sheet.enrolmentId, kind: 'measure', scorerId: sheet.by })}
            >
              <span className={styles.cardSeat}>{sheet.seatNo}</span>
              <span className={styles.cardWho}>
                <strong>{sheet.name ?? sheet.workpieceCode ?? w.stations.noWorkpiece}</strong>
                {sheet.name === null && <span className={text.soft}>{w.stations.workpiece}</span>}
              </span>
              <span className={styles.cardGo}>{w.stations.verify} →</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
