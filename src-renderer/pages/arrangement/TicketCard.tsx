import type { TicketView } from '#shared/contract/views/preparation.ts';
import { dayOf, endOf, timeOf } from '../../app/time.ts';
import { useWords } from '../../app/language.tsx';
import { QrCode } from './QrCode.tsx';
import styles from './tickets.module.css';

/** One ticket as it is cut out and carried: who, what, where, when, and the code for the door. */
export function TicketCard({
  ticket,
  batchName,
}: {
  readonly ticket: TicketView;
  readonly batchName: string;
}) {
  const w = useWords('arrangement');
  const c = useWords('common');
  const { occupationLevel } = ticket;
  return (
    <article className={styles.ticket}>
      <header>
        <strong>{w.tickets.title}</strong>
        <span>{batchName}</span>
      </header>
      <div className={styles.body}>
        <dl>
          <dt>{w.tickets.name}</dt>
          <dd className={styles.name}>{ticket.name ?? '—'}</dd>
          <dt>{w.tickets.number}</dt>
          <dd className={styles.number}>{ticket.ticketNumber}</dd>
          <dt>{w.tickets.document}</dt>
          <dd>{ticket.documentNumberMasked ?? '—'}</dd>
          <dt>{w.tickets.className}</dt>
          <dd>{ticket.className ?? '—'}</dd>
          <dt>{w.tickets.occupation}</dt>
          <dd>
            {occupationLevel.name} {c.levels[occupationLevel.level]}
          </dd>
        </dl>
        <QrCode digits={ticket.token} label={`${w.tickets.code} ${ticket.ticketNumber}`} />
      </div>
      <ul>
        {ticket.seats.map((seat) => (
          <li key={`${seat.subject} ${seat.startsAt}`}>
            <span>{c.subjects[seat.subject]}</span>
            <span>
              {dayOf(seat.startsAt)} {timeOf(seat.startsAt)}–{timeOf(endOf(seat.startsAt, seat.minutes))}
            </span>
            <span>{seat.roomName}</span>
            <span>{w.tickets.seat({ seatNo: seat.seatNo })}</span>
          </li>
        ))}
      </ul>
    </article>
  );
}
