import { useWords } from '../../app/language.tsx';
import { BarChart } from '../../parts/BarChart.tsx';
import type { ResultTable } from '#shared/contract/views/results.ts';
import { byOccupation } from './byOccupation.ts';
import { Counts } from './Counts.tsx';
import styles from './results.module.css';
import text from '../../parts/text.module.css';

/** The counts, and two small pictures: how scores spread, and how each occupation and level came out. */
export function Overview({ table }: { readonly table: ResultTable }) {
  const w = useWords('results');
  const common = useWords('common');
  const groups = byOccupation(table.rows);
  return (
    <div className={styles.overview}>
      <Counts table={table} />
      <section>
        <h2>{w.charts.bands}</h2>
        <BarChart
          label={w.charts.bands}
          height={132}
          series={[w.charts.theory, w.charts.practical]}
          groups={table.scoreBands.map((band) => ({
            label: w.charts.band({ from: band.from, to: band.from >= 90 ? 100 : band.from + 9 }),
            values: [band.theory, band.practical],
          }))}
        />
      </section>
      <section>
        <h2>{w.charts.rate}</h2>
        <ul className={styles.rates}>
          {groups.map((group) => (
            <li key={group.key}>
              <span className={text.cut} title={group.occupationLevel.name}>
                {group.occupationLevel.name} {common.levels[group.occupationLevel.level]}
              </span>
              <span
                className={styles.rateBar}
                role="img"
                aria-label={`${common.outcomes.passed} ${group.passed}, ${common.outcomes.failed} ${group.failed}, ${common.outcomes.open} ${group.open}`}
              >
                <span className={styles.ratePassed} style={{ '--count': group.passed }} />
                <span className={styles.rateFailed} style={{ '--count': group.failed }} />
                <span className={styles.rateOpen} style={{ '--count': group.open }} />
              </span>
              <span className={text.soft}>
                {w.charts.rateOf({ passed: group.passed, total: group.total })}
              </span>
            </li>
          ))}
        </ul>
      </section>
    </div>
  );
}
