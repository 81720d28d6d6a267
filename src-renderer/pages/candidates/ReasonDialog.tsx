import { Form, Input, Modal } from 'antd';
import type { EnrolmentRow } from '#shared/contract/views/preparation.ts';
import { lengths } from '#shared/domain/limits.ts';
import { useCommand } from '../../app/api.tsx';
import { tell } from '../../app/tell.ts';
import { useWords } from '../../app/language.tsx';
import text from '../../parts/text.module.css';

interface ReasonDialogProps {
  readonly kind: 'withdraw' | 'blank';
  readonly enrolment: EnrolmentRow;
  onClose(): void;
}

/** Withdraws an enrolment, or asks for the erasure of a person's data; both need a reason. */
export function ReasonDialog(props: ReasonDialogProps) {
  const w = useWords('candidates')[props.kind];
  const done = useWords('candidates').withdraw.done;
  const common = useWords('common');
  const withdraw = useCommand('enrolment.withdraw');
  const blank = useCommand('candidate.blank');
  const [form] = Form.useForm<{ reason: string }>();
  const { enrolment, kind } = props;

  const onFinish = async (filled: { readonly reason: string }) => {
    const reason = filled.reason.trim();
    const answer =
      kind === 'withdraw'
        ? await withdraw.submit({ enrolmentId: enrolment.enrolmentId, reason })
        : await blank.submit({ candidateId: enrolment.candidateId, reason });
    if (!answer.ok) return;
    if (kind === 'withdraw') tell.done(done);
    props.onClose();
  };
  return (
    <Modal
      open
      title={common.titled({ title: w.title, text: enrolment.name })}
      mask={{ closable: false }}
      okText={w.submit}
      okButtonProps={{ danger: true }}
      confirmLoading={withdraw.busy || blank.busy}
      onOk={() => form.submit()}
      onCancel={props.onClose}
    >
      <p className={text.intro}>{w.intro}</p>
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        onFinish={(filled: { readonly reason: string }) => void onFinish(filled)}
      >
        <Form.Item
          name="reason"
          label={w.reason}
          rules={[{ required: true, whitespace: true, message: common.required }]}
        >
          <Input.TextArea rows={3} maxLength={lengths.long} autoFocus />
        </Form.Item>
      </Form>
    </Modal>
  );
}
