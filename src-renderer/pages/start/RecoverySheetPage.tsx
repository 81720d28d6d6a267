import { useState } from 'react';
import type { FormEvent } from 'react';
import type { SetUpFacts } from './setUpFacts.ts';
import { useCommand } from '../../app/api.tsx';
import { useWords } from '../../app/language.tsx';
import { Button } from '../../parts/Button.tsx';
import { printPaper, PrintHost } from '../../parts/printing.tsx';
import { CardFoot } from './CardFoot.tsx';
import { PlainField } from './PlainField.tsx';
import { groupsToCheck, recoveryGroups, sameGroup } from './recoveryGroups.ts';
import styles from './start.module.css';
import text from '../../parts/text.module.css';

/** The recovery key, shown once: print it, then type two of its groups back. */
export function RecoverySheetPage(props: { readonly facts: SetUpFacts; onDone(): void }) {
  const w = useWords('start');
  const { facts } = props;
  const groups = recoveryGroups(facts.recoveryKey);
  const [asked] = useState(() => groupsToCheck(groups.length, Math.random));
  const [typed, setTyped] = useState<readonly [string, string]>(['', '']);
  const [wrong, setWrong] = useState(false);
  const kept = useCommand('site.recoverySheetKept');

  const print = () =>
    void printPaper({
      title: w.recovery.paperTitle,
      content: (
        <>
          <p>{w.recovery.paperIntro}</p>
          <h2>{w.recovery.paperKey}</h2>
          <KeyGroups groups={groups} />
          <h2>{w.recovery.paperFingerprint}</h2>
          <p className={text.mono}>{facts.signingKeyFingerprint}</p>
          <p className={styles.kept}>{w.recovery.paperKept}</p>
        </>
      ),
    });
  const onSubmit = async (event: FormEvent) => {
    event.preventDefault();
    const right = asked.every((n, at) => sameGroup(typed[at] ?? '', groups[n - 1] ?? ''));
    setWrong(!right);
    if (!right) return;
    const answer = await kept.submit({});
    if (answer.ok) props.onDone();
  };
  return (
    <main className={styles.page}>
      <form className={styles.wide} onSubmit={(event) => void onSubmit(event)}>
        <h1>{w.recovery.title}</h1>
        <p className={text.soft}>{w.recovery.intro}</p>
        <KeyGroups groups={groups} />
        <Button size="large" onClick={print}>
          {w.recovery.print}
        </Button>
        <p className={styles.fingerprint}>
          {w.recovery.fingerprint}
          <br />
          <span className={text.mono}>{facts.signingKeyFingerprint}</span>
        </p>
        <p>{w.recovery.check({ first: asked[0], second: asked[1] })}</p>
        <div className={styles.check}>
          {asked.map((n, at) => (
            <PlainField
              key={n}
              label={w.recovery.group({ n })}
              mono
              autoComplete="off"
              value={typed[at] ?? ''}
              onText={(text) => setTyped((before) => (at === 0 ? [text, before[1]] : [before[0], text]))}
            />
          ))}
        </div>
        <div className={text.fault} role="alert">
          {wrong ? w.recovery.wrong : ''}
        </div>
        <CardFoot>
          <Button size="large" kind="primary" type="submit" busy={kept.busy}>
            {w.recovery.done}
          </Button>
        </CardFoot>
      </form>
      <PrintHost />
    </main>
  );
}

function KeyGroups({ groups }: { readonly groups: readonly string[] }) {
  return (
    <ol className={styles.groups}>
      {groups.map((group, at) => (
        <li key={`${at} ${group}`}>
          <small>{at + 1}</small>
          <span className={text.mono} data-group>
            {group}
          </span>
        </li>
      ))}
    </ol>
  );
}
