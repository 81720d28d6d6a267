import { useEffect, useEffectEvent, useState } from 'react';
import type { FormEvent } from 'react';
import type { ActionOutputs } from '#shared/contract/actions.ts';
import type { Refusal } from '#shared/contract/refusal.ts';
import { isCommonPin, pinDigits, pinForm } from '#shared/domain/pin.ts';
import { useAction } from '../../app/api.tsx';
import { useWords } from '../../app/language.tsx';
import { Button } from '../../parts/Button.tsx';
import text from '../../parts/text.module.css';
import { CardFoot } from './CardFoot.tsx';
import { PlainField } from '../../parts/PlainField.tsx';

interface BadgePinProps {
  /** The code of the badge that was scanned. */
  readonly token: string;
  onClose(): void;
}

/** A badge was scanned: its PIN changes the person at the desk with its last digit; a new badge gets its PIN first. */
export function BadgePin({ token, onClose }: BadgePinProps) {
  const common = useWords('common');
  const read = useAction('access.readBadge', { quiet: true });
  const [answer, setAnswer] = useState<ActionOutputs['access.readBadge'] | null>(null);
  const readOnce = useEffectEvent(async () => setAnswer(await read.run({ badge: token })));
  useEffect(() => void readOnce(), []);
  if (answer === null) return null;
  if (!answer.ok)
    return (
      <CardFoot refusal={answer.refusal}>
        <Button kind="primary" onClick={onClose}>
          {common.back}
        </Button>
      </CardFoot>
    );
  const { displayName, hasPin, wantsPassword } = answer.value;
  return hasPin ? (
    <KnownPin token={token} name={displayName} onClose={onClose} />
  ) : (
    <NewPin token={token} name={displayName} wantsPassword={wantsPassword} onClose={onClose} />
  );
}

interface PinProps extends BadgePinProps {
  readonly name: string;
}

function KnownPin({ token, name, onClose }: PinProps) {
  const w = useWords('start').badge;
  const common = useWords('common');
  const signIn = useAction('access.signIn', { quiet: true });
  const [pin, setPin] = useState('');
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const onText = async (typed: string) => {
    const digits = digitsOf(typed);
    setPin(digits);
    if (!pinForm.test(digits) || signIn.busy) return;
    const answer = await signIn.run({ loginName: token, password: digits });
    if (answer.ok) return onClose();
    setRefusal(answer.refusal);
    setPin('');
  };
  return (
    <form onSubmit={(event) => event.preventDefault()}>
      <h1>{name}</h1>
      <p className={text.soft}>{w.intro({ digits: pinDigits })}</p>
      <PlainField
        label={w.pin}
        type="password"
        inputMode="numeric"
        autoComplete="off"
        autoFocus
        value={pin}
        onText={(typed) => void onText(typed)}
      />
      <CardFoot refusal={refusal}>
        <Button onClick={onClose}>{common.cancel}</Button>
      </CardFoot>
    </form>
  );
}

/** The first time: the owner of the badge sets its PIN; somebody who has a password of their own proves that it is them. */
function NewPin({ token, name, wantsPassword, onClose }: PinProps & { readonly wantsPassword: boolean }) {
  const w = useWords('start').badge;
  const common = useWords('common');
  const set = useAction('access.setPin', { quiet: true });
  const [pin, setPin] = useState('');
  const [again, setAgain] = useState('');
  const [password, setPassword] = useState('');
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const whole = pin.length === pinDigits;
  const fault = whole && isCommonPin(pin) ? w.common : null;
  const differs = whole && again.length === pinDigits && again !== pin ? w.differs : null;
  const ready = pinForm.test(pin) && pin === again && fault === null;
  const onSubmit = async (event: FormEvent) => {
    event.preventDefault();
    if (!ready) return;
    const answer = await set.run({ badge: token, pin, password: wantsPassword ? password : null });
    if (answer.ok) return onClose();
    setRefusal(answer.refusal);
  };
  return (
    <form onSubmit={(event) => void onSubmit(event)}>
      <h1>{name}</h1>
      <p className={text.soft}>{w.newIntro({ digits: pinDigits })}</p>
      <PlainField
        label={w.pin}
        type="password"
        inputMode="numeric"
        autoComplete="off"
        autoFocus
        fault={fault}
        value={pin}
        onText={(typed) => setPin(digitsOf(typed))}
      />
      <PlainField
        label={w.again}
        type="password"
        inputMode="numeric"
        autoComplete="off"
        fault={differs}
        value={again}
        onText={(typed) => setAgain(digitsOf(typed))}
      />
      {wantsPassword && (
        <PlainField
          label={w.password}
          type="password"
          autoComplete="off"
          value={password}
          onText={setPassword}
        />
      )}
      <CardFoot refusal={refusal}>
        <Button onClick={onClose}>{common.cancel}</Button>
        <Button kind="primary" type="submit" disabled={!ready} busy={set.busy}>
          {w.set}
        </Button>
      </CardFoot>
    </form>
  );
}

function digitsOf(typed: string): string {
  return typed.replaceAll(/\D/g, '').slice(0, pinDigits);
}
