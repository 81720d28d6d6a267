import { DatePicker, Select } from 'antd';
import dayjs from 'dayjs';
import { useSearchParams } from 'react-router';
import type { RoomId } from '#shared/contract/ids.ts';
import type { CamerasOverview } from '#shared/contract/views/cameras.ts';
import { useQuestion } from '../../app/api.tsx';
import { useWords } from '../../app/language.tsx';
import { dayOf, instantAt } from '../../app/time.ts';
import { Answered } from '../../parts/Answered.tsx';
import { classes } from '../../parts/classes.ts';
import { EmptyState } from '../../parts/EmptyState.tsx';
import { roomsOf } from './cameraText.ts';
import { NoCamera } from './NoCamera.tsx';
import styles from './playback.module.css';
import { RoomPlayback } from './RoomPlayback.tsx';
import { useSiteNow } from './useSiteNow.ts';

const dayMs = 24 * 60 * 60_000;

/** Time line and playback of a room's day. The address may name room and moment: `room`, `at`. */
export function Playback({ overview }: { readonly overview: CamerasOverview }) {
  const w = useWords('cameraPages');
  const common = useWords('common');
  const [address, setAddress] = useSearchParams();
  const rooms = roomsOf(overview.cameras);
  const siteNow = useSiteNow();
  const foot = useQuestion('site.foot', {});
  const asked = Date.parse(address.get('at') ?? '');
  const askedMs = Number.isNaN(asked) ? null : asked;
  const roomId =
    rooms.find((room) => room.roomId === address.get('room'))?.roomId ?? rooms[0]?.roomId ?? null;
  const wantedDay = address.get('day');
  const day = wantedDay ?? (askedMs === null ? foot.data && dayOf(foot.data.now) : dayOf(askedMs));
  const go = (next: { readonly room?: RoomId; readonly day?: string }) =>
    setAddress({
      tab: 'playback',
      room: next.room ?? roomId ?? '',
      day: next.day ?? day ?? '',
    });

  if (overview.cameras.length === 0) return <NoCamera />;
  if (roomId === null) return <EmptyState title={w.playback.noRoom}>{w.playback.noRoomText}</EmptyState>;
  return (
    <>
      <div className={styles.choices}>
        <label>
          <span>{common.person.room}</span>
          <Select<RoomId>
            className={classes(styles.room)}
            value={roomId}
            onChange={(room) => go({ room })}
            options={rooms.map((room) => ({ value: room.roomId, label: room.name }))}
          />
        </label>
        <label>
          <span>{w.playback.day}</span>
          <DatePicker
            allowClear={false}
            value={day === undefined ? null : dayjs(day)}
            onChange={(chosen) => chosen && go({ day: chosen.format('YYYY-MM-DD') })}
          />
        </label>
      </div>
      {day !== undefined && (
        <RoomDay
          key={`${roomId} ${day} ${askedMs}`}
          roomId={roomId}
          day={day}
          askedMs={askedMs}
          siteNow={siteNow}
        />
      )}
    </>
  );
}

interface RoomDayProps {
  readonly roomId: RoomId;
  readonly day: string;
  readonly askedMs: number | null;
  siteNow(): number;
}

function RoomDay({ roomId, day, askedMs, siteNow }: RoomDayProps) {
  const w = useWords('cameraPages');
  const from = instantAt(day, '00:00');
  const to = new Date(Date.parse(from) + dayMs).toISOString();
  const timeline = useQuestion('cameras.timeline', { roomId, from, to }, { everyMs: 15_000 });
  return (
    <Answered question={timeline}>
      {(facts) =>
        facts === null || facts.cameras.length === 0 ? (
          <EmptyState title={w.playback.noDay}>{w.playback.noDayText}</EmptyState>
        ) : (
          <RoomPlayback timeline={facts} askedMs={askedMs} siteNow={siteNow} />
        )
      }
    </Answered>
  );
}
