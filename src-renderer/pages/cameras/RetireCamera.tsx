import { Form, Input, Modal } from 'antd';
import { useState } from 'react';
import type { CameraView } from '#shared/contract/views/cameras.ts';
import { lengths } from '#shared/domain/limits.ts';
import { useCommand } from '../../app/api.tsx';
import { useWords } from '../../app/language.tsx';
import { tell } from '../../app/tell.ts';
import { Button } from '../../parts/Button.tsx';
import text from '../../parts/text.module.css';

/** Takes a camera out of use, with a reason; what it recorded stays. */
export function RetireCamera({ camera, onDone }: { readonly camera: CameraView; onDone(): void }) {
  const w = useWords('cameraPages');
  const common = useWords('common');
  const retire = useCommand('camera.retire');
  const [open, setOpen] = useState(false);
  const [form] = Form.useForm<{ readonly reason: string }>();
  const onFinish = async ({ reason }: { readonly reason: string }) => {
    const answer = await retire.submit({ cameraId: camera.cameraId, reason: reason.trim() });
    if (!answer.ok) return;
    setOpen(false);
    tell.done(w.form.retired);
    onDone();
  };
  return (
    <>
      <Button kind="danger" quiet onClick={() => setOpen(true)}>
        {w.form.retire}
      </Button>
      <Modal
        open={open}
        title={w.form.retireTitle({ name: camera.name })}
        okText={w.form.retire}
        okButtonProps={{ danger: true }}
        confirmLoading={retire.busy}
        onOk={() => form.submit()}
        onCancel={() => setOpen(false)}
        destroyOnHidden
      >
        <p className={text.intro}>{w.form.retireText}</p>
        <Form form={form} layout="vertical" requiredMark={false} onFinish={(filled) => void onFinish(filled)}>
          <Form.Item
            name="reason"
            label={w.form.reason}
            rules={[{ required: true, whitespace: true, message: common.required }]}
          >
            <Input.TextArea rows={2} maxLength={lengths.long} autoFocus />
          </Form.Item>
        </Form>
      </Modal>
    </>
  );
}
