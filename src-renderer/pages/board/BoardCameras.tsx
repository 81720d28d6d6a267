import { cameraWatchers } from '#shared/domain/roles.ts';
import { useQuestion } from '../../app/api.tsx';
import { useWords } from '../../app/language.tsx';
import { useMay } from '../../app/session.tsx';
import { ButtonLink } from '../../parts/Button.tsx';
import { CameraAlarms } from '../../parts/cameras/CameraAlarms.tsx';
import { Block } from '../../parts/Page.tsx';

/** The alarms of cameras, for those who watch them; nothing where no camera is registered. */
export function BoardCameras() {
  const w = useWords('cameraPages');
  const overview = useQuestion('cameras.overview', {}, { enabled: useMay(cameraWatchers), everyMs: 5000 });
  if (overview.data === undefined || overview.data.alarms.length === 0) return null;
  return (
    <Block
      title={w.alarms.onBoard}
      flush
      actions={
        <ButtonLink kind="link" to="/cameras?tab=wall">
          {w.tabs.wall}
        </ButtonLink>
      }
    >
      <CameraAlarms alarms={overview.data.alarms} />
    </Block>
  );
}
