import type { RubricModule } from '#shared/contract/commands/practical.ts';
import { useWords } from '../../app/language.tsx';
import { Mark } from '../../parts/Mark.tsx';
import text from '../../parts/text.module.css';
import styles from './batches.module.css';

/** A rubric as it stands: its modules with all items. */
export function RubricTable({ modules }: { readonly modules: readonly RubricModule[] }) {
  const w = useWords('batches');
  const common = useWords('common');
  return (
    <div className={styles.rubric} tabIndex={0} role="region" aria-label={w.rubric.title}>
      {modules.map((module) => (
        <section key={module.no}>
          <h3>
            {w.rubric.module({ no: module.no, title: module.title })}
            <span className={text.soft}>
              {' '}
              {w.rubric.weight({ weight: module.weightPercent })} ·{' '}
              {w.rubric.minutes({ minutes: module.minutes })}
            </span>
          </h3>
          <table>
            <thead>
              <tr>
                <th>{w.rubric.columns.no}</th>
                <th>{w.rubric.columns.content}</th>
                <th>{w.rubric.columns.point}</th>
                <th className={styles.mark}>{w.rubric.columns.full}</th>
                <th>{w.rubric.columns.rule}</th>
                <th>{w.rubric.columns.kind}</th>
              </tr>
            </thead>
            <tbody>
              {module.items.map((item) => (
                <tr key={item.no}>
                  <td>{item.no}</td>
                  <td>{item.content}</td>
                  <td>{item.point}</td>
                  <td className={styles.mark}>
                    <Mark hundredths={item.fullHundredths} />
                  </td>
                  <td>{item.rule}</td>
                  <td>
                    {common.itemKinds[item.kind]}
                    {item.vetoEnds && <span className={text.bad}> {w.rubric.veto[item.vetoEnds]}</span>}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      ))}
    </div>
  );
}
