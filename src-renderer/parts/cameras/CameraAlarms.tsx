import { Input, Modal } from 'antd';
import { useEffect, useState } from 'react';
import type { CameraAlarm } from '#shared/contract/views/cameras.ts';
import type { Words } from '#shared/words/words.ts';
import { lengths } from '#shared/domain/limits.ts';
import { useCommand } from '../../app/api.tsx';
import { useLanguage, useWords } from '../../app/language.tsx';
import { clockOf, dayTimeOf } from '../../app/time.ts';
import { descriptionOf } from '#shared/words/words.ts';
import { Button } from '../Button.tsx';
import { StateTag } from '../StateTag.tsx';
import type { Tone } from '../StateTag.tsx';
import text from '../text.module.css';
import { useSpeaker } from '../useSpeaker.ts';
import { alarmAgainMs, alarmMelody, arrangeAlarms, openAlarms } from './alarmTone.ts';
import styles from './CameraAlarms.module.css';

const tones: Readonly<Record<CameraAlarm['kind'], Tone>> = {
  lost: 'bad',
  recorder: 'bad',
  chain: 'bad',
  folder: 'bad',
  disk: 'warn',
  degraded: 'warn',
};

/** Alarms of cameras and of the recordings' disk: what, since when, who took note; heard until somebody did. */
export function CameraAlarms({ alarms }: { readonly alarms: readonly CameraAlarm[] }) {
  const w = useWords('cameraPages');
  const open = openAlarms(alarms);
  const waiting = open.length;
  const { muted, toggle } = useAlarmSound(open.map(({ key }) => key).join(' '));
  const [noting, setNoting] = useState<CameraAlarm | null>(null);
  return (
    <div>
      <div className={styles.head}>
        <span role="status">
          {waiting > 0 ? (
            <StateTag tone="bad">{w.alarms.waiting({ count: waiting })}</StateTag>
          ) : (
            <StateTag tone="good">{w.alarms.none}</StateTag>
          )}
        </span>
        <Button size="small" aria-pressed={muted} onClick={toggle}>
          {muted ? w.alarms.unmute : w.alarms.mute}
        </Button>
      </div>
      {alarms.length > 0 && (
        <ul className={styles.alarms} aria-label={w.tabs.alarms}>
          {arrangeAlarms(alarms).map((alarm) => (
            <AlarmLine key={alarm.key} alarm={alarm} onNote={() => setNoting(alarm)} />
          ))}
        </ul>
      )}
      {noting !== null && <NoteDialog alarm={noting} onClose={() => setNoting(null)} />}
    </div>
  );
}

function AlarmLine({ alarm, onNote }: { readonly alarm: CameraAlarm; onNote(): void }) {
  const w = useWords('cameraPages');
  const { clauseSeparator } = descriptionOf(useLanguage().language);
  return (
    <li data-noted={alarm.noted !== null}>
      <StateTag tone={alarm.noted === null ? tones[alarm.kind] : 'idle'}>
        {w.alarms.kinds[alarm.kind]}
      </StateTag>
      <span className={styles.what}>
        {alarmText(alarm, w, clauseSeparator)}
        <span className={text.soft}>
          {alarm.until === null
            ? w.wall.since({ at: clockOf(alarm.since) })
            : w.alarms.over({ from: clockOf(alarm.since), to: clockOf(alarm.until) })}
        </span>
        {alarm.noted !== null && (
          <span className={text.soft}>
            {w.alarms.notedBy({ by: alarm.noted.by, at: dayTimeOf(alarm.noted.at), note: alarm.noted.note })}
          </span>
        )}
      </span>
      {alarm.noted === null && (
        <Button size="small" onClick={onNote}>
          {w.alarms.note}
        </Button>
      )}
    </li>
  );
}

/** What an alarm is about, in one line. */
function alarmText(alarm: CameraAlarm, w: Words<'cameraPages'>, separator: string): string {
  const parts = [
    alarm.roomName !== null && alarm.cameraName !== null
      ? w.wall.tileName({ room: alarm.roomName, name: alarm.cameraName })
      : (alarm.cameraName ?? alarm.roomName),
    alarm.cause === null ? null : w.causes[alarm.cause],
    ...alarm.faults.map((fault) => w.faults[fault]),
    alarm.hoursLeft === null ? null : w.list.hoursLeft({ hours: hoursText(alarm.hoursLeft) }),
  ];
  return parts.filter((part) => part !== null && part !== '').join(separator);
}

/** Hours for people: one decimal below ten. */
export function hoursText(hours: number): string {
  return hours < 10 ? hours.toFixed(1) : String(Math.floor(hours));
}

/** Heard at once, at each new one, and again while it waits to be noted; muted at this desk by its switch. */
function useAlarmSound(waiting: string): { readonly muted: boolean; toggle(): void } {
  const { speaker, muted, toggle } = useSpeaker('kaodian.cameras.muted');
  useEffect(() => {
    if (waiting === '' || speaker === null) return;
    speaker.play(alarmMelody);
    const timer = setInterval(() => speaker.play(alarmMelody), alarmAgainMs);
    return () => clearInterval(timer);
  }, [waiting, speaker]);
  return { muted, toggle };
}

function NoteDialog({ alarm, onClose }: { readonly alarm: CameraAlarm; onClose(): void }) {
  const w = useWords('cameraPages');
  const { clauseSeparator } = descriptionOf(useLanguage().language);
  const note = useCommand('recording.noteAlarm');
  const [said, setSaid] = useState('');
  const send = async () => {
    const answer = await note.submit({ key: alarm.key, note: said.trim() });
    if (answer.ok) onClose();
  };
  return (
    <Modal
      open
      title={w.alarms.note}
      okText={w.alarms.note}
      confirmLoading={note.busy}
      onOk={() => void send()}
      onCancel={onClose}
    >
      <p className={text.intro}>{alarmText(alarm, w, clauseSeparator)}</p>
      <label>
        {w.alarms.noteField}
        <Input.TextArea
          value={said}
          maxLength={lengths.note}
          rows={3}
          autoFocus
          placeholder={w.alarms.noteHint}
          onChange={(event) => setSaid(event.target.value)}
        />
      </label>
    </Modal>
  );
}
