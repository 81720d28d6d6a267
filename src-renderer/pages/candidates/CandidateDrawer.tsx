import { Drawer } from 'antd';
import { useState } from 'react';
import type { EnrolmentId } from '#shared/contract/ids.ts';
import type { DocumentType } from '#shared/domain/documentNumber.ts';
import type { CandidateCard } from '#shared/contract/views/preparation.ts';
import { managers } from '#shared/domain/roles.ts';
import { useQuestion } from '../../app/api.tsx';
import { useMay } from '../../app/session.tsx';
import { dayTimeOf } from '../../app/time.ts';
import { useWords } from '../../app/language.tsx';
import { Actions } from '../../parts/Actions.tsx';
import { Answered } from '../../parts/Answered.tsx';
import { Button } from '../../parts/Button.tsx';
import { EmptyState } from '../../parts/EmptyState.tsx';
import { Fact, Facts } from '../../parts/Facts.tsx';
import { StateTag } from '../../parts/StateTag.tsx';
import styles from './candidates.module.css';
import { CandidateTimeline } from './CandidateTimeline.tsx';
import { CorrectIdentity } from './CorrectIdentity.tsx';
import { ReasonDialog } from './ReasonDialog.tsx';
import text from '../../parts/text.module.css';

interface CandidateDrawerProps {
  readonly enrolmentId: EnrolmentId | null;
  onClose(): void;
}

/** Everything about one candidate: identity, enrolment, seats, and one time line. */
export function CandidateDrawer(props: CandidateDrawerProps) {
  const w = useWords('candidates');
  const { enrolmentId } = props;
  const card = useQuestion(
    'candidates.one',
    { enrolmentId: enrolmentId ?? ('' as EnrolmentId) },
    { enabled: enrolmentId !== null },
  );
  return (
    <Drawer open={enrolmentId !== null} onClose={props.onClose} size={560} title={w.card.title}>
      {enrolmentId !== null && (
        <Answered question={card}>
          {(facts) => (facts ? <Card card={facts} /> : <EmptyState title={w.card.notFound} />)}
        </Answered>
      )}
    </Drawer>
  );
}

function Card({ card }: { readonly card: CandidateCard }) {
  const w = useWords('candidates');
  const common = useWords('common');
  const mayChange = useMay(managers);
  const mayErase = useMay(['chief']);
  const [dialog, setDialog] = useState<'correct' | 'withdraw' | 'blank' | null>(null);
  const { enrolment, identity } = card;
  return (
    <>
      <div className={styles.head}>
        <div>
          <h2>{identity?.name ?? enrolment.name ?? common.blanked}</h2>
          <div className={text.soft}>
            {enrolment.occupationLevel.name} {common.levels[enrolment.occupationLevel.level]} ·{' '}
            {card.batchName}
          </div>
        </div>
        <StateTag tone={enrolment.withdrawn ? 'idle' : 'good'}>
          {enrolment.withdrawn ? w.list.withdrawn : w.list.enrolled}
        </StateTag>
      </div>
      <section className={styles.section}>
        <h3>{w.card.identity}</h3>
        {identity ? <IdentityFacts identity={identity} /> : <p className={text.soft}>{w.card.erased}</p>}
      </section>
      <section className={styles.section}>
        <h3>{w.card.seats}</h3>
        <p>
          {common.person.ticketNumber} <span className={text.mono}>{enrolment.ticketNumber ?? '—'}</span>
        </p>
        {card.seats.length === 0 && <p className={text.soft}>{w.card.noSeats}</p>}
        {card.seats.map((seat) => (
          <p key={`${seat.subject} ${seat.startsAt}`}>
            {w.card.seatLine({
              subject: common.subjects[seat.subject],
              room: seat.roomName,
              seat: seat.seatNo,
              at: dayTimeOf(seat.startsAt),
              minutes: seat.minutes,
            })}
          </p>
        ))}
      </section>
      {mayChange && identity && (
        <div className={styles.section}>
          <Actions atStart>
            <Button onClick={() => setDialog('correct')}>{w.card.correct}</Button>
            {!enrolment.withdrawn && <Button onClick={() => setDialog('withdraw')}>{w.card.withdraw}</Button>}
            {mayErase && (
              <Button kind="danger" quiet onClick={() => setDialog('blank')}>
                {w.card.blank}
              </Button>
            )}
          </Actions>
        </div>
      )}
      <section className={styles.section}>
        <h3>{w.card.timeline}</h3>
        <CandidateTimeline entries={card.timeline} seats={card.seats} />
      </section>
      {dialog === 'correct' && identity && (
        <CorrectIdentity
          candidateId={enrolment.candidateId}
          identity={identity}
          onClose={() => setDialog(null)}
        />
      )}
      {(dialog === 'withdraw' || dialog === 'blank') && (
        <ReasonDialog kind={dialog} enrolment={enrolment} onClose={() => setDialog(null)} />
      )}
    </>
  );
}

function IdentityFacts({ identity }: { readonly identity: NonNullable<CandidateCard['identity']> }) {
  const common = useWords('common');
  const lines: readonly (readonly [string, string | null])[] = [
    [
      common.person.documentType,
      common.documentTypes[identity.documentType as DocumentType] ?? identity.documentType,
    ],
    [common.person.documentNumber, identity.documentNumber],
    [common.person.sex, identity.sex && common.sexes[identity.sex]],
    [common.person.birthDate, identity.birthDate],
    [common.person.studentNumber, identity.studentNumber],
    [common.person.className, identity.className],
    [common.person.phone, identity.phone],
    [common.person.remark, identity.remark],
  ];
  return (
    <Facts>
      {lines
        .filter(([, value]) => value !== null)
        .map(([name, value]) => (
          <Fact key={name} name={name}>
            {value}
          </Fact>
        ))}
    </Facts>
  );
}
