import { Modal, Segmented, Select } from 'antd';
import { useRef, useState } from 'react';
import type { CameraId } from '#shared/contract/ids.ts';
import type { CamerasOverview } from '#shared/contract/views/cameras.ts';
import { desktop } from '../../app/desktop.ts';
import { useWords } from '../../app/language.tsx';
import { Button } from '../../parts/Button.tsx';
import { classes } from '../../parts/classes.ts';
import { RefusalNotice } from '../../parts/RefusalNotice.tsx';
import { StateTag } from '../../parts/StateTag.tsx';
import { activeCameras } from './cameraText.ts';
import { NoCamera } from './NoCamera.tsx';
import { Tile } from './Tile.tsx';
import { useFullScreen } from './useFullScreen.ts';
import { useKeys } from './useKeys.ts';
import { useInSight, useLive } from './useLive.ts';
import { useWallChoice } from './useWallChoice.ts';
import { camerasOnWall, wallSizes } from './wallChoice.ts';
import type { WallSize } from './wallChoice.ts';
import { WallKeys } from './WallKeys.tsx';
import styles from './wall.module.css';

interface WallProps {
  readonly overview: CamerasOverview;
  /** A window of its own: the wall covers the page from the beginning. */
  readonly ownWindow: boolean;
  /** Marks a moment of a camera; without it the wall has no key for that. */
  readonly onMark?: ((cameraId: CameraId, at: string) => void) | undefined;
}

/** The wall: 1, 4, 9 or 16 cameras live over one connection. A wall that nobody sees, or that is paused, asks for nothing. */
export function Wall({ overview, ownWindow, onMark }: WallProps) {
  const w = useWords('cameraPages');
  const cameras = activeCameras(overview.cameras);
  const [choice, choose] = useWallChoice(cameras.length);
  const [paused, setPaused] = useState(false);
  const [largeId, setLargeId] = useState<CameraId | null>(null);
  const [keysShown, setKeysShown] = useState(false);
  const { full, set: setFull } = useFullScreen(ownWindow);
  const wall = useRef<HTMLDivElement>(null);
  const inSight = useInSight(wall);
  const shown = camerasOnWall(choice, cameras);
  const running = overview.recorder === 'running' && overview.ffmpeg !== 'missing';
  const live = useLive(
    shown.map(({ cameraId }) => cameraId),
    !paused && inSight && running,
  );
  const large = shown.find(({ cameraId }) => cameraId === largeId) ?? null;
  const enlarge = (cameraId: CameraId) => setLargeId(large?.cameraId === cameraId ? null : cameraId);
  const marked = large ?? (shown.length === 1 ? shown[0] : undefined);

  useKeys((key) => {
    if (/^[1-9]$/.test(key)) {
      const camera = shown[Number(key) - 1];
      if (camera) enlarge(camera.cameraId);
      return camera !== undefined;
    }
    if (key === ' ') setPaused(!paused);
    else if (key === 'f' || key === 'F') setFull(!full);
    else if (key === '?') setKeysShown(true);
    else if (key === 'Escape' && large !== null) setLargeId(null);
    else if (key === 'Escape' && full) setFull(false);
    else if ((key === 'm' || key === 'M') && onMark && marked)
      onMark(marked.cameraId, new Date().toISOString());
    else return false;
    return true;
  });

  if (cameras.length === 0) return <NoCamera />;
  return (
    <div className={styles.frame}>
      <div className={styles.tools}>
        <Segmented<WallSize>
          aria-label={w.wall.size}
          value={choice.size}
          onChange={(size) => choose({ ...choice, size })}
          options={wallSizes.map((value) => ({ value, label: String(value) }))}
        />
        <Select<CameraId[]>
          mode="multiple"
          aria-label={w.wall.choose}
          placeholder={w.wall.choose}
          className={classes(styles.choice)}
          maxTagCount="responsive"
          optionFilterProp="label"
          allowClear
          value={choice.cameraIds.filter((id): id is CameraId =>
            cameras.some(({ cameraId }) => cameraId === id),
          )}
          onChange={(cameraIds) => choose({ ...choice, cameraIds: cameraIds.slice(0, 16) })}
          options={cameras.map(({ cameraId, name, roomName }) => ({
            value: cameraId,
            label: roomName === null ? name : w.wall.tileName({ room: roomName, name }),
          }))}
        />
        <LiveTag state={live.state} running={running} />
        <Button aria-pressed={paused} onClick={() => setPaused(!paused)}>
          {paused ? w.wall.resume : w.wall.pause}
        </Button>
        <Button onClick={() => setFull(true)}>{w.wall.full}</Button>
        {desktop() === undefined && !ownWindow && (
          <Button onClick={openSecondWindow}>{w.wall.secondWindow}</Button>
        )}
        <Button icon quiet aria-label={w.wall.keys.title} onClick={() => setKeysShown(true)}>
          ?
        </Button>
      </div>
      {live.refusal !== null && <RefusalNotice refusal={live.refusal} />}
      <div ref={wall} className={classes(styles.wall, full && styles.full)} data-wall={live.state}>
        <ul
          className={styles.tiles}
          aria-label={w.tabs.wall}
          style={{ '--across': large === null ? Math.sqrt(choice.size) : 1 }}
        >
          {shown.map((camera, index) => (
            <Tile
              key={camera.cameraId}
              camera={camera}
              digit={index < 9 ? index + 1 : null}
              live={live}
              noRecorder={!running}
              large={large?.cameraId === camera.cameraId}
              hidden={large !== null && large.cameraId !== camera.cameraId}
              onEnlarge={() => enlarge(camera.cameraId)}
            />
          ))}
        </ul>
        {full && (
          <div className={styles.leave}>
            <LiveTag state={live.state} running={running} />
            <Button size="small" onClick={() => setFull(false)}>
              {w.wall.leaveFull}
            </Button>
          </div>
        )}
      </div>
      <Modal
        open={keysShown}
        title={w.wall.keys.title}
        footer={null}
        onCancel={() => setKeysShown(false)}
        width={420}
      >
        <WallKeys withMark={onMark !== undefined} />
      </Modal>
    </div>
  );
}

function LiveTag({
  state,
  running,
}: {
  readonly state: 'connecting' | 'live' | 'lost' | 'paused';
  readonly running: boolean;
}) {
  const w = useWords('cameraPages');
  const tones = { connecting: 'info', live: 'good', lost: 'bad', paused: 'idle' } as const;
  return (
    <span className={styles.live} role="status">
      {running ? (
        <StateTag tone={tones[state]}>{w.wall.live[state]}</StateTag>
      ) : (
        <StateTag tone="bad">{w.wall.live.noRecorder}</StateTag>
      )}
    </span>
  );
}

/** The same page once more, for a second screen. */
function openSecondWindow(): void {
  window.open(
    `${location.pathname}#/cameras?tab=wall&window=1`,
    'kaodian-wall',
    'popup,width=1280,height=800',
  );
}
