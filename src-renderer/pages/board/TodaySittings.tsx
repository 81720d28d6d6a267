import { useMemo } from 'react';
import { Link, useNavigate } from 'react-router';
import type { BoardSitting } from '#shared/contract/views/site.ts';
import type { SittingState } from '#shared/domain/sittingTimes.ts';
import { entranceReaders } from '#shared/domain/roles.ts';
import { useMay } from '../../app/session.tsx';
import { endOf, timeOf } from '../../app/time.ts';
import { useWords } from '../../app/language.tsx';
import { Bar } from '../../parts/Bar.tsx';
import { DataTable } from '../../parts/DataTable.tsx';
import type { Column } from '../../parts/DataTable.tsx';
import { EmptyState } from '../../parts/EmptyState.tsx';
import { StateTag } from '../../parts/StateTag.tsx';
import type { Tone } from '../../parts/StateTag.tsx';
import styles from './board.module.css';

const tones: Readonly<Record<SittingState, Tone>> = {
  notStarted: 'idle',
  admitting: 'info',
  running: 'good',
  finished: 'idle',
};

/** Today's sittings by room: expected, present, absent, invigilators, progress of the practical. */
export function TodaySittings({ sittings }: { readonly sittings: readonly BoardSitting[] }) {
  const w = useWords('board');
  const navigate = useNavigate();
  const mayCheckIn = useMay(entranceReaders);
  const columns = useSittingColumns();
  if (sittings.length === 0) {
    return (
      <EmptyState title={w.sittings.none} actions={<Link to="/arrangement">{w.sittings.goArrange}</Link>}>
        {w.sittings.noneText}
      </EmptyState>
    );
  }
  return (
    <DataTable
      bare
      name={w.sittings.title}
      rows={sittings}
      columns={columns}
      rowKey={(sitting) => sitting.sittingId}
      {...(mayCheckIn
        ? { onOpen: (sitting: BoardSitting) => void navigate(`/checkin?sitting=${sitting.sittingId}`) }
        : {})}
    />
  );
}

function useSittingColumns(): readonly Column<BoardSitting>[] {
  const w = useWords('board');
  const common = useWords('common');
  return useMemo<readonly Column<BoardSitting>[]>(
    () => [
      { key: 'room', title: w.sittings.room, text: (sitting) => sitting.roomName },
      {
        key: 'subject',
        title: w.sittings.subject,
        text: (sitting) => common.subjects[sitting.subject],
        width: 82,
      },
      {
        key: 'time',
        title: w.sittings.time,
        text: (sitting) => `${timeOf(sitting.startsAt)}–${timeOf(endOf(sitting.startsAt, sitting.minutes))}`,
        width: 106,
      },
      {
        key: 'state',
        title: w.sittings.state,
        text: (sitting) => common.sittingStates[sitting.state],
        cell: (sitting) => (
          <StateTag tone={tones[sitting.state]}>{common.sittingStates[sitting.state]}</StateTag>
        ),
        width: 86,
      },
      {
        key: 'attendance',
        title: w.sittings.attendance,
        text: (sitting) => `${sitting.present} / ${sitting.expected}`,
        cell: (sitting) => <Share done={sitting.present} of={sitting.expected} />,
        sortBy: (sitting) => sitting.present / Math.max(1, sitting.expected),
        width: 138,
      },
      {
        key: 'absent',
        title: w.sittings.absent,
        text: (sitting) => sitting.absent,
        align: 'right',
        width: 54,
      },
      {
        key: 'staff',
        title: w.sittings.staff,
        text: staffText,
        cell: (sitting) =>
          sitting.invigilators.length < sitting.invigilatorsNeeded ? (
            <StateTag tone="bad">{staffText(sitting)}</StateTag>
          ) : (
            staffText(sitting)
          ),
        width: 72,
      },
      {
        key: 'sheets',
        title: w.sittings.sheets,
        text: (sitting) =>
          sitting.sheetsNeeded === null ? null : `${sitting.sheetsSigned ?? 0}/${sitting.sheetsNeeded}`,
        align: 'right',
        width: 72,
      },
    ],
    [w, common],
  );
}

/** Invigilators at hand beside those needed; the number alone where the rules ask for none. */
function staffText(sitting: BoardSitting): string {
  const present = sitting.invigilators.length;
  return sitting.invigilatorsNeeded === 0 ? String(present) : `${present}/${sitting.invigilatorsNeeded}`;
}

function Share(props: { readonly done: number; readonly of: number }) {
  const share = props.of === 0 ? 0 : props.done / props.of;
  return (
    <span className={styles.share}>
      <Bar share={share} />
      {`${props.done} / ${props.of}`}
    </span>
  );
}
