import { Drawer } from 'antd';
import { useState } from 'react';
import type { IncidentView } from '#shared/contract/views/incidents.ts';
import { useMe } from '../../app/session.tsx';
import { useWords } from '../../app/language.tsx';
import { dayTimeOf } from '../../app/time.ts';
import { Actions } from '../../parts/Actions.tsx';
import { Button } from '../../parts/Button.tsx';
import { Fact, Facts } from '../../parts/Facts.tsx';
import { StateTag } from '../../parts/StateTag.tsx';
import text from '../../parts/text.module.css';
import { AnswerForm } from './AnswerForm.tsx';
import { DescribeForm } from './DescribeForm.tsx';
import { IncidentFiles } from './IncidentFiles.tsx';
import { incidentTone } from './tones.ts';
import { WithdrawDialog } from './WithdrawDialog.tsx';

type Told = NonNullable<IncidentView['told']>;

/** One incident: what was marked and said, who agrees, what is shown for it, and what this person may do. */
export function IncidentDrawer({ row, onClose }: { readonly row: IncidentView; onClose(): void }) {
  const w = useWords('incidents');
  const [describing, setDescribing] = useState(row.state === 'open' && row.may.describe);
  const [withdrawing, setWithdrawing] = useState(false);
  return (
    <Drawer
      open
      size={720}
      title={`${row.roomName ?? w.markElsewhere} · ${dayTimeOf(row.at)}`}
      onClose={onClose}
      extra={<StateTag tone={incidentTone[row.state]}>{w.states[row.state]}</StateTag>}
    >
      <p className={text.soft}>{w.markedAt({ at: dayTimeOf(row.markedAt), by: row.markedBy })}</p>
      {row.withdrawn && (
        <p>
          {w.withdrawnBy({
            by: row.withdrawn.by,
            at: dayTimeOf(row.withdrawn.at),
            reason: row.withdrawn.reason ?? w.noReason,
          })}
        </p>
      )}
      {row.hidden && <p>{w.hidden}</p>}
      {describing ? (
        <DescribeForm row={row} onDone={() => setDescribing(false)} />
      ) : (
        <>
          {row.told && <ToldFacts told={row.told} />}
          <Actions>
            {row.may.describe && (
              <Button kind={row.told ? 'default' : 'primary'} onClick={() => setDescribing(true)}>
                {row.told ? w.describeAgain : w.describe}
              </Button>
            )}
            {row.may.withdraw && (
              <Button kind="danger" onClick={() => setWithdrawing(true)}>
                {w.withdraw}
              </Button>
            )}
          </Actions>
          {row.may.answer && <AnswerForm row={row} />}
          <IncidentFiles row={row} />
        </>
      )}
      {withdrawing && <WithdrawDialog row={row} onClose={() => setWithdrawing(false)} />}
    </Drawer>
  );
}

function ToldFacts({ told }: { readonly told: Told }) {
  const w = useWords('incidents');
  const common = useWords('common');
  const me = useMe();
  return (
    <Facts>
      <Fact name={w.kind}>{w.kinds[told.kind]}</Fact>
      <Fact name={w.place}>{told.place ?? common.blanked}</Fact>
      <Fact name={w.whatHappened}>{told.whatHappened ?? common.blanked}</Fact>
      <Fact name={w.touched}>
        {told.touched.length === 0
          ? '—'
          : told.touched.map(({ enrolmentId, name, ticketNumber }) => (
              <div key={enrolmentId}>
                {name ?? common.blanked} {ticketNumber}
              </div>
            ))}
      </Fact>
      <Fact name={w.describedBy}>
        {told.describedBy} {dayTimeOf(told.describedAt)}
      </Fact>
      <Fact name={w.witnesses}>
        {told.witnesses.map(({ userId, name, agrees, note }) => (
          <div key={userId}>
            {common.titled({ title: name, text: answerText(w, agrees, name === told.describedBy) })}
            {note !== null && note !== '' && <span className={text.soft}> {note}</span>}
            {userId === me.userId && agrees === null && <span> ◂</span>}
          </div>
        ))}
      </Fact>
    </Facts>
  );
}

function answerText(
  w: ReturnType<typeof useWords<'incidents'>>,
  agrees: boolean | null,
  wrote: boolean,
): string {
  if (agrees !== null) return agrees ? w.agrees : w.objects;
  return wrote ? w.wrote : w.unanswered;
}
