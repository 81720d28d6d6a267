import { Form, Input } from 'antd';
import { useState } from 'react';
import type { Refusal } from '#shared/contract/refusal.ts';
import type { CentreView } from '#shared/contract/views/results.ts';
import { lengths } from '#shared/domain/limits.ts';
import { ApiError } from '../../app/client.ts';
import { uploadFile, useAction } from '../../app/api.tsx';
import { tell } from '../../app/tell.ts';
import { useWords } from '../../app/language.tsx';
import { Actions } from '../../parts/Actions.tsx';
import { Button } from '../../parts/Button.tsx';
import { classes } from '../../parts/classes.ts';
import { FileDrop } from '../../parts/FileDrop.tsx';
import { Block } from '../../parts/Page.tsx';
import { RefusalNotice } from '../../parts/RefusalNotice.tsx';
import text from '../../parts/text.module.css';
import styles from './system.module.css';

interface Filled {
  readonly fingerprint: string;
  readonly address: string;
  readonly token: string;
}

/** First trust in the centre: its keys file with signature, and the root's fingerprint typed from paper. */
export function EnrolCentre(props: { readonly view: CentreView; onDone(): void }) {
  const w = useWords('system');
  const common = useWords('common');
  const enrol = useAction('centre.enrol', { quiet: true });
  const [form] = Form.useForm<Filled>();
  const [keys, setKeys] = useState<File | null>(null);
  const [signature, setSignature] = useState<File | null>(null);
  const [tried, setTried] = useState(false);
  const [refusal, setRefusal] = useState<Refusal | null>(null);

  const onFinish = async (filled: Filled) => {
    setTried(true);
    setRefusal(null);
    if (!keys || !signature) return;
    try {
      const answer = await enrol.run({
        keysUploadId: await uploadFile(keys),
        signatureUploadId: await uploadFile(signature),
        rootFingerprint: filled.fingerprint.trim(),
        address: filled.address.trim() === '' ? null : filled.address.trim(),
        token: filled.token.trim() === '' ? null : filled.token.trim(),
      });
      if (!answer.ok) {
        setRefusal(answer.refusal);
        return;
      }
      tell.done(w.centre.done);
      props.onDone();
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      setRefusal(error.refusal);
    }
  };
  return (
    <Block title={w.centre.enrolTitle}>
      <p className={text.intro}>{w.centre.enrolIntro}</p>
      <Form<Filled>
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{ fingerprint: '', address: props.view.address ?? '', token: '' }}
        onFinish={(filled) => void onFinish(filled)}
      >
        <div className={styles.files}>
          <FileDrop
            small
            title={keys ? w.centre.chosen({ name: keys.name }) : w.centre.keysFile}
            hint=""
            accept=".json"
            onFile={setKeys}
          />
          <FileDrop
            small
            title={signature ? w.centre.chosen({ name: signature.name }) : w.centre.signatureFile}
            hint=""
            accept=".sig"
            onFile={setSignature}
          />
        </div>
        {tried && (!keys || !signature) && <p className={text.bad}>{w.centre.chooseBoth}</p>}
        <Form.Item
          name="fingerprint"
          label={w.centre.fingerprint}
          extra={w.centre.fingerprintHint}
          rules={[{ required: true, whitespace: true, message: common.required }]}
        >
          <Input
            className={classes(text.mono)}
            maxLength={lengths.fingerprint}
            spellCheck={false}
            autoComplete="off"
          />
        </Form.Item>
        <Form.Item
          name="address"
          label={w.centre.addressField}
          extra={w.centre.addressHint}
          rules={[{ pattern: /^\s*(https?:\/\/\S+)?\s*$/, message: w.centre.addressFault }]}
        >
          <Input maxLength={lengths.centreAddress} spellCheck={false} />
        </Form.Item>
        <Form.Item name="token" label={w.centre.tokenField} extra={w.centre.tokenHint}>
          <Input.Password maxLength={lengths.centreToken} autoComplete="off" />
        </Form.Item>
        {refusal && <RefusalNotice refusal={refusal} />}
        <Actions>
          <Button kind="primary" type="submit" busy={enrol.busy} onClick={() => setTried(true)}>
            {w.centre.submit}
          </Button>
        </Actions>
      </Form>
    </Block>
  );
}
