import { useState } from 'react';
import type { FormEvent } from 'react';
import type { Refusal } from '#shared/contract/refusal.ts';
import { useAction } from '../../app/api.tsx';
import { useWords } from '../../app/language.tsx';
import { CardFoot } from './CardFoot.tsx';
import { LanguageButton } from './LanguageButton.tsx';
import { PlainField } from '../../parts/PlainField.tsx';
import styles from './start.module.css';
import { Button } from '../../parts/Button.tsx';
import text from '../../parts/text.module.css';

/** The site is encrypted and its key is not at hand: the passphrase or the recovery key opens it. */
export function UnlockPage() {
  const w = useWords('start');
  const unlock = useAction('site.unlock', { quiet: true });
  const [by, setBy] = useState<'passphrase' | 'recoveryKey'>('passphrase');
  const [secret, setSecret] = useState('');
  const [refusal, setRefusal] = useState<Refusal | null>(null);

  const onSubmit = async (event: FormEvent) => {
    event.preventDefault();
    if (secret.trim() === '') return;
    const answer = await unlock.run({
      passphrase: by === 'passphrase' ? secret : null,
      recoveryKey: by === 'recoveryKey' ? secret.trim() : null,
    });
    setRefusal(answer.ok ? null : answer.refusal);
  };
  return (
    <main className={styles.page}>
      <LanguageButton />
      <form className={styles.card} onSubmit={(event) => void onSubmit(event)}>
        <h1>{w.unlock.title}</h1>
        <p className={text.soft}>{w.unlock.intro}</p>
        <PlainField
          key={by}
          label={w.unlock[by]}
          type={by === 'passphrase' ? 'password' : 'text'}
          mono={by === 'recoveryKey'}
          autoComplete="off"
          autoFocus
          value={secret}
          onText={setSecret}
        />
        <CardFoot refusal={refusal}>
          <Button
            kind="link"
            onClick={() => {
              setBy(by === 'passphrase' ? 'recoveryKey' : 'passphrase');
              setSecret('');
              setRefusal(null);
            }}
          >
            {by === 'passphrase' ? w.unlock.byRecoveryKey : w.unlock.byPassphrase}
          </Button>
          <Button size="large" kind="primary" type="submit" busy={unlock.busy}>
            {unlock.busy ? w.unlock.busy : w.unlock.submit}
          </Button>
        </CardFoot>
      </form>
    </main>
  );
}
