import { Drawer } from 'antd';
import { descriptionOf } from '#shared/words/words.ts';
import { useQuestion } from '../../app/api.tsx';
import { useLanguage, useWords } from '../../app/language.tsx';
import { Answered } from '../../parts/Answered.tsx';
import { classes } from '../../parts/classes.ts';
import { StateTag } from '../../parts/StateTag.tsx';
import type { ResultExplanation, ResultRow } from '#shared/contract/views/results.ts';
import { ExplainedModule } from './ExplainedModule.tsx';
import styles from './results.module.css';
import { outcomeTone } from './tones.ts';
import text from '../../parts/text.module.css';

interface Props {
  readonly row: ResultRow;
  onClose(): void;
}

/** How a result came about, line by line, down to the marks and the ledger rows. */
export function Explanation({ row, onClose }: Props) {
  const w = useWords('results');
  const common = useWords('common');
  const { clauseSeparator } = descriptionOf(useLanguage().language);
  const question = useQuestion('results.explain', { enrolmentId: row.enrolmentId });
  return (
    <Drawer
      open
      size={860}
      title={w.explain.title({ name: row.name ?? row.ticketNumber })}
      extra={<StateTag tone={outcomeTone[row.outcome]}>{common.outcomes[row.outcome]}</StateTag>}
      onClose={onClose}
    >
      {row.open.length > 0 && (
        <p className={classes(text.caution, styles.freezeOpen)}>
          {common.titled({
            title: w.explain.open,
            text: row.open.map((code) => common.openReasons[code]).join(clauseSeparator),
          })}
        </p>
      )}
      <Answered question={question}>{(answer) => (answer ? <Lines explanation={answer} /> : null)}</Answered>
    </Drawer>
  );
}

function Lines({ explanation }: { readonly explanation: ResultExplanation }) {
  const w = useWords('results');
  const common = useWords('common');
  const { theory, practical, practicalHidden, sum, rounded } = explanation;
  return (
    <div className={styles.explain} role="region" aria-label={w.explain.practical} tabIndex={0}>
      <section>
        <h2>{w.explain.theory}</h2>
        {theory.length === 0 && <p className={text.soft}>{w.explain.noTheory}</p>}
        <ol className={styles.lines}>
          {theory.map((line, index) => (
            <li key={`${index}.${line.label}`}>
              <span>{w.explain.theoryLines[line.label]}</span>
              <strong>{line.value === '—' ? w.explain.absent : line.value}</strong>
              <span className={text.soft}>
                {[line.by, line.seq !== null && w.explain.seq({ seq: line.seq })].filter(Boolean).join(' · ')}
              </span>
            </li>
          ))}
        </ol>
      </section>
      <section>
        <h2>{w.explain.practical}</h2>
        {practicalHidden !== null && <p className={text.soft}>{common.hidden[practicalHidden]}</p>}
        {practicalHidden === null && practical.length === 0 && (
          <p className={text.soft}>{w.explain.noPractical}</p>
        )}
        {practical.map((module) => (
          <ExplainedModule key={module.moduleNo} module={module} />
        ))}
        {practical.length > 0 && (
          <dl className={styles.sum}>
            <div>
              <dt>{w.explain.sum}</dt>
              <dd>{sum}</dd>
            </div>
            <div>
              <dt>{w.explain.rounded}</dt>
              <dd>
                <strong>{rounded}</strong>
              </dd>
            </div>
          </dl>
        )}
      </section>
    </div>
  );
}
