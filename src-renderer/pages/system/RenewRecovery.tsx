import { Form, Input, Modal } from 'antd';
import { useState } from 'react';
import type { Refusal } from '#shared/contract/refusal.ts';
import { useAction } from '../../app/api.tsx';
import { useWords } from '../../app/language.tsx';
import { tell } from '../../app/tell.ts';
import { RecoveryKey } from '../../parts/recovery/RecoveryKey.tsx';
import type { NewRecoveryKey } from '../../parts/recovery/RecoveryKey.tsx';
import { RefusalNotice } from '../../parts/RefusalNotice.tsx';
import text from '../../parts/text.module.css';

interface Filled {
  readonly password: string;
  readonly passphrase: string;
}

/** A new recovery key under password and passphrase; the dialogue stays until two groups of the new sheet were typed back. */
export function RenewRecovery({ onClose }: { onClose(): void }) {
  const w = useWords('system').recovery;
  const common = useWords('common');
  const renew = useAction('site.renewRecoveryKey', { quiet: true });
  const [form] = Form.useForm<Filled>();
  const [made, setMade] = useState<NewRecoveryKey | null>(null);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const onFinish = async ({ password, passphrase }: Filled) => {
    setRefusal(null);
    const answer = await renew.run({ password, passphrase: passphrase === '' ? null : passphrase });
    if (answer.ok) setMade(answer.value);
    else setRefusal(answer.refusal);
  };
  if (made !== null)
    return (
      <Modal
        open
        title={w.renew}
        width={720}
        footer={null}
        closable={false}
        mask={{ closable: false }}
        keyboard={false}
      >
        <RecoveryKey
          made={made}
          onDone={() => {
            tell.done(w.renewed);
            onClose();
          }}
        />
      </Modal>
    );
  return (
    <Modal
      open
      title={w.renew}
      width={480}
      mask={{ closable: false }}
      okText={w.renewGive}
      cancelText={common.cancel}
      confirmLoading={renew.busy}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      <p className={text.intro}>{w.renewIntro}</p>
      <Form<Filled>
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{ password: '', passphrase: '' }}
        onFinish={(filled) => void onFinish(filled)}
      >
        <Form.Item name="password" label={w.password} rules={[{ required: true, message: common.required }]}>
          <Input.Password autoFocus autoComplete="current-password" onPressEnter={() => form.submit()} />
        </Form.Item>
        <Form.Item name="passphrase" label={w.passphrase} extra={w.passphraseHint}>
          <Input.Password autoComplete="off" onPressEnter={() => form.submit()} />
        </Form.Item>
      </Form>
      {refusal && <RefusalNotice refusal={refusal} />}
    </Modal>
  );
}
