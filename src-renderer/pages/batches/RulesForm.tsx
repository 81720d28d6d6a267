import { Button, InputNumber, Select } from 'antd';
import { defaultBatchRules } from '#shared/contract/batchRules.ts';
import type { BatchRules } from '#shared/contract/batchRules.ts';
import { useWords } from '../../app/language.tsx';
import { ruleGroups } from './ruleFields.ts';
import type { NumberField } from './ruleFields.ts';

interface RulesFormProps {
  readonly rules: BatchRules;
  onChange(rules: BatchRules): void;
}

/** Third step of the guide: the rules of the batch, filled with the defaults. */
export function RulesForm({ rules, onChange }: RulesFormProps) {
  const w = useWords('batches');
  return (
    <>
      <div className="rules-intro">
        <p className="soft">{w.guide.rulesIntro}</p>
        <Button size="small" onClick={() => onChange(defaultBatchRules)}>
          {w.guide.reset}
        </Button>
      </div>
      <div className="rules-form">
        {ruleGroups.map((group) => (
          <fieldset key={group.key}>
            <legend>{w.rules.groups[group.key]}</legend>
            {group.choices?.map((key) => (
              <label key={key} className="rule-line" htmlFor={`rule-${key}`}>
                <span>{w.rules[key]}</span>
                <Choice ruleKey={key} rules={rules} onChange={onChange} />
              </label>
            ))}
            {group.numbers.map((field) => (
              <label key={field.key} className="rule-line" htmlFor={`rule-${field.key}`}>
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
      style={{ width: 210 }}
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
  return (
    <InputNumber<number>
      id={`rule-${field.key}`}
      style={{ width: 160 }}
      value={rules[field.key] / scale}
      min={field.min}
      max={field.max}
      step={field.step ?? 1}
      {...(scale === 100 ? { precision: 2 } : { precision: 0 })}
      suffix={<span className="soft">{w.rules.units[field.unit]}</span>}
      onChange={(value) => {
        if (value !== null) onChange({ ...rules, [field.key]: Math.round(value * scale) });
      }}
    />
  );
}
