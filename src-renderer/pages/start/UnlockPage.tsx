import { useState } from 'react';
import type { FormEvent } from 'react';
import type { Refusal } from '#shared/contract/refusal.ts';
import { useAction } from '../../app/api.tsx';
import { useWords } from '../../app/language.tsx';
import { RefusalNotice } from '../../parts/RefusalNotice.tsx';
import { LanguageButton } from './LanguageButton.tsx';
import { PlainField } from './PlainField.tsx';
import './start.css';

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
    <main className="plain-page">
      <LanguageButton />
      <form className="plain-card" onSubmit={(event) => void onSubmit(event)}>
        <h1>{w.unlock.title}</h1>
        <p className="soft">{w.unlock.intro}</p>
        <PlainField
          key={by}
          label={w.unlock[by]}
          type={by === 'passphrase' ? 'password' : 'text'}
          className={by === 'recoveryKey' ? 'mono' : ''}
          autoComplete="off"
          autoFocus
          value={secret}
          onText={setSecret}
        />
        {refusal && <RefusalNotice refusal={refusal} />}
        <div className="plain-actions">
          <button
            type="button"
            className="button button-link"
            onClick={() => {
              setBy(by === 'passphrase' ? 'recoveryKey' : 'passphrase');
              setSecret('');
              setRefusal(null);
            }}
          >
            {by === 'passphrase' ? w.unlock.byRecoveryKey : w.unlock.byPassphrase}
          </button>
          <button type="submit" className="button button-primary" disabled={unlock.busy}>
            {unlock.busy ? w.unlock.busy : w.unlock.submit}
          </button>
        </div>
      </form>
    </main>
  );
}
