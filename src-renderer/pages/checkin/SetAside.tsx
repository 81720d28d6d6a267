import { useWords } from '../../app/language.tsx';
import type { CheckInPerson } from '#shared/contract/views/examDay.ts';
import styles from './desk.module.css';
import { Button } from '../../parts/Button.tsx';
import text from '../../parts/text.module.css';

interface Props {
  readonly people: readonly CheckInPerson[];
  onOpen(code: string): void;
}

/** People who were welcome but not confirmed when the next one was scanned: nobody is entered, and nobody lost, in silence. */
export function SetAside({ people, onOpen }: Props) {
  const w = useWords('checkin');
  if (people.length === 0) return null;
  return (
    <section className={styles.aside} aria-label={w.setAside}>
      <h2>{w.setAside}</h2>
      <p className={text.soft}>{w.setAsideHint}</p>
      <ul>
        {people.map((person) => {
          const code = person.ticketNumber ?? person.identity?.documentNumber;
          return (
            <li key={person.enrolmentId}>
              <span className={styles.lastSeat}>{person.seatNo}</span>
              <span className={styles.lastName}>{person.identity?.name ?? person.ticketNumber}</span>
              {code && (
                <Button quiet size="small" onClick={() => onOpen(code)}>
                  {w.setAsideOpen}
                </Button>
              )}
            </li>
          );
        })}
      </ul>
    </section>
  );
}
