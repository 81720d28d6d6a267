import { lazy, Suspense, useState } from 'react';
import type { FormEvent } from 'react';
import type { Refusal } from '#shared/contract/refusal.ts';
import type { Role } from '#shared/contract/roles.ts';
import type { SignedIn } from '#shared/contract/views/site.ts';
import { commonWords } from '../../app/commonWords.ts';
import { useAction } from '../../app/api.tsx';
import { Starting } from '../../app/Starting.tsx';
import { useSite } from '../../app/session.tsx';
import { useWords } from '../../app/words.tsx';
import { RefusalNotice } from '../../parts/RefusalNotice.tsx';
import { LanguageButton } from './LanguageButton.tsx';
import { PlainField } from './PlainField.tsx';
import { words } from './words.ts';
import './start.css';

const RosterCheckPage = lazy(async () => ({
  default: (await import('./RosterCheckPage.tsx')).RosterCheckPage,
}));

/** Sign-in; on the demonstration site one picks a person instead. */
export function SignInPage() {
  const w = useWords(words);
  const site = useSite();
  const [roster, setRoster] = useState(false);
  if (roster) {
    return (
      <Suspense fallback={<Starting quiet />}>
        <RosterCheckPage onBack={() => setRoster(false)} />
      </Suspense>
    );
  }
  return (
    <main className="plain-page">
      <LanguageButton />
      <div className={site.demo ? 'plain-card demo-card' : 'plain-card sign-in-card'}>
        <header className="sign-in-head">
          <span className="seal" aria-hidden="true">
            考
          </span>
          <div>
            <div className="sign-in-institution">{site.institutionName}</div>
            <div className="soft mono">{site.institutionCode}</div>
          </div>
        </header>
        {site.demo ? (
          <DemoPeople />
        ) : (
          <>
            <SignInForm />
            <button type="button" className="button button-link" onClick={() => setRoster(true)}>
              {w.signIn.roster}
            </button>
          </>
        )}
      </div>
    </main>
  );
}

function SignInForm() {
  const w = useWords(words);
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
      {refusal && <RefusalNotice refusal={refusal} />}
      <div className="plain-actions">
        <button type="submit" className="button button-primary" disabled={signIn.busy}>
          {signIn.busy ? w.signIn.busy : w.signIn.submit}
        </button>
      </div>
    </form>
  );
}

function DemoPeople() {
  const w = useWords(words);
  const common = useWords(commonWords);
  const site = useSite();
  const signIn = useAction('access.signInDemo');
  const leave = useAction('site.leaveDemo');
  return (
    <>
      <h1>{w.signIn.demoTitle}</h1>
      <p className="soft">{w.signIn.demoText}</p>
      <dl className="demo-people">
        {byRoles(site.demoPeople).map((group) => {
          const roles = group.roles.map((role) => common.roles[role]).join('、');
          return (
            <div key={group.roles.join(' ')}>
              <dt>{roles}</dt>
              <dd>
                {group.people.map((person) => (
                  <button
                    key={person.userId}
                    type="button"
                    className="button"
                    disabled={signIn.busy}
                    onClick={() => void signIn.run({ userId: person.userId })}
                  >
                    {person.displayName}
                    <span className="off-screen">{roles}</span>
                  </button>
                ))}
              </dd>
            </div>
          );
        })}
      </dl>
      <button
        type="button"
        className="button button-link"
        disabled={leave.busy}
        onClick={() => void leave.run({})}
      >
        {w.signIn.leaveDemo}
      </button>
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
