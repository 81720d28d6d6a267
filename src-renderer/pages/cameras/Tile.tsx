import { useEffect, useRef, useState } from 'react';
import type { CameraView } from '#shared/contract/views/cameras.ts';
import { useWords } from '../../app/language.tsx';
import { clockOf } from '../../app/time.ts';
import { classes } from '../../parts/classes.ts';
import { StateTag } from '../../parts/StateTag.tsx';
import textStyles from '../../parts/text.module.css';
import { stateTones } from './cameraText.ts';
import { createTilePlayer } from './tilePlayer.ts';
import type { TilePicture } from './tilePlayer.ts';
import type { Live } from './useLive.ts';
import styles from './wall.module.css';

interface TileProps {
  readonly camera: CameraView;
  /** Its key on the keyboard; null behind the ninth. */
  readonly digit: number | null;
  readonly live: Live;
  /** Nothing sends pictures: the recorder does not run. */
  readonly noRecorder: boolean;
  readonly large: boolean;
  /** Another one fills the wall. */
  readonly hidden: boolean;
  onEnlarge(): void;
}

/** One camera on the wall: its live picture, and what there is to say of it in words, shape and colour. */
export function Tile({ camera, digit, live, noRecorder, large, hidden, onEnlarge }: TileProps) {
  const w = useWords('cameraPages');
  const video = useRef<HTMLVideoElement>(null);
  const [picture, setPicture] = useState<TilePicture>({ kind: 'none' });
  const { listen } = live;
  const { cameraId } = camera;
  const paused = live.state === 'paused';

  useEffect(() => {
    if (video.current === null || paused) return;
    const player = createTilePlayer(video.current, setPicture);
    const end = listen(cameraId, (frame) => player.take(frame));
    return () => {
      end();
      player.close();
      setPicture({ kind: 'none' });
    };
  }, [cameraId, listen, paused]);

  const lost = camera.state === 'lost';
  const name =
    camera.roomName === null ? camera.name : w.wall.tileName({ room: camera.roomName, name: camera.name });
  return (
    <li
      className={classes(styles.tile, large && styles.large)}
      data-state={camera.state}
      data-picture={picture.kind}
      hidden={hidden}
    >
      <div className={styles.picture} onDoubleClick={onEnlarge}>
        <video ref={video} muted playsInline aria-label={name} hidden={picture.kind !== 'moving'} />
        {picture.kind === 'still' && <img src={picture.address} alt={name} />}
        {picture.kind !== 'moving' && picture.kind !== 'still' && (
          <p className={styles.nothing}>
            {noRecorder
              ? w.wall.live.noRecorder
              : paused
                ? w.wall.paused
                : picture.kind === 'unplayable'
                  ? w.wall.unplayable
                  : lost
                    ? ''
                    : camera.state === 'off'
                      ? w.wall.offPicture
                      : w.wall.waiting}
          </p>
        )}
        {lost && (
          <p className={styles.lost} role="alert">
            <strong>{w.states.lost}</strong>
            <span>
              {camera.since === null ? '' : w.wall.since({ at: clockOf(camera.since) })}{' '}
              {camera.cause === null ? '' : w.causes[camera.cause]}
            </span>
          </p>
        )}
      </div>
      <div className={styles.caption}>
        <StateTag tone={stateTones[camera.state]}>{w.states[camera.state]}</StateTag>
        <span className={classes(styles.name, textStyles.cut)} title={name}>
          {name}
        </span>
        <span className={styles.position}>{w.positions[camera.position]}</span>
        {camera.since !== null && !lost && (
          <time dateTime={camera.since}>{w.wall.since({ at: clockOf(camera.since) })}</time>
        )}
        <button type="button" className={styles.enlarge} aria-pressed={large} onClick={onEnlarge}>
          {large ? w.wall.smaller : w.wall.larger}
          {digit !== null && <kbd>{digit}</kbd>}
          <span className={textStyles.offScreen}>{name}</span>
        </button>
        {camera.faults.length > 0 && (
          <p className={styles.faults}>
            {camera.faults.map((fault) => (
              <StateTag key={fault} tone="warn">
                {w.faults[fault]}
              </StateTag>
            ))}
          </p>
        )}
      </div>
    </li>
  );
}
