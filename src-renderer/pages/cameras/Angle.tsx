import { useEffect, useImperativeHandle, useRef, useState } from 'react';
import type { Ref } from 'react';
import type { RoomTimeline } from '#shared/contract/views/cameras.ts';
import { useWords } from '../../app/language.tsx';
import { clockOf, dayOf } from '../../app/time.ts';
import { Button } from '../../parts/Button.tsx';
import { RefusalNotice } from '../../parts/RefusalNotice.tsx';
import { saveFile } from '../../parts/saveFile.ts';
import { createAnglePlayer } from './anglePlayer.ts';
import type { AnglePlayer, AngleState } from './anglePlayer.ts';
import styles from './playback.module.css';
import { usePlaylist } from './usePlaylist.ts';

type TimelineCamera = RoomTimeline['cameras'][number];

/** What the playback does with an angle at each step. */
export interface AngleHandle {
  follow(atMs: number, nowMs: number, speed: number, running: boolean): AngleState;
}

interface AngleProps {
  readonly ref: Ref<AngleHandle>;
  readonly camera: TimelineCamera;
  readonly roomName: string;
  /** The moment at which the player's own time is 0; the same as long as it stands. */
  readonly zeroMs: number;
  /** The moment that is looked at, for what is said of it. */
  readonly atMs: number;
}

/** One camera of the room in the playback, in step with the others. */
export function Angle({ ref, camera, roomName, zeroMs, atMs }: AngleProps) {
  const w = useWords('cameraPages');
  const video = useRef<HTMLVideoElement>(null);
  const player = useRef<AnglePlayer | null>(null);
  const [state, setState] = useState<AngleState>('waiting');
  const { need, refusal, known } = usePlaylist(camera.cameraId, (playlist) =>
    player.current?.setPieces(playlist),
  );

  useEffect(() => {
    if (video.current === null) return;
    const made = createAnglePlayer(video.current, zeroMs);
    player.current = made;
    return () => {
      made.close();
      player.current = null;
    };
  }, [zeroMs]);

  useImperativeHandle(ref, () => ({
    follow(at, now, speed, running) {
      need(at, now);
      const next = player.current?.follow(at, speed, running) ?? 'waiting';
      // Before the first answer nobody knows whether there is something.
      const shown = next === 'nothing' && !known ? 'waiting' : next;
      setState(shown);
      return shown;
    },
  }));

  const saveStill = async () => {
    const picture = video.current && (await stillOf(video.current));
    const time = `${dayOf(atMs)} ${clockOf(atMs).replaceAll(':', '')}`;
    if (picture) await saveFile(`${roomName} ${camera.name} ${time}.png`, picture);
  };
  const gap = camera.gaps.find(({ from, to }) => Date.parse(from) <= atMs && atMs < Date.parse(to));
  return (
    <figure className={styles.angle} data-angle={state}>
      <div className={styles.screen}>
        <video ref={video} muted playsInline aria-label={camera.name} />
        {state !== 'showing' && (
          <p className={styles.said}>
            {state === 'waiting'
              ? w.playback.waiting
              : state === 'failed'
                ? w.playback.failed
                : gap === undefined
                  ? w.playback.nothing
                  : w.playback.gap({ cause: w.causes[gap.cause] })}
          </p>
        )}
      </div>
      <figcaption>
        <span>{w.wall.tileName({ room: w.positions[camera.position], name: camera.name })}</span>
        <Button size="small" disabled={state !== 'showing'} onClick={() => void saveStill()}>
          {w.playback.still}
        </Button>
      </figcaption>
      {refusal !== null && <RefusalNotice refusal={refusal} />}
    </figure>
  );
}

/** The picture on the screen as a PNG in the camera's own size. */
function stillOf(video: HTMLVideoElement): Promise<Blob | null> {
  const canvas = document.createElement('canvas');
  canvas.width = video.videoWidth;
  canvas.height = video.videoHeight;
  canvas.getContext('2d')?.drawImage(video, 0, 0);
  return new Promise((resolve) => canvas.toBlob(resolve, 'image/png'));
}
