import { lazy, Suspense, useState } from 'react';
import type { ReactNode } from 'react';
import type { SetUpFacts } from './setUpFacts.ts';
import { useAction } from '../../app/api.tsx';
import { useWords } from '../../app/language.tsx';
import { Starting } from '../../app/Starting.tsx';
import { LanguageButton } from './LanguageButton.tsx';
import { SetUpForm } from './SetUpForm.tsx';
import styles from './start.module.css';
import { Button } from '../../parts/Button.tsx';
import { Seal } from '../../parts/Seal.tsx';
import text from '../../parts/text.module.css';

const RosterCheckPage = lazy(async () => ({
  default: (await import('./RosterCheckPage.tsx')).RosterCheckPage,
}));

/** The first start: three ways to start — a demonstration, a look at one's roster, a real site. */
export function StartPage(props: { onSetUp(facts: SetUpFacts): void }) {
  const w = useWords('start');
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
    <main className={styles.ways}>
      <LanguageButton />
      <header className={styles.head}>
        <Seal large />
        <div>
          <h1>{w.product}</h1>
          <p>{w.tagline}</p>
        </div>
      </header>
      <div className={styles.columns}>
        <DemoWay />
        <Way words={w.ways.roster} onOpen={() => setView('roster')} />
        <Way words={w.ways.setUp} onOpen={() => setView('setUp')} />
      </div>
      <p className={text.soft}>{w.noNetwork}</p>
    </main>
  );
}

function DemoWay() {
  const w = useWords('start');
  const openDemo = useAction('site.openDemo');
  return <Way words={w.ways.demo} busy={openDemo.busy} onOpen={() => void openDemo.run({})} />;
}

interface WayProps {
  readonly words: {
    readonly number: string;
    readonly title: string;
    readonly text: string;
    readonly go: string;
  };
  readonly busy?: boolean;
  onOpen(): void;
}

function Way(props: WayProps): ReactNode {
  const w = useWords('start');
  return (
    <section className={styles.way}>
      <span className={styles.number} aria-hidden="true">
        {props.words.number}
      </span>
      <h2>{props.words.title}</h2>
      <p>{props.words.text}</p>
      <Button size="large" busy={props.busy ?? false} onClick={props.onOpen}>
        {props.busy ? w.loading : props.words.go}
      </Button>
    </section>
  );
}
