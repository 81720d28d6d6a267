import type { Board } from '#shared/contract/views/site.ts';
import { timeOf } from '../../app/time.ts';
import { useWords } from '../../app/language.tsx';
import { BarChart } from '../../parts/BarChart.tsx';
import { Block } from '../../parts/Page.tsx';

const practicalColor = 'var(--chart-second)';

/** Check-ins over time, and the spread of the scores so far. */
export function BoardCharts({ board }: { readonly board: Board }) {
  const w = useWords('board');
  const common = useWords('common');
  const scored = board.scoreBands.some((band) => band.theory + band.practical > 0);
  return (
    <div className="board-charts">
      <Block title={w.charts.checkIns}>
        {board.checkInsOverTime.length === 0 ? (
          <p className="soft">{w.charts.noCheckIns}</p>
        ) : (
          <BarChart
            label={w.charts.checkIns}
            series={[{ name: w.charts.checkInsName, color: 'var(--accent)' }]}
            groups={board.checkInsOverTime.map((step) => ({ label: timeOf(step.at), values: [step.count] }))}
            labelEvery={Math.ceil(board.checkInsOverTime.length / 8)}
            height={210}
          />
        )}
      </Block>
      <Block title={w.charts.scores}>
        {scored ? (
          <BarChart
            label={w.charts.scores}
            series={[
              { name: common.subjects.theory, color: 'var(--accent)' },
              { name: common.subjects.practical, color: practicalColor },
            ]}
            groups={board.scoreBands.map((band) => ({
              label: String(band.from),
              values: [band.theory, band.practical],
            }))}
            height={210}
          />
        ) : (
          <p className="soft">{w.charts.noScores}</p>
        )}
      </Block>
    </div>
  );
}
