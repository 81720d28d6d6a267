import { useWords } from '../../app/language.tsx';
import { formatScore } from '#shared/domain/score.ts';
import { StateTag } from '../../parts/StateTag.tsx';
import type { ResultExplanation } from '#shared/contract/views/results.ts';
import styles from './results.module.css';
import text from '../../parts/text.module.css';

type Module = ResultExplanation['practical'][number];

/** One module of the practical subject: each item, who gave what, and what counted. */
export function ExplainedModule({ module }: { readonly module: Module }) {
  const w = useWords('results');
  const common = useWords('common');
  const kinds: Readonly<Record<string, string>> = common.itemKinds;
  return (
    <table className={styles.module}>
      <caption>
        <strong>{w.explain.module({ no: module.moduleNo, title: module.title })}</strong>
        <span className={text.soft}>{w.explain.weight({ weight: module.weightPercent })}</span>
        {module.vetoed && <StateTag tone="bad">{w.vetoed}</StateTag>}
        <strong>{w.explain.moduleScore({ score: module.moduleScore })}</strong>
      </caption>
      <thead>
        <tr>
          <th scope="col">{w.explain.item}</th>
          <th scope="col">{w.explain.content}</th>
          <th scope="col">{w.explain.full}</th>
          <th scope="col">{w.explain.marks}</th>
          <th scope="col">{w.explain.used}</th>
        </tr>
      </thead>
      <tbody>
        {module.items.map((item) => (
          <tr key={item.itemNo}>
            <td>{item.itemNo}</td>
            <td>
              {item.content} <span className={text.soft}>{kinds[item.kind] ?? ''}</span>
            </td>
            <td>{formatScore(item.fullHundredths)}</td>
            <td>
              {item.marks.map((mark, index) => (
                <span key={`${index}.${mark.by}`} className={styles.given}>
                  <span className={text.soft}>{mark.by}</span>{' '}
                  {mark.vetoed ? (
                    <StateTag tone="bad">{w.vetoed}</StateTag>
                  ) : (
                    formatScore(mark.scoreHundredths)
                  )}
                </span>
              ))}
            </td>
            <td>
              <strong>{item.used}</strong>
              {item.adjudicated && (
                <>
                  {' '}
                  <StateTag tone="info">{w.explain.adjudicated}</StateTag>
                </>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
