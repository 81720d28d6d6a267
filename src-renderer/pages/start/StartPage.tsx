import { lazy, Suspense, useState } from 'react';
import type { ReactNode } from 'react';
import type { SetUpFacts } from '../../app/App.tsx';
import { useAction } from '../../app/door.tsx';
import { useWords } from '../../app/words.tsx';
import { LanguageButton } from './LanguageButton.tsx';
import { SetUpForm } from './SetUpForm.tsx';
import { words } from './words.ts';
import './start.css';

const RosterCheckPage = lazy(async () => ({
  default: (await import('./RosterCheckPage.tsx')).RosterCheckPage,
}));

/** The first start: three doors — a demonstration, a look at one's roster, a real site. */
export function StartPage(props: { onSetUp(facts: SetUpFacts): void }) {
  const w = useWords(words);
  const [view, setView] = useState<'doors' | 'roster' | 'setUp'>('doors');
  const back = () => setView('doors');
  if (view === 'roster') {
    return (
      <Suspense fallback={<div className="waiting-line">{w.loading}</div>}>
        <RosterCheckPage onBack={back} />
      </Suspense>
    );
  }
  if (view === 'setUp') return <SetUpForm onBack={back} onSetUp={props.onSetUp} />;
  return (
    <main className="start-page">
      <LanguageButton />
      <header className="start-head">
        <span className="seal seal-large" aria-hidden="true">
          考
        </span>
        <div>
          <h1>{w.product}</h1>
          <p>{w.tagline}</p>
        </div>
      </header>
      <div className="doors">
        <DemoDoor />
        <Door number="二" words={w.doors.roster} onOpen={() => setView('roster')} />
        <Door number="三" words={w.doors.setUp} onOpen={() => setView('setUp')} />
      </div>
      <p className="start-foot">{w.noNetwork}</p>
    </main>
  );
}

function DemoDoor() {
  const w = useWords(words);
  const openDemo = useAction('site.openDemo');
  return <Door number="一" words={w.doors.demo} busy={openDemo.busy} onOpen={() => void openDemo.run({})} />;
}

interface DoorProps {
  readonly number: string;
  readonly words: { readonly title: string; readonly text: string; readonly go: string };
  readonly busy?: boolean;
  onOpen(): void;
}

function Door(props: DoorProps): ReactNode {
  const w = useWords(words);
  return (
    <section className="door">
      <span className="door-number" aria-hidden="true">
        {props.number}
      </span>
      <h2>{props.words.title}</h2>
      <p>{props.words.text}</p>
      <button type="button" className="button" disabled={props.busy} onClick={props.onOpen}>
        {props.busy ? w.loading : props.words.go}
      </button>
    </section>
  );
}
