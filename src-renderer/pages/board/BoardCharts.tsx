import type { Board } from '#shared/contract/views/site.ts';
import { timeOf } from '../../app/time.ts';
import { useWords } from '../../app/language.tsx';
import { BarChart } from '../../parts/BarChart.tsx';
import { Block } from '../../parts/Page.tsx';
import text from '../../parts/text.module.css';
import styles from './board.module.css';

/** Check-ins over time, and the spread of the scores so far. */
export function BoardCharts({ board }: { readonly board: Board }) {
  const w = useWords('board');
  const common = useWords('common');
  const scored = board.scoreBands.some((band) => band.theory + band.practical > 0);
  return (
    <div className={styles.charts}>
      <Block title={w.charts.checkIns}>
        {board.checkInsOverTime.length === 0 ? (
          <p className={text.soft}>{w.charts.noCheckIns}</p>
        ) : (
          <BarChart
            label={w.charts.checkIns}
            series={[w.charts.checkInsName]}
            groups={board.checkInsOverTime.map((step) => ({ label: timeOf(step.at), values: [step.count] }))}
            labelEvery={Math.ceil(board.checkInsOverTime.length / 8)}
            height={210}
          />
        )}
      </Block>
      {board.scoreBands.length > 0 && (
        <Block title={w.charts.scores}>
          {scored ? (
            <BarChart
              label={w.charts.scores}
              series={[common.subjects.theory, common.subjects.practical]}
              groups={board.scoreBands.map((band) => ({
                label: String(band.from),
                values: [band.theory, band.practical],
              }))}
              height={210}
            />
          ) : (
            <p className={text.soft}>{w.charts.noScores}</p>
          )}
        </Block>
      )}
    </div>
  );
}
