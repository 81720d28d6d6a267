import { Select } from 'antd';
import { useState } from 'react';
import type { UserId } from '#shared/contract/ids.ts';
import type { BatchDetail } from '#shared/contract/views/preparation.ts';
import { useCommand, useQuestion } from '../../app/api.tsx';
import { useWords } from '../../app/language.tsx';
import { useMay } from '../../app/session.tsx';
import { dayTimeOf } from '../../app/time.ts';
import { Actions } from '../../parts/Actions.tsx';
import { Button } from '../../parts/Button.tsx';
import { Block } from '../../parts/Page.tsx';
import text from '../../parts/text.module.css';

/** Who approves in the chief's place, and what was approved while nobody else was there. */
export function Approvers({ batch }: { readonly batch: BatchDetail }) {
  const w = useWords('batches').approvers;
  const common = useWords('common');
  const may = useMay(['chief']);
  const people = useQuestion('site.people', {}, { enabled: may });
  const name = useCommand('batch.nameDeputy');
  const [chosen, setChosen] = useState<UserId | null>(null);
  const commands: Readonly<Record<string, string>> = common.commands;
  const choices = (people.data ?? []).filter(
    (one) => one.claimed && !one.disabled && !one.roles.includes('supervisor'),
  );
  return (
    <Block title={w.title}>
      <p>{batch.deputy === null ? w.noDeputy : w.deputy({ name: batch.deputy })}</p>
      {may && (
        <Actions atStart>
          <Select<UserId>
            aria-label={w.choose}
            placeholder={w.choose}
            value={chosen}
            options={choices.map((one) => ({ value: one.userId, label: one.displayName }))}
            onChange={setChosen}
          />
          <Button
            busy={name.busy}
            disabled={chosen === null}
            onClick={() => chosen !== null && void name.submit({ batchId: batch.batchId, userId: chosen })}
          >
            {w.name}
          </Button>
        </Actions>
      )}
      {batch.loneApprovals.map((one) => (
        <p key={one.seq} className={text.fault}>
          {common.behind.lone({
            at: dayTimeOf(one.at),
            command: commands[one.commandType] ?? one.commandType,
            first: one.requestedBy,
            second: one.by,
            reason: one.reason ?? '—',
          })}
        </p>
      ))}
    </Block>
  );
}
