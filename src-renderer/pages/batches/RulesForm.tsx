import { InputNumber, Select } from 'antd';
import { batchRuleLimits, defaultBatchRules } from '#shared/contract/batchRules.ts';
import type { BatchRules } from '#shared/contract/batchRules.ts';
import { useWords } from '../../app/language.tsx';
import styles from './batches.module.css';
import { ruleGroups } from './ruleFields.ts';
import type { NumberField } from './ruleFields.ts';
import { Button } from '../../parts/Button.tsx';
import { classes } from '../../parts/classes.ts';
import text from '../../parts/text.module.css';

interface RulesFormProps {
  readonly rules: BatchRules;
  onChange(rules: BatchRules): void;
}

/** Third step of the guide: the rules of the batch, filled with the defaults. */
export function RulesForm({ rules, onChange }: RulesFormProps) {
  const w = useWords('batches');
  return (
    <>
      <div className={styles.rulesIntro}>
        <p className={text.soft}>{w.guide.rulesIntro}</p>
        <Button size="small" onClick={() => onChange(defaultBatchRules)}>
          {w.guide.reset}
        </Button>
      </div>
      <div className={styles.rulesForm}>
        {ruleGroups.map((group) => (
          <fieldset key={group.key}>
            <legend>{w.rules.groups[group.key]}</legend>
            {group.choices?.map((key) => (
              <label key={key} className={styles.rule} htmlFor={`rule-${key}`}>
                <span>{w.rules[key]}</span>
                <Choice ruleKey={key} rules={rules} onChange={onChange} />
              </label>
            ))}
            {group.numbers.map((field) => (
              <label key={field.key} className={styles.rule} htmlFor={`rule-${field.key}`}>
                <span>{w.rules[field.key]}</span>
                <NumberInput field={field} rules={rules} onChange={onChange} />
              </label>
            ))}
          </fieldset>
        ))}
      </div>
    </>
  );
}

function Choice(props: RulesFormProps & { readonly ruleKey: 'combining' | 'practicalMode' }) {
  const w = useWords('batches');
  const { ruleKey, rules, onChange } = props;
  const options: Readonly<Record<string, string>> =
    ruleKey === 'combining' ? w.rules.combiningOptions : w.rules.practicalModeOptions;
  return (
    <Select<string>
      id={`rule-${ruleKey}`}
      className={classes(styles.choice)}
      value={rules[ruleKey]}
      onChange={(value) => onChange({ ...rules, [ruleKey]: value })}
      options={Object.entries(options).map(([value, label]) => ({ value, label }))}
    />
  );
}

function NumberInput(props: RulesFormProps & { readonly field: NumberField }) {
  const w = useWords('batches');
  const { field, rules, onChange } = props;
  const scale = field.scale ?? 1;
  const limits = batchRuleLimits[field.key];
  return (
    <InputNumber<number>
      id={`rule-${field.key}`}
      className={classes(styles.number)}
      value={rules[field.key] / scale}
      min={limits.min / scale}
      max={limits.max / scale}
      step={field.step ?? 1}
      {...(scale === 100 ? { precision: 2 } : { precision: 0 })}
      suffix={<span className={text.soft}>{w.rules.units[field.unit]}</span>}
      onChange={(value) => {
        if (value !== null) onChange({ ...rules, [field.key]: Math.round(value * scale) });
      }}
    />
  );
}
