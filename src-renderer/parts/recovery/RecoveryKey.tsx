import { useState } from 'react';
import type { FormEvent } from 'react';
import { useCommand } from '../../app/api.tsx';
import { useWords } from '../../app/language.tsx';
import { Button } from '../Button.tsx';
import { PlainField } from '../PlainField.tsx';
import { printPaper } from '../printing.tsx';
import text from '../text.module.css';
import styles from './recovery.module.css';
import { groupsToCheck, recoveryGroups, sameGroup } from './recoveryGroups.ts';

/** A recovery key that was just made, with the fingerprint that stands on its sheet. */
export interface NewRecoveryKey {
  readonly recoveryKey: string;
  readonly signingKeyFingerprint: string;
}

interface Props {
  readonly made: NewRecoveryKey;
  onDone(): void;
}

/** The recovery key: print it or write it down, then type two of its groups back from the paper, with the key out of sight. */
export function RecoveryKey({ made, onDone }: Props) {
  const w = useWords('start').recovery;
  const groups = recoveryGroups(made.recoveryKey);
  const [onPaper, setOnPaper] = useState(false);
  const print = () =>
    void printPaper({
      title: w.paperTitle,
      content: (
        <>
          <p>{w.paperIntro}</p>
          <h2>{w.paperKey}</h2>
          <KeyGroups groups={groups} />
          <h2>{w.paperFingerprint}</h2>
          <p className={text.mono}>{made.signingKeyFingerprint}</p>
          <p className={styles.kept}>{w.paperKept}</p>
        </>
      ),
    });
  if (onPaper) return <TypedBack groups={groups} onBack={() => setOnPaper(false)} onDone={onDone} />;
  return (
    <>
      <p className={text.soft}>{w.intro}</p>
      <KeyGroups groups={groups} />
      <p className={styles.fingerprint}>
        {w.fingerprint}
        <br />
        <span className={text.mono}>{made.signingKeyFingerprint}</span>
      </p>
      <div className={styles.actions}>
        <Button size="large" onClick={print}>
          {w.print}
        </Button>
        <Button size="large" kind="primary" onClick={() => setOnPaper(true)}>
          {w.next}
        </Button>
      </div>
    </>
  );
}

function TypedBack(props: { readonly groups: readonly string[]; onBack(): void; onDone(): void }) {
  const w = useWords('start').recovery;
  const { groups } = props;
  const [asked] = useState(() => groupsToCheck(groups.length, Math.random));
  const [typed, setTyped] = useState<readonly [string, string]>(['', '']);
  const [wrong, setWrong] = useState(false);
  const kept = useCommand('site.recoverySheetKept');
  const onSubmit = async (event: FormEvent) => {
    event.preventDefault();
    const right = asked.every((n, at) => sameGroup(typed[at] ?? '', groups[n - 1] ?? ''));
    setWrong(!right);
    if (!right) return;
    const answer = await kept.submit({});
    if (answer.ok) props.onDone();
  };
  return (
    <form onSubmit={(event) => void onSubmit(event)}>
      <p className={text.soft}>{w.hidden}</p>
      <p>{w.check({ first: asked[0], second: asked[1] })}</p>
      <div className={styles.check}>
        {asked.map((n, at) => (
          <PlainField
            key={n}
            label={w.group({ n })}
            mono
            autoFocus={at === 0}
            autoComplete="off"
            value={typed[at] ?? ''}
            onText={(value) => setTyped((before) => (at === 0 ? [value, before[1]] : [before[0], value]))}
          />
        ))}
      </div>
      <div className={text.fault} role="alert">
        {wrong ? w.wrong : ''}
      </div>
      <div className={styles.actions}>
        <Button size="large" onClick={props.onBack}>
          {w.back}
        </Button>
        <Button size="large" kind="primary" type="submit" busy={kept.busy}>
          {w.done}
        </Button>
      </div>
    </form>
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
