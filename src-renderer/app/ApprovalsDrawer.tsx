import { Checkbox, Drawer, Input, Popconfirm } from 'antd';
import { useState } from 'react';
import type { ApprovalId } from '#shared/contract/ids.ts';
import type { PendingApproval } from '#shared/contract/views/site.ts';
import { Actions } from '../parts/Actions.tsx';
import { AskedLines } from '../parts/AskedLines.tsx';
import { Button } from '../parts/Button.tsx';
import { classes } from '../parts/classes.ts';
import { EmptyState } from '../parts/EmptyState.tsx';
import { Block } from '../parts/Page.tsx';
import text from '../parts/text.module.css';
import { AnsweredList } from './AnsweredList.tsx';
import styles from './ApprovalsDrawer.module.css';
import { useCommand } from './api.tsx';
import { SignChosen } from './SignChosen.tsx';
import { tell } from './tell.ts';
import { dayTimeOf } from './time.ts';
import { useWords } from './language.tsx';

interface ApprovalsDrawerProps {
  readonly open: boolean;
  readonly approvals: readonly PendingApproval[];
  onClose(): void;
}

/**
 * Everything that waits for a second person and concerns the one who is signed in: what they may grant, any number of it with
 * one signature, what they have asked for, and what became of it.
 */
export function ApprovalsDrawer(props: ApprovalsDrawerProps) {
  const w = useWords('app');
  const [ticked, setTicked] = useState<ReadonlySet<ApprovalId>>(new Set());
  const grantable = props.approvals.filter((one) => one.mayGrant);
  const chosen = grantable.filter((one) => ticked.has(one.approvalId));
  const tick = (approvalId: ApprovalId, on: boolean) =>
    setTicked((now) => new Set([...now].filter((one) => one !== approvalId).concat(on ? [approvalId] : [])));
  return (
    <Drawer open={props.open} onClose={props.onClose} title={w.approvals.title} size={620}>
      {props.approvals.length === 0 && <EmptyState title={w.approvals.none} />}
      {grantable.length > 0 && (
        <section aria-label={w.approvals.toGrant}>
          <h3>{w.approvals.toGrant}</h3>
          {grantable.map((approval) => (
            <ApprovalCard
              key={approval.approvalId}
              approval={approval}
              ticked={ticked.has(approval.approvalId)}
              onTick={(on) => tick(approval.approvalId, on)}
              onClose={props.onClose}
            />
          ))}
          <SignChosen chosen={chosen} onSigned={(left) => setTicked(new Set(left))} />
        </section>
      )}
      {props.approvals.some((one) => one.mine) && (
        <section aria-label={w.approvals.mine}>
          <h3>{w.approvals.mine}</h3>
          {props.approvals
            .filter((one) => one.mine)
            .map((approval) => (
              <ApprovalCard key={approval.approvalId} approval={approval} onClose={props.onClose} />
            ))}
        </section>
      )}
      <AnsweredList />
    </Drawer>
  );
}

interface CardProps {
  readonly approval: PendingApproval;
  readonly ticked?: boolean;
  onTick?(on: boolean): void;
  onClose(): void;
}

function ApprovalCard({ approval, ticked = false, onTick, onClose }: CardProps) {
  const w = useWords('app');
  const common = useWords('common');
  const { approvalId } = approval;
  const refuse = useCommand('approval.refuse');
  const withdraw = useCommand('approval.withdraw');
  const [reason, setReason] = useState('');
  const commands: Readonly<Record<string, string>> = common.commands;

  const after = async (answer: Promise<{ readonly ok: boolean }>, done: string) => {
    if ((await answer).ok) tell.done(done);
  };
  return (
    <div className={styles.approval}>
      <Block title={commands[approval.commandType] ?? approval.commandType}>
        {approval.batchName !== null && <div>{approval.batchName}</div>}
        <div className={text.soft}>
          {w.approvals.by({
            name: approval.requestedBy.displayName,
            at: dayTimeOf(approval.requestedAt),
          })}
        </div>
        <div className={text.intro}>
          {common.list({ items: approval.roles.map((role) => common.roles[role]) })}
        </div>
        <AskedLines lines={approval.lines} />
        <Actions atStart>
          {approval.mayGrant && (
            <>
              <Checkbox checked={ticked} onChange={(event) => onTick?.(event.target.checked)}>
                {w.approvals.choose}
              </Checkbox>
              <Popconfirm
                icon={null}
                title={w.approvals.reason}
                description={
                  <Input.TextArea
                    aria-label={w.approvals.reason}
                    value={reason}
                    rows={2}
                    className={classes(styles.reason)}
                    onChange={(event) => setReason(event.target.value)}
                  />
                }
                okText={w.approvals.refuse}
                okButtonProps={{ disabled: reason.trim() === '', loading: refuse.busy }}
                onConfirm={() =>
                  after(refuse.submit({ approvalId, reason: reason.trim() }), w.approvals.refused)
                }
              >
                <Button kind="danger">{w.approvals.refuse}</Button>
              </Popconfirm>
            </>
          )}
          {approval.mine && (
            <>
              <Button
                onClick={() => {
                  onClose();
                  tell.waiting({
                    approvalId,
                    roles: approval.roles,
                    notBy: approval.requestedBy.userId,
                    commandType: approval.commandType,
                  });
                }}
              >
                {w.approvals.signHere}
              </Button>
              <Button
                quiet
                busy={withdraw.busy}
                onClick={() => void after(withdraw.submit({ approvalId }), w.approvals.withdrawn)}
              >
                {w.approvals.withdraw}
              </Button>
            </>
          )}
        </Actions>
      </Block>
    </div>
  );
}
