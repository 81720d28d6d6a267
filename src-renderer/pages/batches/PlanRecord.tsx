import { DatePicker, Form, Input } from 'antd';
import dayjs from 'dayjs';
import { useState } from 'react';
import type { BatchDetail } from '#shared/contract/views/preparation.ts';
import { managers } from '#shared/domain/roles.ts';
import { lengths } from '#shared/domain/limits.ts';
import { useCommand } from '../../app/api.tsx';
import { useMay } from '../../app/session.tsx';
import { tell } from '../../app/tell.ts';
import { useWords } from '../../app/language.tsx';
import { Actions } from '../../parts/Actions.tsx';
import { Button } from '../../parts/Button.tsx';
import { Fact, Facts } from '../../parts/Facts.tsx';
import { Block } from '../../parts/Page.tsx';
import { StateTag } from '../../parts/StateTag.tsx';
import text from '../../parts/text.module.css';

/** The implementation plan: handed to the bureau when, and by what it is proved. */
export function PlanRecord({ batch }: { readonly batch: BatchDetail }) {
  const w = useWords('batches');
  const common = useWords('common');
  const may = useMay(managers);
  const [editing, setEditing] = useState(false);
  const step = batch.deadlines.find((one) => one.code === 'plan');
  return (
    <Block
      title={w.detail.plan}
      actions={
        may && !editing ? (
          <Button size="small" onClick={() => setEditing(true)}>
            {batch.plan ? w.detail.planChange : w.detail.planRecord}
          </Button>
        ) : undefined
      }
    >
      {batch.plan && (
        <Facts>
          <Fact
            name={
              step?.state === 'late' ? (
                <StateTag tone="warn">
                  {w.detail.planLate({ day: batch.plan.submittedOn, due: step.day ?? '' })}
                </StateTag>
              ) : (
                <StateTag tone="good">{w.detail.planDone({ day: batch.plan.submittedOn })}</StateTag>
              )
            }
          >
            {common.titled({ title: w.detail.planProof, text: batch.plan.proof })}
          </Fact>
        </Facts>
      )}
      {!batch.plan && !editing && <p className={text.soft}>{w.detail.planNone}</p>}
      {editing && <PlanForm batch={batch} onDone={() => setEditing(false)} />}
    </Block>
  );
}

function PlanForm(props: { readonly batch: BatchDetail; onDone(): void }) {
  const w = useWords('batches');
  const common = useWords('common');
  const record = useCommand('batch.recordPlan');
  const onFinish = async (filled: { readonly day: dayjs.Dayjs; readonly proof: string }) => {
    const answer = await record.submit({
      batchId: props.batch.batchId,
      submittedOn: filled.day.format('YYYY-MM-DD'),
      proof: filled.proof.trim(),
    });
    if (!answer.ok) return;
    tell.done(w.detail.planRecorded);
    props.onDone();
  };
  return (
    <Form
      layout="vertical"
      requiredMark={false}
      initialValues={{ day: dayjs(), proof: '' }}
      onFinish={(filled: { readonly day: dayjs.Dayjs; readonly proof: string }) => void onFinish(filled)}
    >
      <Form.Item name="day" label={w.detail.planDay} rules={[{ required: true, message: common.required }]}>
        <DatePicker maxDate={dayjs()} />
      </Form.Item>
      <Form.Item
        name="proof"
        label={w.detail.planProof}
        rules={[{ required: true, whitespace: true, message: common.required }]}
      >
        <Input.TextArea rows={2} maxLength={lengths.long} placeholder={w.detail.planProofHint} />
      </Form.Item>
      <Actions>
        <Button onClick={props.onDone}>{common.cancel}</Button>
        <Button kind="primary" type="submit" busy={record.busy}>
          {w.detail.planRecord}
        </Button>
      </Actions>
    </Form>
  );
}
