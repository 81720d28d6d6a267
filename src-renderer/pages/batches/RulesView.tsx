import type { BatchRules } from '#shared/contract/batchRules.ts';
import { useWords } from '../../app/language.tsx';
import { markText } from '../../parts/Mark.tsx';
import styles from './batches.module.css';
import { ruleGroups } from './ruleFields.ts';

/** The rules of a batch as they stand. */
export function RulesView({ rules }: { readonly rules: BatchRules }) {
  const w = useWords('batches');
  return (
    <div className={styles.rules}>
      {ruleGroups.map((group) => (
        <section key={group.key}>
          <h3>{w.rules.groups[group.key]}</h3>
          <dl>
            {group.choices?.map((key) => (
              <div key={key}>
                <dt>{w.rules[key]}</dt>
                <dd>
                  {key === 'combining'
                    ? w.rules.combiningOptions[rules.combining]
                    : w.rules.practicalModeOptions[rules.practicalMode]}
                </dd>
              </div>
            ))}
            {group.numbers.map((field) => (
              <div key={field.key}>
                <dt>{w.rules[field.key]}</dt>
                <dd>
                  {field.scale === 100 ? markText(rules[field.key]) : rules[field.key]}{' '}
                  {w.rules.units[field.unit]}
                </dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
    </div>
  );
}
