import { useState } from 'react';
import type { FormEvent } from 'react';
import { passwordFault } from '#shared/domain/passwords.ts';
import type { Refusal } from '#shared/contract/refusal.ts';
import { useAction } from '../../app/api.tsx';
import { useWords } from '../../app/language.tsx';
import { CardFoot } from './CardFoot.tsx';
import { PlainField } from '../../parts/PlainField.tsx';
import { Button } from '../../parts/Button.tsx';
import text from '../../parts/text.module.css';

/** A sole chief has lost the password: the recovery sheet gives the account a new first one. */
export function LostPassword(props: { onBack(): void; onDone(): void }) {
  const w = useWords('start');
  const recover = useAction('access.recover', { quiet: true });
  const [loginName, setLoginName] = useState('');
  const [recoveryKey, setRecoveryKey] = useState('');
  const [first, setFirst] = useState('');
  const [again, setAgain] = useState('');
  const [shown, setShown] = useState(false);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const fault = passwordFault(first, loginName.trim()) === null ? null : w.setUp.passwordFault;
  const againFault = first === again ? null : w.setUp.passwordAgainFault;
  const missing = (value: string) => (shown && value.trim() === '' ? w.setUp.required : null);

  const onSubmit = async (event: FormEvent) => {
    event.preventDefault();
    setShown(true);
    setRefusal(null);
    if (fault !== null || againFault !== null || loginName.trim() === '' || recoveryKey.trim() === '') return;
    const answer = await recover.run({ loginName: loginName.trim(), recoveryKey, password: first });
    if (answer.ok) props.onDone();
    else setRefusal(answer.refusal);
  };
  return (
    <form noValidate onSubmit={(event) => void onSubmit(event)}>
      <h1>{w.lost.title}</h1>
      <p className={text.soft}>{w.lost.intro}</p>
      <p className={text.soft}>{w.lost.others}</p>
      <PlainField
        label={w.signIn.loginName}
        fault={missing(loginName)}
        autoComplete="username"
        autoFocus
        value={loginName}
        onText={setLoginName}
      />
      <PlainField
        label={w.lost.recoveryKey}
        fault={missing(recoveryKey)}
        mono
        autoComplete="off"
        value={recoveryKey}
        onText={setRecoveryKey}
      />
      <PlainField
        label={w.lost.first}
        hint={w.setUp.passwordHint}
        fault={shown ? fault : null}
        type="password"
        autoComplete="new-password"
        value={first}
        onText={setFirst}
      />
      <PlainField
        label={w.lost.again}
        fault={shown ? againFault : null}
        type="password"
        autoComplete="new-password"
        value={again}
        onText={setAgain}
      />
      <CardFoot refusal={refusal}>
        <Button kind="link" onClick={props.onBack}>
          {w.back}
        </Button>
        <Button size="large" kind="primary" type="submit" busy={recover.busy}>
          {recover.busy ? w.lost.busy : w.lost.submit}
        </Button>
      </CardFoot>
    </form>
  );
}
