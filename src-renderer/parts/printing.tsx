import type { ReactNode } from 'react';
import { useSyncExternalStore } from 'react';
import { createPortal, flushSync } from 'react-dom';
import { desktop } from '../app/desktop.ts';
import { useQuestion } from '../app/api.tsx';
import { useSite } from '../app/session.tsx';
import { dayTimeOf } from '../app/time.ts';
import { useWords } from '../app/language.tsx';
import styles from './printing.module.css';

/** One paper to print. */
export interface PrintJob {
  readonly title: string;
  /** Beside the institution in the head of the paper, usually the batch. */
  readonly sub?: string;
  readonly content: ReactNode;
}

let current: PrintJob | null = null;
const listeners = new Set<() => void>();

function show(job: PrintJob | null): void {
  current = job;
  for (const listener of listeners) listener();
}

/** Prints a paper in the one look of all papers: in the desktop by the system's dialogue, else by the browser's. */
export async function printPaper(job: PrintJob): Promise<void> {
  flushSync(() => show(job));
  try {
    const host = desktop();
    if (host) {
      await host.print({ to: 'printer', suggestedName: `${job.title}.pdf` });
    } else {
      window.print();
    }
  } finally {
    show(null);
  }
}

/** Stands once in the frame and holds the paper while it is printed. */
export function PrintHost() {
  const job = useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => current,
  );
  if (!job) return null;
  return createPortal(<Paper job={job} />, document.body);
}

/** A paper as it is printed. */
export function Paper({ job }: { readonly job: PrintJob }) {
  const w = useWords('parts');
  const site = useSite();
  const foot = useQuestion('site.foot', {}, { enabled: site.signedIn !== null });
  return (
    <article className={styles.paper} data-print-sheet>
      <header>
        <span>
          {site.institutionName} {site.institutionCode}
        </span>
        <span>{job.sub}</span>
      </header>
      <h1>{job.title}</h1>
      {job.content}
      <footer>
        <span>{w.print.printedAt({ at: dayTimeOf(foot.data?.now ?? new Date()) })}</span>
        {foot.data && (
          <span>{w.print.checkpoint({ size: foot.data.ledgerSize, head: foot.data.ledgerHead })}</span>
        )}
      </footer>
    </article>
  );
}
