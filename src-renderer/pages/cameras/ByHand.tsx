import { Form, Input, Modal } from 'antd';
import { useState } from 'react';
import type { CameraView } from '#shared/contract/views/cameras.ts';
import { lengths } from '#shared/domain/limits.ts';
import { useCommand } from '../../app/api.tsx';
import { useWords } from '../../app/language.tsx';
import { Button } from '../../parts/Button.tsx';
import text from '../../parts/text.module.css';

/** Records a camera outside of sittings, with a reason, and ends that again. */
export function ByHand({ camera }: { readonly camera: CameraView }) {
  const w = useWords('cameraPages');
  const common = useWords('common');
  const start = useCommand('recording.startByHand');
  const stop = useCommand('recording.stopByHand');
  const [open, setOpen] = useState(false);
  const [form] = Form.useForm<{ readonly reason: string }>();
  if (camera.recordingFor === 'hand')
    return (
      <Button size="small" busy={stop.busy} onClick={() => void stop.submit({ cameraId: camera.cameraId })}>
        {w.list.stopByHand}
      </Button>
    );
  const onFinish = async ({ reason }: { readonly reason: string }) => {
    const answer = await start.submit({ cameraId: camera.cameraId, reason: reason.trim() });
    if (answer.ok) setOpen(false);
  };
  return (
    <>
      <Button size="small" onClick={() => setOpen(true)}>
        {w.list.byHand}
      </Button>
      <Modal
        open={open}
        title={w.list.byHand}
        okText={w.list.byHand}
        confirmLoading={start.busy}
        onOk={() => form.submit()}
        onCancel={() => setOpen(false)}
        destroyOnHidden
      >
        <p className={text.intro}>{w.list.byHandText}</p>
        <Form form={form} layout="vertical" requiredMark={false} onFinish={(filled) => void onFinish(filled)}>
          <Form.Item
            name="reason"
            label={w.form.reason}
            rules={[{ required: true, whitespace: true, message: common.required }]}
          >
            <Input maxLength={lengths.short} autoFocus />
          </Form.Item>
        </Form>
      </Modal>
    </>
  );
}
