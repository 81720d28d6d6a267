import { useWords } from '../../app/language.tsx';
import type { CheckInPerson } from '#shared/contract/views/examDay.ts';
import styles from './stage.module.css';
import { classes } from '../../parts/classes.ts';
import text from '../../parts/text.module.css';

/** A document number in groups, so that it can be compared digit by digit: 110105 19491231 002X. */
export function groupedDocument(documentNumber: string): string {
  return documentNumber.length === 18
    ? `${documentNumber.slice(0, 6)} ${documentNumber.slice(6, 14)} ${documentNumber.slice(14)}`
    : documentNumber;
}

interface Props {
  readonly person: CheckInPerson;
  /** Something else needs room on the stage. */
  readonly compact: boolean;
}

/** What else is known of one person, large enough to be compared with the document; name and seat stand in the band above. */
export function PersonCard({ person, compact }: Props) {
  const w = useWords('checkin');
  const common = useWords('common');
  const { identity } = person;
  const facts: readonly (readonly [string, string | null | undefined])[] = [
    [w.document, identity && groupedDocument(identity.documentNumber)],
    [w.ticket, person.ticketNumber],
    [w.occupation, `${person.occupationLevel.name} · ${common.levels[person.occupationLevel.level]}`],
    [w.className, identity?.className],
    [w.studentNumber, identity?.studentNumber],
    [
      w.sexAndBirth,
      identity &&
        [identity.sex && common.sexes[identity.sex], identity.birthDate].filter(Boolean).join(' · '),
    ],
  ];
  return (
    <div className={classes(styles.person, compact && styles.compact)}>
      {identity === null && <p className={text.soft}>{w.identityBlanked}</p>}
      <dl className={styles.facts}>
        {facts.map(
          ([label, value]) =>
            value && (
              <div key={label}>
                <dt>{label}</dt>
                <dd>{value}</dd>
              </div>
            ),
        )}
      </dl>
    </div>
  );
}
