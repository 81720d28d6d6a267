import type { SittingView } from '#shared/contract/views/preparation.ts';
import { dayTimeOf } from '../../app/time.ts';
import { useWords } from '../../app/language.tsx';
import { Button } from '../../parts/Button.tsx';
import { classes } from '../../parts/classes.ts';
import { printPaper } from '../../parts/printing.tsx';
import { StateTag, ToneShape } from '../../parts/StateTag.tsx';
import type { Tone } from '../../parts/StateTag.tsx';
import { PlainTable } from '../../parts/TableTools.tsx';
import styles from './arrangement.module.css';
import { Staff } from './Staff.tsx';
import text from '../../parts/text.module.css';

type Seat = SittingView['seats'][number];

/** One sitting: its seats as a plan, its papers, its staff. */
export function SittingPlan({ sitting }: { readonly sitting: SittingView }) {
  const w = useWords('arrangement');
  const common = useWords('common');
  const sub = `${sitting.roomName} · ${common.subjects[sitting.subject]} · ${dayTimeOf(sitting.startsAt)}`;
  const seats = sitting.seats.toSorted((a, b) => a.seatNo - b.seatNo);
  const print = (title: string, signed: boolean) =>
    void printPaper({
      title,
      sub,
      content: (
        <PlainTable
          headings={[
            w.sitting.seat,
            common.person.name,
            common.person.ticketNumber,
            common.person.className,
            common.person.occupation,
            ...(signed ? [w.sitting.signature] : []),
          ]}
          cells={seats.map((seat) => [
            seat.seatNo,
            seat.name,
            seat.ticketNumber,
            seat.className,
            seat.occupationName,
            ...(signed ? ['　　　　　　'] : []),
          ])}
        />
      ),
    });
  return (
    <div className={styles.plan}>
      <header>
        <div>
          <h2>{sitting.roomName}</h2>
          <span className={text.soft}>
            {common.subjects[sitting.subject]} · {dayTimeOf(sitting.startsAt)} ·{' '}
            {w.sitting.minutes({ minutes: sitting.minutes })} · {common.sittingStates[sitting.state]}
          </span>
        </div>
        <Button onClick={() => print(w.sitting.doorListTitle, false)}>{w.sitting.doorList}</Button>
        <Button onClick={() => print(w.sitting.signInTitle, true)}>{w.sitting.signIn}</Button>
      </header>
      <div className={styles.columns}>
        <section aria-label={w.sitting.plan}>
          {sitting.subject === 'theory' && <div className={styles.front}>{w.sitting.front}</div>}
          <SeatPlan seats={seats} places={sitting.places} />
          <p className={styles.legend} aria-label={w.sitting.legend}>
            <StateTag tone="good">{w.sitting.present}</StateTag>
            <StateTag tone="idle">{w.sitting.waiting}</StateTag>
            <StateTag tone="bad">{w.sitting.absent}</StateTag>
          </p>
        </section>
        <Staff sitting={sitting} />
      </div>
    </div>
  );
}

const seatsAcross = 6;

function SeatPlan(props: { readonly seats: readonly Seat[]; readonly places: number }) {
  const bySeat = new Map(props.seats.map((seat) => [seat.seatNo, seat]));
  const last = Math.max(props.places, ...props.seats.map((seat) => seat.seatNo));
  return (
    <ol className={styles.seats} style={{ '--seats-across': seatsAcross }}>
      {Array.from({ length: last }, (_, at) => at + 1).map((seatNo) => (
        <SeatCell key={seatNo} seatNo={seatNo} seat={bySeat.get(seatNo)} />
      ))}
    </ol>
  );
}

function SeatCell(props: { readonly seatNo: number; readonly seat: Seat | undefined }) {
  const w = useWords('arrangement');
  const common = useWords('common');
  const { seat, seatNo } = props;
  if (!seat) {
    return (
      <li className={`${styles.seat} ${styles.seatEmpty}`}>
        <b>{seatNo}</b>
        <span>{w.sitting.empty}</span>
      </li>
    );
  }
  const tone: Tone = seat.absent ? 'bad' : seat.checkedIn ? 'good' : 'idle';
  const state = seat.absent ? w.sitting.absent : seat.checkedIn ? w.sitting.present : w.sitting.waiting;
  const name = seat.name ?? common.blanked;
  return (
    <li
      className={styles.seat}
      data-tone={tone}
      title={`${name} ${seat.ticketNumber} ${seat.className ?? ''}`}
    >
      <b>{seatNo}</b>
      <ToneShape tone={tone} size={9} />
      <span className={styles.seatName}>{name}</span>
      <span className={classes(styles.seatTicket, text.mono)}>{seat.ticketNumber.slice(-5)}</span>
      <span className={text.offScreen}>{state}</span>
    </li>
  );
}
