import { useMemo } from 'react';
import type { GapView } from '#shared/contract/views/cameras.ts';
import { useWords } from '../../app/language.tsx';
import { clockOf, dayTimeOf } from '../../app/time.ts';
import { Button, ButtonLink } from '../../parts/Button.tsx';
import { DataTable } from '../../parts/DataTable.tsx';
import type { Column } from '../../parts/DataTable.tsx';
import { EmptyState } from '../../parts/EmptyState.tsx';
import { Block } from '../../parts/Page.tsx';
import { StateTag } from '../../parts/StateTag.tsx';
import { durationText } from './cameraText.ts';

interface GapListProps {
  readonly gaps: readonly GapView[];
  onAnswer(gap: GapView): void;
}

/** Gaps within sittings: camera, from, to, cause, whom they touch, what was done instead. */
export function GapList({ gaps, onAnswer }: GapListProps) {
  const w = useWords('cameraPages');
  const common = useWords('common');
  const columns = useMemo<readonly Column<GapView>[]>(
    () => [
      { key: 'room', title: common.person.room, text: (gap) => gap.roomName, choices: true, minWidth: 100 },
      { key: 'camera', title: w.form.name, text: (gap) => gap.cameraName, minWidth: 110 },
      {
        key: 'from',
        title: w.gaps.from,
        text: (gap) => `${dayTimeOf(gap.from)}:${clockOf(gap.from).slice(-2)}`,
        sortBy: (gap) => gap.from,
        width: 170,
      },
      {
        key: 'length',
        title: w.gaps.length,
        text: (gap) =>
          gap.to === null ? w.gaps.goesOn : durationText(Date.parse(gap.to) - Date.parse(gap.from)),
        cell: (gap) =>
          gap.to === null ? (
            <StateTag tone="bad">{w.gaps.goesOn}</StateTag>
          ) : (
            durationText(Date.parse(gap.to) - Date.parse(gap.from))
          ),
        width: 110,
      },
      { key: 'cause', title: w.gaps.cause, text: (gap) => w.causes[gap.cause], choices: true, minWidth: 120 },
      {
        key: 'touched',
        title: w.gaps.touched,
        text: (gap) => w.gaps.people({ count: gap.touched.length }),
        sortBy: (gap) => gap.touched.length,
        width: 100,
      },
      {
        key: 'answer',
        title: w.gaps.instead,
        text: (gap) => gap.answer?.insteadDone ?? w.gaps.open,
        cell: (gap) =>
          gap.answer === null ? (
            <Button size="small" onClick={() => onAnswer(gap)}>
              {w.gaps.answer}
            </Button>
          ) : (
            <Button size="small" quiet onClick={() => onAnswer(gap)} title={gap.answer.insteadDone}>
              {w.gaps.answered}
            </Button>
          ),
        width: 140,
      },
      {
        key: 'see',
        title: w.playback.see,
        text: () => null,
        cell: (gap) => (
          <ButtonLink
            kind="link"
            to={`/cameras?tab=playback&room=${gap.roomId}&at=${gap.from}`}
            aria-label={`${w.playback.see} ${gap.cameraName} ${clockOf(gap.from)}`}
          >
            {w.playback.see}
          </ButtonLink>
        ),
        screenOnly: true,
        width: 110,
      },
    ],
    [w, common, onAnswer],
  );
  return (
    <Block title={w.gaps.title} flush>
      <DataTable
        name={w.gaps.title}
        rows={gaps}
        columns={columns}
        rowKey={(gap) => gap.gapId}
        rowTone={(gap) => (gap.answer === null ? 'warn' : null)}
        empty={<EmptyState title={w.gaps.none}>{w.gaps.noneText}</EmptyState>}
      />
    </Block>
  );
}
