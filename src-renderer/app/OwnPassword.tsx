import { goodPassword } from '../parts/goodPassword.ts';
import { Form, Input, Modal } from 'antd';
import { useAction } from './api.tsx';
import text from '../parts/text.module.css';
import { tell } from './tell.ts';
import { useWords } from './language.tsx';

interface Filled {
  readonly present: string;
  readonly next: string;
  readonly again: string;
}

/** Changes the password of the one who is signed in. */
export function OwnPassword({ onClose }: { onClose(): void }) {
  const w = useWords('app').ownPassword;
  const common = useWords('common');
  const change = useAction('access.changePassword');
  const [form] = Form.useForm<Filled>();
  const onFinish = async ({ present, next }: Filled) => {
    const answer = await change.run({ present, password: next });
    if (!answer.ok) return;
    tell.done(w.done);
    onClose();
  };
  return (
    <Modal
      open
      title={w.title}
      width={440}
      mask={{ closable: false }}
      okText={common.save}
      confirmLoading={change.busy}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      <p className={text.intro}>{w.intro}</p>
      <Form<Filled>
        form={form}
        layout="vertical"
        requiredMark={false}
        onFinish={(filled) => void onFinish(filled)}
      >
        <Form.Item name="present" label={w.present} rules={[{ required: true, message: common.required }]}>
          <Input.Password autoFocus autoComplete="current-password" onPressEnter={() => form.submit()} />
        </Form.Item>
        <Form.Item name="next" label={w.next} rules={[goodPassword(w.nextHint)]}>
          <Input.Password autoComplete="new-password" onPressEnter={() => form.submit()} />
        </Form.Item>
        <Form.Item
          name="again"
          label={w.again}
          dependencies={['next']}
          rules={[
            ({ getFieldValue }) => ({
              validator: (_, value) =>
                value === getFieldValue('next') ? Promise.resolve() : Promise.reject(new Error(w.differs)),
            }),
          ]}
        >
          <Input.Password autoComplete="new-password" onPressEnter={() => form.submit()} />
        </Form.Item>
      </Form>
    </Modal>
  );
}
