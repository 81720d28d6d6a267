import { DatePicker, Form, Input } from 'antd';
import dayjs from 'dayjs';
import type { Words } from '#shared/words/words.ts';
import { lengths } from '#shared/domain/limits.ts';
import { useWords } from '../../app/language.tsx';
import { classes } from '../../parts/classes.ts';
import styles from './batches.module.css';

/** Name, number and days of a batch as they are being filled in. */
export interface Facts {
  readonly name: string;
  /** Null: the suggested one. */
  readonly batchNo: string | null;
  readonly firstDay: string | null;
  readonly lastDay: string | null;
}

/** What is still wrong with them. */
export function factsFaults(facts: Facts, w: Words<'batches'>): Partial<Record<keyof Facts, string>> {
  return {
    ...(facts.name.trim() === '' ? { name: w.guide.required } : {}),
    ...(/^[0-9A-Z-]{1,16}$/.test(facts.batchNo ?? '') ? {} : { batchNo: w.guide.numberFault }),
    ...(facts.firstDay === null || facts.lastDay === null ? { firstDay: w.guide.required } : {}),
  };
}

interface BatchFactsProps {
  readonly facts: Facts;
  /** Whether faults are shown already. */
  readonly shown: boolean;
  onChange(facts: Facts): void;
}

/** Second step of the guide. */
export function BatchFacts({ facts, shown, onChange }: BatchFactsProps) {
  const w = useWords('batches');
  const faults = shown ? factsFaults(facts, w) : {};
  const status = (fault: string | undefined) =>
    fault === undefined ? {} : { validateStatus: 'error' as const };
  const days: [dayjs.Dayjs, dayjs.Dayjs] | null =
    facts.firstDay !== null && facts.lastDay !== null ? [dayjs(facts.firstDay), dayjs(facts.lastDay)] : null;
  return (
    <Form layout="vertical" component="div" className={classes(styles.facts)}>
      <Form.Item
        label={w.guide.name}
        htmlFor="batch-name"
        help={faults.name ?? w.guide.nameHint}
        {...status(faults.name)}
      >
        <Input
          id="batch-name"
          autoFocus
          maxLength={lengths.short}
          value={facts.name}
          onChange={(event) => onChange({ ...facts, name: event.target.value })}
        />
      </Form.Item>
      <Form.Item
        label={w.guide.number}
        htmlFor="batch-number"
        help={faults.batchNo ?? w.guide.numberHint}
        {...status(faults.batchNo)}
      >
        <Input
          id="batch-number"
          className={classes(styles.batchNo)}
          maxLength={lengths.batchNo}
          value={facts.batchNo ?? ''}
          onChange={(event) => onChange({ ...facts, batchNo: event.target.value.toUpperCase() })}
        />
      </Form.Item>
      <Form.Item
        label={w.guide.days}
        htmlFor="batch-days"
        help={faults.firstDay ?? w.guide.daysHint}
        {...status(faults.firstDay)}
      >
        <DatePicker.RangePicker
          id="batch-days"
          value={days}
          onChange={(range) =>
            onChange({
              ...facts,
              firstDay: range?.[0]?.format('YYYY-MM-DD') ?? null,
              lastDay: range?.[1]?.format('YYYY-MM-DD') ?? null,
            })
          }
        />
      </Form.Item>
    </Form>
  );
}
