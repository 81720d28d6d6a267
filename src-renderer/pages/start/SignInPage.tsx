import { useState } from 'react';
import type { Role } from '#shared/domain/roles.ts';
import type { SignedIn } from '#shared/contract/views/site.ts';
import { useAction } from '../../app/api.tsx';
import { useSite } from '../../app/session.tsx';
import { useWords } from '../../app/language.tsx';
import { LanguageButton } from './LanguageButton.tsx';
import { LostPassword } from './LostPassword.tsx';
import { SignInForm } from './SignInForm.tsx';
import styles from './start.module.css';
import { Button } from '../../parts/Button.tsx';
import { Seal } from '../../parts/Seal.tsx';
import text from '../../parts/text.module.css';

/** Sign-in; on the demonstration site one picks a person instead. */
export function SignInPage() {
  const site = useSite();
  return (
    <main className={styles.page}>
      <LanguageButton />
      <div className={site.demo ? styles.people : styles.narrow}>
        <header className={styles.signInHead}>
          <Seal />
          <div>
            <div className={styles.institution}>{site.institutionName}</div>
            <div className={text.softMono}>{site.institutionCode}</div>
          </div>
        </header>
        {site.demo ? <DemoPeople /> : <SignInOrLost />}
      </div>
    </main>
  );
}

/** Login name and password; behind a link, the way back for a sole chief who has lost the password. */
function SignInOrLost() {
  const w = useWords('start');
  const [lost, setLost] = useState<'no' | 'asked' | 'done'>('no');
  if (lost === 'asked') return <LostPassword onBack={() => setLost('no')} onDone={() => setLost('done')} />;
  return (
    <>
      {lost === 'done' && <p role="status">{w.lost.done}</p>}
      <SignInForm />
      <p className={text.soft}>{w.badge.scanHint}</p>
      <Button kind="link" onClick={() => setLost('asked')}>
        {w.lost.open}
      </Button>
    </>
  );
}

function DemoPeople() {
  const w = useWords('start');
  const common = useWords('common');
  const site = useSite();
  const signIn = useAction('access.signInDemo');
  const leave = useAction('site.leaveDemo');
  return (
    <>
      <h1>{w.signIn.demoTitle}</h1>
      <p className={text.soft}>{w.signIn.demoText}</p>
      <dl className={styles.roles}>
        {byRoles(site.demoPeople).map((group) => {
          const roles = common.list({ items: group.roles.map((role) => common.roles[role]) });
          return (
            <div key={group.roles.join(' ')}>
              <dt>{roles}</dt>
              <dd>
                {group.people.map((person) => (
                  <Button
                    key={person.userId}
                    disabled={signIn.busy}
                    onClick={() => void signIn.run({ userId: person.userId })}
                  >
                    {person.displayName}
                    <span className={text.offScreen}>{roles}</span>
                  </Button>
                ))}
              </dd>
            </div>
          );
        })}
      </dl>
      <Button kind="link" disabled={leave.busy} onClick={() => void leave.run({})}>
        {w.signIn.leaveDemo}
      </Button>
    </>
  );
}

interface RoleGroup {
  readonly roles: readonly Role[];
  readonly people: readonly SignedIn[];
}

/** People with the same roles together, in the order in which they come. */
function byRoles(people: readonly SignedIn[]): readonly RoleGroup[] {
  const groups = Map.groupBy(people, (person) => person.roles.join(' '));
  return [...groups.values()].map((group) => ({ roles: group[0]?.roles ?? [], people: group }));
}
