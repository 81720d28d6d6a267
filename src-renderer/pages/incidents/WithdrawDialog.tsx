import { Form, Input, Modal } from 'antd';
import type { IncidentView } from '#shared/contract/views/incidents.ts';
import { lengths } from '#shared/domain/limits.ts';
import { useCommand } from '../../app/api.tsx';
import { useWords } from '../../app/language.tsx';
import { tell } from '../../app/tell.ts';
import text from '../../parts/text.module.css';

/** Takes an incident back, with a reason; nothing is deleted. */
export function WithdrawDialog({ row, onClose }: { readonly row: IncidentView; onClose(): void }) {
  const w = useWords('incidents');
  const common = useWords('common');
  const [form] = Form.useForm<{ reason: string }>();
  const { submit, busy } = useCommand('incident.withdraw');
  async function onFinish({ reason }: { readonly reason: string }): Promise<void> {
    const answer = await submit({ incidentId: row.incidentId, reason: reason.trim() });
    if (!answer.ok) return;
    tell.done(w.withdrawn);
    onClose();
  }
  return (
    <Modal
      open
      title={w.withdraw}
      mask={{ closable: false }}
      okText={w.withdraw}
      okButtonProps={{ danger: true }}
      confirmLoading={busy}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      <p className={text.intro}>{w.withdrawIntro}</p>
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
