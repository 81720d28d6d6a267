import { useState } from 'react';
import type { FormEvent } from 'react';
import { passwordFault, wordPassword } from '#shared/domain/passwords.ts';
import type { Refusal } from '#shared/contract/refusal.ts';
import { useAction } from '../../app/api.tsx';
import { useWords } from '../../app/language.tsx';
import { useMe } from '../../app/session.tsx';
import { CardFoot } from './CardFoot.tsx';
import { LanguageButton } from './LanguageButton.tsx';
import { PlainField } from '../../parts/PlainField.tsx';
import styles from './start.module.css';
import { Button } from '../../parts/Button.tsx';
import text from '../../parts/text.module.css';

/** The first sign-in: the account is its owner's when they have set their own password, and does nothing before. */
export function ClaimPage() {
  const w = useWords('start');
  const me = useMe();
  const claim = useAction('access.claim', { quiet: true });
  const signOut = useAction('access.signOut');
  const [next, setNext] = useState('');
  const [again, setAgain] = useState('');
  const [drawn, setDrawn] = useState<string | null>(null);
  const [shown, setShown] = useState(false);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const fault = passwordFault(next, me.loginName) === null ? null : w.setUp.passwordFault;
  const againFault = next === again ? null : w.setUp.passwordAgainFault;

  const onDraw = () => {
    const words = wordPassword((bound) => (crypto.getRandomValues(new Uint32Array(1))[0] ?? 0) % bound);
    setDrawn(words);
    setNext(words);
    setAgain(words);
  };
  const onSubmit = async (event: FormEvent) => {
    event.preventDefault();
    setShown(true);
    setRefusal(null);
    if (fault !== null || againFault !== null) return;
    const answer = await claim.run({ password: next });
    if (!answer.ok) setRefusal(answer.refusal);
  };
  return (
    <main className={styles.page}>
      <LanguageButton />
      <form className={styles.card} noValidate onSubmit={(event) => void onSubmit(event)}>
        <h1>{w.claim.title}</h1>
        <p className={text.soft}>{w.claim.intro({ name: me.displayName })}</p>
        <PlainField
          label={w.claim.next}
          hint={w.setUp.passwordHint}
          fault={shown ? fault : null}
          type="password"
          autoComplete="new-password"
          autoFocus
          value={next}
          onText={setNext}
        />
        <PlainField
          label={w.claim.again}
          fault={shown ? againFault : null}
          type="password"
          autoComplete="new-password"
          value={again}
          onText={setAgain}
        />
        <Button kind="link" onClick={onDraw}>
          {w.claim.draw}
        </Button>
        {drawn !== null && <p className={text.soft}>{w.claim.drawn({ words: drawn })}</p>}
        <CardFoot refusal={refusal}>
          <Button kind="link" busy={signOut.busy} onClick={() => void signOut.run({})}>
            {w.claim.signOut}
          </Button>
          <Button size="large" kind="primary" type="submit" busy={claim.busy}>
            {claim.busy ? w.claim.busy : w.claim.submit}
          </Button>
        </CardFoot>
      </form>
    </main>
  );
}
