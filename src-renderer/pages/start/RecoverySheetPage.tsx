import { useState } from 'react';
import type { FormEvent } from 'react';
import type { SetUpFacts } from './setUpFacts.ts';
import { useCommand } from '../../app/api.tsx';
import { useWords } from '../../app/language.tsx';
import { printPaper, PrintHost } from '../../parts/printing.tsx';
import { PlainField } from './PlainField.tsx';
import { groupsToCheck, recoveryGroups, sameGroup } from './recoveryGroups.ts';
import './start.css';

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
          <p className="mono">{facts.signingKeyFingerprint}</p>
          <p style={{ marginTop: '14mm', whiteSpace: 'pre' }}>{w.recovery.paperKept}</p>
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
    <main className="plain-page">
      <form className="plain-card recovery-card" onSubmit={(event) => void onSubmit(event)}>
        <h1>{w.recovery.title}</h1>
        <p className="soft">{w.recovery.intro}</p>
        <KeyGroups groups={groups} />
        <button type="button" className="button" onClick={print}>
          {w.recovery.print}
        </button>
        <p className="recovery-fingerprint soft">
          {w.recovery.fingerprint}
          <br />
          <span className="mono">{facts.signingKeyFingerprint}</span>
        </p>
        <p>{w.recovery.check({ first: asked[0], second: asked[1] })}</p>
        <div className="recovery-check">
          {asked.map((n, at) => (
            <PlainField
              key={n}
              label={w.recovery.group({ n })}
              className="mono"
              autoComplete="off"
              value={typed[at] ?? ''}
              onText={(text) => setTyped((before) => (at === 0 ? [text, before[1]] : [before[0], text]))}
            />
          ))}
        </div>
        <div className="fault-line" role="alert">
          {wrong ? w.recovery.wrong : ''}
        </div>
        <div className="plain-actions">
          <button type="submit" className="button button-primary" disabled={kept.busy}>
            {w.recovery.done}
          </button>
        </div>
      </form>
      <PrintHost />
    </main>
  );
}

function KeyGroups({ groups }: { readonly groups: readonly string[] }) {
  return (
    <ol className="key-groups">
      {groups.map((group, at) => (
        <li key={`${at} ${group}`}>
          <small>{at + 1}</small>
          <span className="mono">{group}</span>
        </li>
      ))}
    </ol>
  );
}
