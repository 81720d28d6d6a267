import { lazy, Suspense, useState } from 'react';
import type { ReactNode } from 'react';
import type { SetUpFacts } from '../../app/App.tsx';
import { useAction } from '../../app/api.tsx';
import { Starting } from '../../app/Starting.tsx';
import { useWords } from '../../app/words.tsx';
import { LanguageButton } from './LanguageButton.tsx';
import { SetUpForm } from './SetUpForm.tsx';
import { words } from './words.ts';
import './start.css';

const RosterCheckPage = lazy(async () => ({
  default: (await import('./RosterCheckPage.tsx')).RosterCheckPage,
}));

/** The first start: three ways to start — a demonstration, a look at one's roster, a real site. */
export function StartPage(props: { onSetUp(facts: SetUpFacts): void }) {
  const w = useWords(words);
  const [view, setView] = useState<'ways' | 'roster' | 'setUp'>('ways');
  const back = () => setView('ways');
  if (view === 'roster') {
    return (
      <Suspense fallback={<Starting quiet />}>
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
      <div className="start-ways">
        <DemoWay />
        <Way number="二" words={w.ways.roster} onOpen={() => setView('roster')} />
        <Way number="三" words={w.ways.setUp} onOpen={() => setView('setUp')} />
      </div>
      <p className="start-foot">{w.noNetwork}</p>
    </main>
  );
}

function DemoWay() {
  const w = useWords(words);
  const openDemo = useAction('site.openDemo');
  return <Way number="一" words={w.ways.demo} busy={openDemo.busy} onOpen={() => void openDemo.run({})} />;
}

interface WayProps {
  readonly number: string;
  readonly words: { readonly title: string; readonly text: string; readonly go: string };
  readonly busy?: boolean;
  onOpen(): void;
}

function Way(props: WayProps): ReactNode {
  const w = useWords(words);
  return (
    <section className="start-way">
      <span className="start-way-number" aria-hidden="true">
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
