import { useWords } from '../../app/language.tsx';
import type { CheckInPerson } from '#shared/contract/views/examDay.ts';
import styles from './stage.module.css';
import text from '../../parts/text.module.css';

/** Several people match: one line each, with its number key. */
export function Choices(props: {
  readonly people: readonly CheckInPerson[];
  readonly practical: boolean;
  onChoose(person: CheckInPerson): void;
}) {
  const w = useWords('checkin');
  const common = useWords('common');
  return (
    <ol className={styles.choices}>
      {props.people.slice(0, 9).map((person, index) => (
        <li key={person.enrolmentId}>
          <button type="button" className={styles.choice} onClick={() => props.onChoose(person)}>
            <kbd className={text.key}>{index + 1}</kbd>
            <span className={styles.choiceName}>{person.identity?.name ?? '—'}</span>
            <span>{person.identity?.documentNumber ?? ''}</span>
            <span>{person.identity?.className ?? ''}</span>
            <span>
              {person.occupationLevel.name} · {common.levels[person.occupationLevel.level]}
            </span>
            <span className={styles.choiceSeat} title={person.roomName ?? undefined}>
              {props.practical ? w.workstation : w.seat} <strong>{person.seatNo ?? '—'}</strong>
            </span>
          </button>
        </li>
      ))}
    </ol>
  );
}
