import { Drawer } from 'antd';
import type { CameraId } from '#shared/contract/ids.ts';
import type { CameraView } from '#shared/contract/views/cameras.ts';
import { useQuestion } from '../../app/api.tsx';
import { useWords } from '../../app/language.tsx';
import { dayTimeOf } from '../../app/time.ts';
import { Answered } from '../../parts/Answered.tsx';
import { EmptyState } from '../../parts/EmptyState.tsx';
import text from '../../parts/text.module.css';
import styles from './cameras.module.css';

/** What happened to a camera, in a panel of its own for those who do not manage it. */
export function CameraPastDrawer(props: { readonly camera: CameraView; onClose(): void }) {
  return (
    <Drawer open size={480} title={props.camera.name} onClose={props.onClose}>
      <CameraPast cameraId={props.camera.cameraId} />
    </Drawer>
  );
}

/** What was written down of a camera, newest first. */
export function CameraPast({ cameraId }: { readonly cameraId: CameraId }) {
  const w = useWords('cameraPages');
  const common = useWords('common');
  const events: Readonly<Record<string, string>> = common.events;
  const past = useQuestion('cameras.ofCamera', { cameraId });
  return (
    <Answered question={past}>
      {(entries) =>
        entries.length === 0 ? (
          <EmptyState title={w.list.noPast} />
        ) : (
          <ol className={styles.past} aria-label={w.list.past}>
            {entries.map((entry) => (
              <li key={`${entry.at} ${entry.what}`}>
                <time dateTime={entry.at}>{dayTimeOf(entry.at)}</time>
                <span>{events[entry.what] ?? entry.what}</span>
                <span className={text.soft}>{entry.by}</span>
              </li>
            ))}
          </ol>
        )
      }
    </Answered>
  );
}
