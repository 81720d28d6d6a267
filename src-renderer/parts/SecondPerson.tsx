import { Form, Input, Modal } from 'antd';
import { lengths } from '#shared/domain/limits.ts';
import type { Refusal } from '#shared/contract/refusal.ts';
import { useState } from 'react';
import { useAction, useCommand, useQuestion } from '../app/api.tsx';
import { useBadgeScans } from '../app/badgeScans.ts';
import { tell, useTold } from '../app/tell.ts';
import type { Waiting } from '../app/tell.ts';
import { useWords } from '../app/language.tsx';
import { Actions } from './Actions.tsx';
import { AskedLines } from './AskedLines.tsx';
import { Button } from './Button.tsx';
import { RefusalNotice } from './RefusalNotice.tsx';
import text from './text.module.css';

/** Stands once in the frame: opens when a command of this desk waits for its second person. */
export function SecondPersonHost() {
  const { waiting } = useTold();
  return waiting ? <SecondPerson waiting={waiting} onClose={() => tell.waiting(null)} /> : null;
}

/**
 * The panel 「等待第二人确认」: another person signs at this desk with their own login, the request is kept for later, or it is
 * withdrawn. The session of the first person stays.
 */
export function SecondPerson(props: { readonly waiting: Waiting; onClose(): void; onGranted?(): void }) {
  const w = useWords('parts');
  const common = useWords('common');
  const { waiting } = props;
  const grant = useAction('access.grantHere', { quiet: true });
  const withdraw = useCommand('approval.withdraw');
  const asked = useQuestion('approvals.one', { approvalId: waiting.approvalId });
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const [lone, setLone] = useState(false);
  const [badge, setBadge] = useState<string | null>(null);
  useBadgeScans(setBadge);
  const [form] = Form.useForm<{ loginName: string; password: string; loneReason?: string }>();
  const commands: Readonly<Record<string, string>> = common.commands;

  const onGrant = async (signed: {
    readonly loginName: string;
    readonly password: string;
    readonly loneReason?: string;
  }) => {
    setRefusal(null);
    const answer = await grant.run({
      approvalId: waiting.approvalId,
      loginName: badge ?? signed.loginName,
      password: signed.password,
      loneReason: signed.loneReason?.trim() || null,
    });
    if (!answer.ok) {
      setLone((before) => before || answer.refusal.code === 'lone-reason-missing');
      setRefusal(answer.refusal);
      form.resetFields(['password']);
      return;
    }
    tell.done(w.second.granted);
    props.onGranted?.();
    props.onClose();
  };
  const onWithdraw = async () => {
    const answer = await withdraw.submit({ approvalId: waiting.approvalId });
    if (!answer.ok) return;
    tell.done(w.second.withdrawn);
    props.onClose();
  };
  return (
    <Modal
      open
      title={w.second.title}
      onCancel={props.onClose}
      mask={{ closable: false }}
      width={620}
      footer={
        <Actions>
          <Button kind="danger" quiet busy={withdraw.busy} onClick={() => void onWithdraw()}>
            {w.second.withdraw}
          </Button>
          <Button
            onClick={() => {
              tell.done(w.second.laterHint);
              props.onClose();
            }}
          >
            {w.second.later}
          </Button>
          <Button kind="primary" busy={grant.busy} disabled={!asked.data} onClick={() => form.submit()}>
            {w.second.grant}
          </Button>
        </Actions>
      }
    >
      <p>{w.second.intro({ command: commands[waiting.commandType] ?? waiting.commandType })}</p>
      <p className={text.intro}>
        {w.second.roles({ roles: waiting.roles.map((role) => common.roles[role]) })}
      </p>
      {asked.data && <AskedLines lines={asked.data.lines} />}
      <Form form={form} layout="vertical" requiredMark={false} onFinish={(signed) => void onGrant(signed)}>
        {badge === null ? (
          <Form.Item
            name="loginName"
            label={w.second.loginName}
            extra={w.second.scanHint}
            rules={[{ required: true, message: '' }]}
          >
            <Input autoFocus autoComplete="off" />
          </Form.Item>
        ) : (
          <p>{w.second.badgeScanned}</p>
        )}
        <Form.Item
          key={badge}
          name="password"
          label={badge === null ? w.second.password : w.second.pin}
          rules={[{ required: true, message: '' }]}
        >
          <Input.Password autoFocus={badge !== null} autoComplete="off" onPressEnter={() => form.submit()} />
        </Form.Item>
        {lone && (
          <Form.Item name="loneReason" label={w.second.loneReason}>
            <Input.TextArea rows={2} maxLength={lengths.long} />
          </Form.Item>
        )}
      </Form>
      {refusal && <RefusalNotice refusal={refusal} />}
    </Modal>
  );
}
