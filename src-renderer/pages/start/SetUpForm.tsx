import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { FormEvent } from 'react';
import type { Refusal } from '#shared/contract/refusal.ts';
import type { Words } from '#shared/words/words.ts';
import { lengths, shortestPassphrase } from '#shared/domain/limits.ts';
import { passwordFault } from '#shared/domain/passwords.ts';
import type { SetUpFacts } from './setUpFacts.ts';
import { desktop } from '../../app/desktop.ts';
import { useAction } from '../../app/api.tsx';
import { useWords } from '../../app/language.tsx';
import { CardFoot } from './CardFoot.tsx';
import { LanguageButton } from './LanguageButton.tsx';
import { PlainField } from '../../parts/PlainField.tsx';
import styles from './start.module.css';
import { Button } from '../../parts/Button.tsx';
import { classes } from '../../parts/classes.ts';
import text from '../../parts/text.module.css';

const blank = {
  institutionCode: '',
  institutionName: '',
  displayName: '',
  loginName: '',
  password: '',
  passwordAgain: '',
  passphrase: '',
};
type Filled = typeof blank;
type Faults = Partial<Record<keyof Filled, string>>;

/** Third way to start: the institution, the chief's account, the passphrase. Ends with the recovery sheet. */
export function SetUpForm(props: { onBack(): void; onSetUp(facts: SetUpFacts): void }) {
  const w = useWords('start');
  const queryClient = useQueryClient();
  const setUp = useAction('site.setUp', { quiet: true });
  const [filled, setFilled] = useState<Filled>(blank);
  const [shown, setShown] = useState(false);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const inDesktop = desktop() !== undefined;
  const faults = faultsOf(filled, w.setUp, inDesktop);

  const field = (key: keyof Filled) => ({
    value: filled[key],
    fault: shown ? (faults[key] ?? null) : null,
    onText: (typed: string) => setFilled((before) => ({ ...before, [key]: typed })),
  });
  const onSubmit = async (event: FormEvent) => {
    event.preventDefault();
    setShown(true);
    setRefusal(null);
    if (Object.keys(faults).length > 0) return;
    const answer = await setUp.run({
      institutionCode: filled.institutionCode.trim(),
      institutionName: filled.institutionName.trim(),
      chiefLoginName: filled.loginName.trim(),
      chiefDisplayName: filled.displayName.trim(),
      chiefPassword: filled.password,
      passphrase: filled.passphrase === '' ? null : filled.passphrase,
    });
    if (!answer.ok) {
      setRefusal(answer.refusal);
      return;
    }
    props.onSetUp(answer.value);
    await queryClient.invalidateQueries({ queryKey: ['site.state'] });
  };
  return (
    <main className={styles.page}>
      <LanguageButton />
      <form className={styles.wide} noValidate onSubmit={(event) => void onSubmit(event)}>
        <h1>{w.setUp.title}</h1>
        <p className={text.soft}>{w.setUp.intro}</p>
        <fieldset className={styles.group}>
          <legend>{w.setUp.institution}</legend>
          <PlainField
            label={w.setUp.institutionName}
            maxLength={lengths.short}
            autoFocus
            {...field('institutionName')}
          />
          <PlainField
            label={w.setUp.institutionCode}
            hint={w.setUp.institutionCodeHint}
            maxLength={lengths.institutionCode}
            mono
            {...field('institutionCode')}
            onText={(typed) => setFilled((before) => ({ ...before, institutionCode: typed.toUpperCase() }))}
          />
        </fieldset>
        <fieldset className={styles.group}>
          <legend>{w.setUp.chief}</legend>
          <PlainField
            label={w.setUp.displayName}
            maxLength={lengths.short}
            autoComplete="name"
            {...field('displayName')}
          />
          <PlainField
            label={w.setUp.loginName}
            maxLength={lengths.short}
            autoComplete="username"
            {...field('loginName')}
          />
          <PlainField
            label={w.setUp.password}
            hint={w.setUp.passwordHint}
            type="password"
            autoComplete="new-password"
            {...field('password')}
          />
          <PlainField
            label={w.setUp.passwordAgain}
            type="password"
            autoComplete="new-password"
            {...field('passwordAgain')}
          />
        </fieldset>
        <fieldset className={classes(styles.group, styles.oneColumn)}>
          <legend>{w.setUp.protection}</legend>
          <PlainField
            label={w.setUp.passphrase}
            hint={inDesktop ? w.setUp.passphraseDesktopHint : w.setUp.passphraseHint}
            type="password"
            autoComplete="off"
            {...field('passphrase')}
          />
        </fieldset>
        <CardFoot refusal={refusal}>
          <Button size="large" onClick={props.onBack}>
            {w.back}
          </Button>
          <Button size="large" kind="primary" type="submit" busy={setUp.busy}>
            {setUp.busy ? w.setUp.busy : w.setUp.submit}
          </Button>
        </CardFoot>
      </form>
    </main>
  );
}

function faultsOf(filled: Filled, w: Words<'start'>['setUp'], inDesktop: boolean): Faults {
  const faults: Faults = {};
  for (const key of ['institutionName', 'displayName', 'loginName'] as const) {
    if (filled[key].trim() === '') faults[key] = w.required;
  }
  if (!/^[A-Z0-9]{13}$/.test(filled.institutionCode.trim())) faults.institutionCode = w.institutionCodeFault;
  if (passwordFault(filled.password, filled.loginName) !== null) faults.password = w.passwordFault;
  if (filled.passwordAgain !== filled.password) faults.passwordAgain = w.passwordAgainFault;
  const passphraseNeeded = !inDesktop || filled.passphrase !== '';
  if (passphraseNeeded && filled.passphrase.length < shortestPassphrase)
    faults.passphrase = w.passphraseFault;
  return faults;
}
