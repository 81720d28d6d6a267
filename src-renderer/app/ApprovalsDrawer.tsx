import { Drawer, Input, Popconfirm } from 'antd';
import { useState } from 'react';
import type { PendingApproval } from '#shared/contract/views/site.ts';
import { Actions } from '../parts/Actions.tsx';
import { AskedLines } from '../parts/AskedLines.tsx';
import { Button } from '../parts/Button.tsx';
import { classes } from '../parts/classes.ts';
import { EmptyState } from '../parts/EmptyState.tsx';
import { Block } from '../parts/Page.tsx';
import text from '../parts/text.module.css';
import styles from './ApprovalsDrawer.module.css';
import { useCommand } from './api.tsx';
import { tell } from './tell.ts';
import { dayTimeOf } from './time.ts';
import { useWords } from './language.tsx';

interface ApprovalsDrawerProps {
  readonly open: boolean;
  readonly approvals: readonly PendingApproval[];
  onClose(): void;
}

/** Everything that waits for a second person, with what the one who is signed in may do about it. */
export function ApprovalsDrawer(props: ApprovalsDrawerProps) {
  const w = useWords('app');
  return (
    <Drawer open={props.open} onClose={props.onClose} title={w.approvals.title} size={560}>
      {props.approvals.length === 0 && <EmptyState title={w.approvals.none} />}
      {props.approvals.map((approval) => (
        <ApprovalCard key={approval.approvalId} approval={approval} onClose={props.onClose} />
      ))}
    </Drawer>
  );
}

function ApprovalCard(props: { readonly approval: PendingApproval; onClose(): void }) {
  const w = useWords('app');
  const common = useWords('common');
  const { approval } = props;
  const { approvalId } = approval;
  const grant = useCommand('approval.grant');
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
          {approval.mayGrant ? (
            <>
              <Button
                kind="primary"
                busy={grant.busy}
                onClick={() => void after(grant.submit({ approvalId }), w.approvals.granted)}
              >
                {w.approvals.grant}
              </Button>
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
          ) : (
            <Button
              onClick={() => {
                props.onClose();
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
          )}
          {approval.mine && (
            <Button
              quiet
              busy={withdraw.busy}
              onClick={() => void after(withdraw.submit({ approvalId }), w.approvals.withdrawn)}
            >
              {w.approvals.withdraw}
            </Button>
          )}
        </Actions>
      </Block>
    </div>
  );
}
