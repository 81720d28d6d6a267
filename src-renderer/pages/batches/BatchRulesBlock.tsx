import { Form, Input } from 'antd';
import { useState } from 'react';
import type { BatchDetail } from '#shared/contract/views/preparation.ts';
import { lengths } from '#shared/domain/limits.ts';
import { useCommand } from '../../app/api.tsx';
import { useMay } from '../../app/session.tsx';
import { useWords } from '../../app/language.tsx';
import { Actions } from '../../parts/Actions.tsx';
import { Button } from '../../parts/Button.tsx';
import { HashText } from '../../parts/HashText.tsx';
import { Block } from '../../parts/Page.tsx';
import text from '../../parts/text.module.css';
import styles from './batches.module.css';
import { RulesForm } from './RulesForm.tsx';
import { RulesView } from './RulesView.tsx';

/** The rules of a batch with their version; the chief may ask for others. */
export function BatchRulesBlock({ batch }: { readonly batch: BatchDetail }) {
  const w = useWords('batches');
  const may = useMay(['chief']);
  const [changing, setChanging] = useState(false);
  const { version, inForce } = batch.calendar;
  return (
    <Block
      title={w.detail.rules}
      actions={
        may && !changing && !batch.frozen ? (
          <Button size="small" onClick={() => setChanging(true)}>
            {w.detail.rulesChange}
          </Button>
        ) : undefined
      }
    >
      {changing ? (
        <ChangeRules batch={batch} onDone={() => setChanging(false)} />
      ) : (
        <RulesView rules={batch.rules} />
      )}
      <p className={styles.hash}>
        {w.detail.ruleHash} <HashText hash={batch.ruleSetHash} digits={16} />{' '}
        {w.detail.rulesVersion({ version: batch.rulesVersion })}
      </p>
      <p className={styles.hash}>
        {w.detail.calendar} {version ?? inForce}
        {version !== null && version !== inForce && ` · ${w.detail.calendarNewer({ version: inForce })}`}
      </p>
    </Block>
  );
}

function ChangeRules(props: { readonly batch: BatchDetail; onDone(): void }) {
  const w = useWords('batches');
  const common = useWords('common');
  const { batch } = props;
  const change = useCommand('batch.changeRules');
  const [rules, setRules] = useState(batch.rules);
  const onFinish = async ({ reason }: { readonly reason: string }) => {
    const answer = await change.submit({
      batchId: batch.batchId,
      rules,
      calendarVersion: batch.calendar.inForce,
      reason: reason.trim(),
    });
    if (answer.ok) props.onDone();
  };
  return (
    <>
      <p className={text.soft}>{w.detail.rulesChangeIntro}</p>
      {batch.begun && <p className={text.warn}>{w.detail.rulesBegun}</p>}
      <RulesForm rules={rules} onChange={setRules} />
      <Form
        layout="vertical"
        requiredMark={false}
        initialValues={{ reason: '' }}
        onFinish={(filled: { readonly reason: string }) => void onFinish(filled)}
      >
        <Form.Item
          name="reason"
          label={w.detail.rulesReason}
          rules={[{ required: true, whitespace: true, message: common.required }]}
        >
          <Input.TextArea rows={2} maxLength={lengths.long} />
        </Form.Item>
        <Actions>
          <Button onClick={props.onDone}>{common.cancel}</Button>
          <Button kind="primary" type="submit" busy={change.busy}>
            {w.detail.rulesAsk}
          </Button>
        </Actions>
      </Form>
    </>
  );
}
