import type { Board } from '#shared/contract/views/site.ts';
import { useQuestion } from '../../app/api.tsx';
import { useWords } from '../../app/language.tsx';
import { Answered } from '../../parts/Answered.tsx';
import layout from '../../parts/layout.module.css';
import { Block, Page } from '../../parts/Page.tsx';
import { Alarms } from './Alarms.tsx';
import styles from './board.module.css';
import { BoardCameras } from './BoardCameras.tsx';
import { BoardCharts } from './BoardCharts.tsx';
import { Deadlines } from './Deadlines.tsx';
import { NextReadiness } from './NextReadiness.tsx';
import { Outbox } from './Outbox.tsx';
import { TodaySittings } from './TodaySittings.tsx';
import text from '../../parts/text.module.css';

/** 工作台: what is wrong now, today's rooms, the deadlines, what lies at the centre. */
export function BoardPage() {
  const w = useWords('board');
  const board = useQuestion('board.today', {});
  return (
    <Page title={w.title} sub={board.data ? w.today({ day: board.data.today }) : ' '}>
      <Answered question={board}>{(facts) => <BoardBody board={facts} />}</Answered>
    </Page>
  );
}

function BoardBody({ board }: { readonly board: Board }) {
  const w = useWords('board');
  return (
    <>
      <Figures board={board} />
      <div className={styles.columns}>
        <div className={layout.column}>
          <Block title={w.sittings.title} flush>
            <TodaySittings sittings={board.sittings} />
          </Block>
          <Deadlines deadlines={board.deadlines} />
          <BoardCharts board={board} />
        </div>
        <div className={layout.column}>
          <BoardCameras />
          <Block title={w.alarms.title} flush>
            <Alarms alarms={board.alarms} />
          </Block>
          <NextReadiness />
          <Block title={w.outbox.title} flush>
            <Outbox outbox={board.outbox} />
          </Block>
        </div>
      </div>
    </>
  );
}

function Figures({ board }: { readonly board: Board }) {
  const w = useWords('board');
  const sum = (of: (sitting: Board['sittings'][number]) => number | null) =>
    board.sittings.reduce((total, sitting) => total + (of(sitting) ?? 0), 0);
  const needed = sum((sitting) => sitting.sheetsNeeded);
  const figures: readonly (readonly [string, string, (string | undefined)?])[] = [
    [w.figures.sittings, String(board.sittings.length)],
    [w.figures.expected, String(sum((sitting) => sitting.expected))],
    [w.figures.present, String(sum((sitting) => sitting.present))],
    [
      w.figures.absent,
      String(sum((sitting) => sitting.absent)),
      sum((sitting) => sitting.absent) > 0 ? text.bad : undefined,
    ],
    [w.figures.substituted, String(board.substituted)],
    ...(needed > 0
      ? [[w.figures.sheets, `${sum((sitting) => sitting.sheetsSigned)} / ${needed}`] as const]
      : []),
  ];
  return (
    <dl className={styles.figures} aria-label={w.figures.label}>
      {figures.map(([name, value, tone]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd className={tone}>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
