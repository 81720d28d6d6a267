import { useState } from 'react';
import type { FormEvent } from 'react';
import type { Refusal } from '#shared/contract/refusal.ts';
import { useAction } from '../../app/api.tsx';
import { useSite } from '../../app/session.tsx';
import { useWords } from '../../app/language.tsx';
import { Button } from '../../parts/Button.tsx';
import text from '../../parts/text.module.css';
import { CardFoot } from './CardFoot.tsx';
import { LanguageButton } from './LanguageButton.tsx';
import { PlainField } from '../../parts/PlainField.tsx';
import { SignInForm } from './SignInForm.tsx';
import styles from './start.module.css';

/** Covers a desk that was left: nothing of the page behind is there until its person is back, or another signs in. */
export function LockedDesk() {
  const w = useWords('start').locked;
  const site = useSite();
  const [other, setOther] = useState(false);
  return (
    <main className={styles.page}>
      <LanguageButton />
      <div className={styles.narrow}>
        {other ? (
          <>
            <SignInForm />
            <Button kind="link" onClick={() => setOther(false)}>
              {w.back({ name: site.signedIn?.displayName ?? '' })}
            </Button>
          </>
        ) : (
          <>
            <UnlockForm />
            <Button kind="link" onClick={() => setOther(true)}>
              {w.other}
            </Button>
          </>
        )}
      </div>
    </main>
  );
}

function UnlockForm() {
  const w = useWords('start').locked;
  const site = useSite();
  const unlock = useAction('access.unlock', { quiet: true });
  const [secret, setSecret] = useState('');
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const onSubmit = async (event: FormEvent) => {
    event.preventDefault();
    if (secret === '') return;
    const answer = await unlock.run({ secret });
    if (answer.ok) return;
    setRefusal(answer.refusal);
    setSecret('');
  };
  return (
    <form onSubmit={(event) => void onSubmit(event)}>
      <h1>{w.title}</h1>
      <p className={text.soft}>{w.intro({ name: site.signedIn?.displayName ?? '' })}</p>
      <PlainField
        label={w.secret}
        type="password"
        autoComplete="off"
        autoFocus
        value={secret}
        onText={setSecret}
      />
      <CardFoot refusal={refusal}>
        <Button size="large" kind="primary" type="submit" busy={unlock.busy} className={styles.whole}>
          {w.submit}
        </Button>
      </CardFoot>
    </form>
  );
}
