import { useEffect, useState } from 'react';
import { bytesText } from '../../app/time.ts';
import { useWords } from '../../app/language.tsx';
import { Bar } from '../../parts/Bar.tsx';
import { Button } from '../../parts/Button.tsx';
import { RefusalNotice } from '../../parts/RefusalNotice.tsx';
import type { PackageId } from '#shared/contract/ids.ts';
import type { JobView } from '#shared/contract/views/results.ts';
import { say } from '#shared/words/words.ts';
import { progressOf } from './progress.ts';
import styles from './reports.module.css';
import text from '../../parts/text.module.css';

/** The time now, moved on every second while something is under way. */
function useNow(moving: boolean): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    if (!moving) return;
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, [moving]);
  return now;
}

interface Props {
  readonly job: JobView;
  onAgain(packageId: PackageId): void;
}

/** Long work with its count, rate and time left; when it failed, why, and how to go on. */
export function JobProgress({ job, onAgain }: Props) {
  const w = useWords('packages');
  const now = useNow(job.failed === null);
  const { percent, perSecond, secondsLeft } = progressOf(job, now);
  const doing: Readonly<Record<string, string>> = w.job.doing;
  const { packageId } = job;
  if (job.failed) {
    return (
      <RefusalNotice
        refusal={job.failed}
        actions={
          job.kind === 'seal' &&
          packageId !== null && <Button onClick={() => onAgain(packageId)}>{w.sealAgain}</Button>
        }
      />
    );
  }
  const amount = (value: number): string =>
    job.unit === 'bytes' ? bytesText(value) : String(Math.round(value * 10) / 10);
  const left =
    secondsLeft !== null &&
    w.job.left({
      time:
        secondsLeft < 90
          ? w.job.seconds({ n: secondsLeft })
          : w.job.minutes({ n: Math.ceil(secondsLeft / 60) }),
    });
  const line = [
    say(w.job[job.unit], { done: amount(job.done), total: amount(job.total) }),
    job.unit !== 'steps' && perSecond !== null && w.job.rate({ rate: amount(perSecond) }),
    left,
  ].filter(Boolean);
  return (
    <section className={styles.job} aria-label={w.job[job.kind]}>
      <header>
        <strong>{w.job[job.kind]}</strong>
        <span>{doing[job.step] ?? ''}</span>
        <span className={styles.percent}>{percent}%</span>
      </header>
      <div
        role="progressbar"
        aria-label={w.job[job.kind]}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={percent}
      >
        <Bar share={percent / 100} />
      </div>
      <p className={text.soft}>{line.join(' · ')}</p>
    </section>
  );
}
