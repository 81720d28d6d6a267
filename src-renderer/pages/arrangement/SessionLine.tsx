import { DatePicker, InputNumber, Select, TimePicker } from 'antd';
import dayjs from 'dayjs';
import type { RoomId } from '#shared/contract/ids.ts';
import type { Subject } from '#shared/domain/subject.ts';
import type { RoomView } from '#shared/contract/views/preparation.ts';
import { subjects } from '#shared/domain/subject.ts';
import { sessionMinutes } from '#shared/domain/limits.ts';
import { useWords } from '../../app/language.tsx';
import styles from './arrangement.module.css';
import type { SessionDraft } from './sessionDrafts.ts';
import { Button } from '../../parts/Button.tsx';
import { classes } from '../../parts/classes.ts';
import layout from '../../parts/layout.module.css';

interface SessionLineProps {
  readonly number: number;
  readonly draft: SessionDraft;
  readonly rooms: readonly RoomView[];
  readonly days: readonly [string, string];
  /** Null: take it away. */
  onChange(draft: SessionDraft | null): void;
}

/** One session of the plan: subject, day, begin, minutes, rooms. */
export function SessionLine({ number, draft, rooms, days, onChange }: SessionLineProps) {
  const w = useWords('arrangement');
  const common = useWords('common');
  const id = (name: string) => `session-${draft.key}-${name}`;
  return (
    <div className={styles.session} data-session={number}>
      <label htmlFor={id('subject')}>
        {w.seat.subject}
        <Select<Subject>
          className={classes(styles.subject)}
          id={id('subject')}
          value={draft.subject}
          onChange={(subject) =>
            onChange({ ...draft, subject, minutes: subject === 'theory' ? 90 : 240, roomIds: [] })
          }
          options={subjects.map((value) => ({
            value,
            label: common.subjects[value],
          }))}
        />
      </label>
      <label htmlFor={id('day')}>
        {w.seat.day}
        <DatePicker
          className={classes(styles.time)}
          id={id('day')}
          allowClear={false}
          value={draft.day === null ? null : dayjs(draft.day)}
          minDate={dayjs(days[0])}
          maxDate={dayjs(days[1])}
          onChange={(day) => onChange({ ...draft, day: day?.format('YYYY-MM-DD') ?? draft.day })}
        />
      </label>
      <label htmlFor={id('time')}>
        {w.seat.start}
        <TimePicker
          className={classes(styles.time)}
          id={id('time')}
          format="HH:mm"
          minuteStep={5}
          allowClear={false}
          value={dayjs(`2000-01-01T${draft.time}`)}
          onChange={(time) => onChange({ ...draft, time: time?.format('HH:mm') ?? draft.time })}
        />
      </label>
      <label htmlFor={id('minutes')}>
        {w.seat.minutes}
        <InputNumber<number>
          className={classes(styles.minutes)}
          id={id('minutes')}
          {...sessionMinutes}
          precision={0}
          value={draft.minutes}
          onChange={(minutes) => onChange({ ...draft, minutes: minutes ?? 10 })}
        />
      </label>
      <label htmlFor={id('rooms')} className={styles.sessionRooms}>
        {w.seat.rooms}
        <Select<RoomId[]>
          className={classes(layout.whole)}
          id={id('rooms')}
          mode="multiple"
          maxTagCount="responsive"
          placeholder={w.seat.chooseRooms}
          notFoundContent={w.seat.noRooms}
          value={[...draft.roomIds]}
          onChange={(roomIds) => onChange({ ...draft, roomIds })}
          options={rooms
            .filter((room) => room.subject === draft.subject)
            .map((room) => ({ value: room.roomId, label: `${room.name} · ${room.places}` }))}
        />
      </label>
      <Button icon quiet aria-label={w.seat.remove({ n: number })} onClick={() => onChange(null)}>
        ×
      </Button>
    </div>
  );
}
