import { Checkbox } from 'antd';
import { useState } from 'react';
import type { BadgeId, UserId } from '#shared/contract/ids.ts';
import type { BatchSummary } from '#shared/contract/views/preparation.ts';
import type { BadgeView } from '#shared/contract/views/site.ts';
import { newId, useAction, useCommand, useQuestion } from '../../app/api.tsx';
import { useWords } from '../../app/language.tsx';
import { Actions } from '../../parts/Actions.tsx';
import { Answered } from '../../parts/Answered.tsx';
import { Button } from '../../parts/Button.tsx';
import { printPaper } from '../../parts/printing.tsx';
import text from '../../parts/text.module.css';
import { BadgeCard } from './BadgeCard.tsx';
import { BadgeLine } from './BadgeLine.tsx';
import styles from './tickets.module.css';

/** 工作证: issued by two people, printed, replaced when lost. */
export function Badges({ batch }: { readonly batch: BatchSummary }) {
  const list = useQuestion('badges.list', { batchId: batch.batchId });
  return <Answered question={list}>{(people) => <BadgeTable batch={batch} people={people} />}</Answered>;
}

function BadgeTable(props: { readonly batch: BatchSummary; readonly people: readonly BadgeView[] }) {
  const w = useWords('arrangement').badges;
  const { batch, people } = props;
  const [chosen, setChosen] = useState<ReadonlySet<UserId>>(new Set());
  const issue = useCommand('badge.issue');
  const print = useAction('badges.print');
  const ticked = people.filter((one) => chosen.has(one.userId));
  const printable = ticked.flatMap((one): BadgeId[] => (one.badgeId === null ? [] : [one.badgeId]));

  const onIssue = async () => {
    const badges = ticked.map(({ userId }) => ({ badgeId: newId<'badge'>(), userId }));
    await issue.submit({ batchId: batch.batchId, badges });
  };
  const onPrint = async () => {
    const answer = await print.run({ badgeIds: printable });
    if (!answer.ok) return;
    const codes = new Map(answer.value.map(({ badgeId, token }) => [badgeId, token]));
    await printPaper({
      title: w.title,
      sub: batch.name,
      content: (
        <div className={styles.badges}>
          {ticked.map((person) => {
            const token = person.badgeId === null ? undefined : codes.get(person.badgeId);
            return token === undefined ? null : (
              <BadgeCard key={person.userId} person={person} token={token} batchName={batch.name} />
            );
          })}
        </div>
      ),
    });
  };
  const tick = (userId: UserId, on: boolean) =>
    setChosen((now) => new Set([...now].filter((one) => one !== userId).concat(on ? [userId] : [])));
  return (
    <section aria-label={w.title}>
      <p className={text.intro}>{w.intro}</p>
      <Actions atStart>
        <Checkbox
          onChange={(event) =>
            setChosen(
              new Set(
                event.target.checked
                  ? people.filter((one) => one.duties.length > 0).map((one) => one.userId)
                  : [],
              ),
            )
          }
        >
          {w.chooseAll}
        </Checkbox>
        <Button
          kind="primary"
          disabled={ticked.length === 0}
          busy={issue.busy}
          onClick={() => void onIssue()}
        >
          {w.issue({ count: ticked.length })}
        </Button>
        <Button disabled={printable.length === 0} busy={print.busy} onClick={() => void onPrint()}>
          {w.print({ count: printable.length })}
        </Button>
        <span className={text.soft}>{w.printHint}</span>
      </Actions>
      <table className={styles.people}>
        <thead>
          <tr>
            <td />
            <th scope="col">{w.person}</th>
            <th scope="col">{w.duties}</th>
            <th scope="col">{w.state}</th>
            <td />
          </tr>
        </thead>
        <tbody>
          {people.map((person) => (
            <BadgeLine
              key={person.userId}
              person={person}
              ticked={chosen.has(person.userId)}
              onTick={(on) => tick(person.userId, on)}
            />
          ))}
        </tbody>
      </table>
    </section>
  );
}
