import { useMemo } from 'react';
import type { RoomTimeline } from '#shared/contract/views/cameras.ts';
import { useWords } from '../../app/language.tsx';
import { clockOf } from '../../app/time.ts';
import { Button } from '../../parts/Button.tsx';
import { DataTable } from '../../parts/DataTable.tsx';
import type { Column } from '../../parts/DataTable.tsx';
import { EmptyState } from '../../parts/EmptyState.tsx';
import { durationText } from './cameraText.ts';

interface MomentRow {
  readonly key: string;
  readonly atMs: number;
  readonly kind: string;
  readonly text: string;
}

interface MomentListProps {
  readonly timeline: RoomTimeline;
  readonly moments: readonly (RoomTimeline['moments'][number] & { readonly atMs: number })[];
  onJump(atMs: number): void;
}

/** What happened in the room and what is missing, in words: the same as is drawn on the time line, to be searched and jumped to. */
export function MomentList({ timeline, moments, onJump }: MomentListProps) {
  const w = useWords('cameraPages');
  const rows = useMemo<readonly MomentRow[]>(
    () =>
      [
        ...moments.map((moment) => ({
          key: `${moment.at} ${moment.kind} ${moment.enrolmentId ?? ''} ${moment.text}`,
          atMs: moment.atMs,
          kind: w.moments[moment.kind],
          text: moment.text,
        })),
        ...timeline.cameras.flatMap(({ cameraId, name, gaps }) =>
          gaps.map(({ from, to, cause }) => ({
            key: `${from} ${cameraId}`,
            atMs: Date.parse(from),
            kind: w.playback.gapKind,
            text: w.playback.gapText({
              name,
              cause: w.causes[cause],
              duration: durationText(Date.parse(to) - Date.parse(from)),
            }),
          })),
        ),
      ].toSorted((one, other) => one.atMs - other.atMs),
    [moments, timeline.cameras, w],
  );
  const columns = useMemo<readonly Column<MomentRow>[]>(
    () => [
      {
        key: 'at',
        title: w.playback.at,
        text: (row) => clockOf(row.atMs),
        sortBy: (row) => row.atMs,
        width: 110,
      },
      { key: 'kind', title: w.playback.kind, text: (row) => row.kind, choices: true, width: 130 },
      { key: 'text', title: w.playback.what, text: (row) => row.text },
      {
        key: 'go',
        title: w.playback.see,
        text: () => null,
        cell: (row) => (
          <Button
            kind="link"
            onClick={() => onJump(row.atMs)}
            aria-label={`${w.playback.see} ${clockOf(row.atMs)}`}
          >
            {w.playback.see}
          </Button>
        ),
        width: 110,
        screenOnly: true,
      },
    ],
    [w, onJump],
  );
  return (
    <DataTable
      name={w.playback.timeline({ room: timeline.roomName })}
      rows={rows}
      columns={columns}
      rowKey={(row) => row.key}
      onOpen={(row) => onJump(row.atMs)}
      height={260}
      empty={<EmptyState title={w.playback.noMoments} />}
    />
  );
}
