import { useState } from 'react';
import type { FormEvent } from 'react';
import type { Refusal } from '#shared/contract/refusal.ts';
import { useAction } from '../../app/api.tsx';
import { useWords } from '../../app/language.tsx';
import { Button } from '../../parts/Button.tsx';
import { CardFoot } from './CardFoot.tsx';
import { PlainField } from '../../parts/PlainField.tsx';
import styles from './start.module.css';

/** Login name and password. */
export function SignInForm() {
  const w = useWords('start');
  const signIn = useAction('access.signIn', { quiet: true });
  const [loginName, setLoginName] = useState('');
  const [password, setPassword] = useState('');
  const [refusal, setRefusal] = useState<Refusal | null>(null);

  const onSubmit = async (event: FormEvent) => {
    event.preventDefault();
    if (loginName.trim() === '' || password === '') return;
    const answer = await signIn.run({ loginName: loginName.trim(), password });
    if (answer.ok) return;
    setRefusal(answer.refusal);
    setPassword('');
  };
  return (
    <form onSubmit={(event) => void onSubmit(event)}>
      <h1>{w.signIn.title}</h1>
      <PlainField
        label={w.signIn.loginName}
        autoComplete="username"
        autoFocus
        value={loginName}
        onText={setLoginName}
      />
      <PlainField
        label={w.signIn.password}
        type="password"
        autoComplete="current-password"
        value={password}
        onText={setPassword}
      />
      <CardFoot refusal={refusal}>
        <Button size="large" kind="primary" type="submit" busy={signIn.busy} className={styles.whole}>
          {signIn.busy ? w.signIn.busy : w.signIn.submit}
        </Button>
      </CardFoot>
    </form>
  );
}
