import { Form, Input } from 'antd';
import { useId, useState } from 'react';
import type { ApprovalId } from '#shared/contract/ids.ts';
import { lengths } from '#shared/domain/limits.ts';
import { wordFor } from '#shared/words/words.ts';
import type { Refusal } from '#shared/contract/refusal.ts';
import type { PendingApproval } from '#shared/contract/views/site.ts';
import { Actions } from '../parts/Actions.tsx';
import { Button } from '../parts/Button.tsx';
import { RefusalNotice } from '../parts/RefusalNotice.tsx';
import text from '../parts/text.module.css';
import { useAction } from './api.tsx';
import { useWords } from './language.tsx';
import { newId } from './newId.ts';
import { useSite } from './session.tsx';
import { tell } from './tell.ts';

interface SignChosenProps {
  readonly chosen: readonly PendingApproval[];
  /** Which of them still wait: they stay ticked. */
  onSigned(left: readonly ApprovalId[]): void;
}

/**
 * One signature for the requests that are ticked: each is granted by itself, and says by itself why it was not. Where nobody else
 * is there to agree, the reason is asked for.
 */
export function SignChosen({ chosen, onSigned }: SignChosenProps) {
  const w = useWords('app').approvals;
  const common = useWords('common');
  const parts = useWords('parts');
  const site = useSite();
  const id = useId();
  const grant = useAction('access.grantList', { quiet: true });
  const [secret, setSecret] = useState('');
  const [loneReason, setLoneReason] = useState<string | null>(null);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const [open, setOpen] = useState<readonly { readonly command: string; readonly refusal: Refusal }[]>([]);

  const onSign = async () => {
    setRefusal(null);
    setOpen([]);
    const grants = chosen.map(({ approvalId }) => ({ approvalId, commandId: newId<'command'>() }));
    const answer = await grant.run({ secret, grants, loneReason: loneReason?.trim() || null });
    setSecret('');
    if (!answer.ok) return setRefusal(answer.refusal);
    const granted = answer.value.filter((one) => one.ok).length;
    if (granted > 0) tell.done(w.signed({ count: granted }));
    const left = answer.value.flatMap((one, index) => {
      const asked = chosen[index];
      return one.ok || asked === undefined ? [] : { asked, refusal: one.refusal };
    });
    setOpen(
      left.map(({ asked, refusal: said }) => ({
        command: wordFor(common.commands, asked.commandType),
        refusal: said,
      })),
    );
    const wantsReason = left.some((one) => one.refusal.code === 'lone-reason-missing');
    setLoneReason((before) => (wantsReason ? (before ?? '') : null));
    onSigned(left.map(({ asked }) => asked.approvalId));
  };
  return (
    <>
      {open.map((one, index) => (
        <div key={index}>
          <p>{w.notSigned({ command: one.command })}</p>
          <RefusalNotice refusal={one.refusal} />
        </div>
      ))}
      {chosen.length > 0 && (
        <Form layout="vertical" onFinish={() => void onSign()}>
          <p className={text.soft}>
            {w.chosen({ count: chosen.length })} · {w.secretHint}
          </p>
          {!site.demo && (
            <Form.Item label={w.secret} htmlFor={`${id}-secret`}>
              <Input.Password
                id={`${id}-secret`}
                autoComplete="off"
                value={secret}
                onChange={(event) => setSecret(event.target.value)}
              />
            </Form.Item>
          )}
          {loneReason !== null && (
            <Form.Item label={parts.second.loneReason} htmlFor={`${id}-reason`}>
              <Input.TextArea
                id={`${id}-reason`}
                rows={2}
                maxLength={lengths.long}
                value={loneReason}
                onChange={(event) => setLoneReason(event.target.value)}
              />
            </Form.Item>
          )}
          {refusal && <RefusalNotice refusal={refusal} />}
          <Actions atStart>
            <Button kind="primary" type="submit" busy={grant.busy} disabled={!site.demo && secret === ''}>
              {w.sign}
            </Button>
          </Actions>
        </Form>
      )}
    </>
  );
}
