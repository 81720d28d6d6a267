import { Select } from 'antd';
import { useState } from 'react';
import type { BatchSummary, TicketView } from '#shared/contract/views/preparation.ts';
import { useQuestion } from '../../app/api.tsx';
import { useWords } from '../../app/language.tsx';
import { Answered } from '../../parts/Answered.tsx';
import { Button } from '../../parts/Button.tsx';
import { classes } from '../../parts/classes.ts';
import { EmptyState } from '../../parts/EmptyState.tsx';
import { printPaper } from '../../parts/printing.tsx';
import { TicketCard } from './TicketCard.tsx';
import styles from './tickets.module.css';

/** Tickets shown before printing; the paper has them all. */
const shownFirst = 6;

/** 准考证: each with the signed code that the door scans; printed by class. */
export function Tickets({ batch }: { readonly batch: BatchSummary }) {
  const w = useWords('arrangement');
  const [className, setClassName] = useState<string | null>(null);
  const all = useQuestion('arrangement.tickets', { batchId: batch.batchId, className: null });
  return (
    <Answered question={all}>
      {(tickets) =>
        tickets.length === 0 ? (
          <EmptyState title={w.tickets.none}>{w.tickets.noneHint}</EmptyState>
        ) : (
          <TicketSheets batch={batch} tickets={tickets} className={className} onClass={setClassName} />
        )
      }
    </Answered>
  );
}

interface SheetsProps {
  readonly batch: BatchSummary;
  readonly tickets: readonly TicketView[];
  readonly className: string | null;
  onClass(className: string | null): void;
}

function TicketSheets({ batch, tickets, className, onClass }: SheetsProps) {
  const w = useWords('arrangement');
  const classNames = [...new Set(tickets.map((ticket) => ticket.className ?? ''))].filter(
    (name) => name !== '',
  );
  const chosen = className === null ? tickets : tickets.filter((ticket) => ticket.className === className);
  const cards = (some: readonly TicketView[]) =>
    some.map((ticket) => <TicketCard key={ticket.enrolmentId} ticket={ticket} batchName={batch.name} />);
  const print = () =>
    void printPaper({
      title: w.tickets.title,
      sub: batch.name,
      content: <div className={styles.paper}>{cards(chosen)}</div>,
    });
  return (
    <section>
      <div className={styles.tools}>
        <Select<string>
          aria-label={w.tickets.ofClass}
          value={className ?? ''}
          onChange={(name) => onClass(name === '' ? null : name)}
          options={[
            { value: '', label: w.tickets.allClasses },
            ...classNames.map((name) => ({ value: name, label: name })),
          ]}
          className={classes(styles.class)}
        />
        <Button kind="primary" onClick={print}>
          {w.tickets.print({ count: chosen.length })}
        </Button>
        <span className={styles.hint}>{w.tickets.hint}</span>
      </div>
      <div className={styles.preview}>{cards(chosen.slice(0, shownFirst))}</div>
      {chosen.length > shownFirst && (
        <p className={styles.hint}>{w.tickets.more({ count: chosen.length - shownFirst })}</p>
      )}
    </section>
  );
}
