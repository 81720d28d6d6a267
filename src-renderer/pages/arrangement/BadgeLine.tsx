import { Checkbox, Input, Popconfirm } from 'antd';
import { useState } from 'react';
import type { BadgeState, BadgeView } from '#shared/contract/views/site.ts';
import { lengths } from '#shared/domain/limits.ts';
import { newId, useCommand } from '../../app/api.tsx';
import { tell } from '../../app/tell.ts';
import { useWords } from '../../app/language.tsx';
import { Button } from '../../parts/Button.tsx';
import { StateTag } from '../../parts/StateTag.tsx';
import text from '../../parts/text.module.css';

const tones = { none: 'idle', issued: 'warn', printed: 'warn', ready: 'good' } as const satisfies Readonly<
  Record<BadgeState, string>
>;

interface BadgeLineProps {
  readonly person: BadgeView;
  readonly ticked: boolean;
  onTick(on: boolean): void;
}

/** One person and their badge: a lost one is replaced by two people, a stray one revoked by one. */
export function BadgeLine({ person, ticked, onTick }: BadgeLineProps) {
  const w = useWords('arrangement').badges;
  const common = useWords('common');
  const replace = useCommand('badge.replace');
  const revoke = useCommand('badge.revoke');
  const { badgeId, displayName } = person;
  const known = person.duties.length > 0 ? person.duties.map((duty) => common.duties[duty]) : [];
  const onReplace = async (reason: string) => {
    if (badgeId === null) return;
    await replace.submit({ badgeId, newBadgeId: newId<'badge'>(), reason });
  };
  const onRevoke = async (reason: string) => {
    if (badgeId === null) return;
    const answer = await revoke.submit({ badgeId, reason });
    if (answer.ok) tell.done(w.revoked);
  };
  return (
    <tr>
      <td>
        <Checkbox
          aria-label={w.choose({ name: displayName })}
          checked={ticked}
          onChange={(event) => onTick(event.target.checked)}
        />
      </td>
      <th scope="row">{displayName}</th>
      <td>
        {known.length > 0
          ? common.list({ items: known })
          : common.list({ items: person.roles.map((role) => common.roles[role]) })}
      </td>
      <td>
        <StateTag tone={tones[person.state]}>{w.states[person.state]}</StateTag>
        {person.untilDay !== null && <span className={text.soft}> {w.until({ day: person.untilDay })}</span>}
      </td>
      <td>
        {badgeId !== null && (
          <>
            <WithReason label={w.replace} busy={replace.busy} onReason={onReplace} />
            <WithReason label={w.revoke} busy={revoke.busy} onReason={onRevoke} />
          </>
        )}
      </td>
    </tr>
  );
}

function WithReason(props: {
  readonly label: string;
  readonly busy: boolean;
  onReason(reason: string): Promise<void>;
}) {
  const w = useWords('arrangement').badges;
  const [reason, setReason] = useState('');
  return (
    <Popconfirm
      icon={null}
      title={w.reason}
      description={
        <Input.TextArea
          aria-label={w.reason}
          rows={2}
          maxLength={lengths.long}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
        />
      }
      okText={props.label}
      okButtonProps={{ disabled: reason.trim() === '', loading: props.busy }}
      onConfirm={() => props.onReason(reason.trim())}
    >
      <Button quiet size="small">
        {props.label}
      </Button>
    </Popconfirm>
  );
}
