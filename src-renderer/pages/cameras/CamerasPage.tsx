import { Segmented } from 'antd';
import { useSearchParams } from 'react-router';
import type { CamerasOverview } from '#shared/contract/views/cameras.ts';
import { useQuestion } from '../../app/api.tsx';
import { useWords } from '../../app/language.tsx';
import { Answered } from '../../parts/Answered.tsx';
import { CameraAlarms } from '../../parts/cameras/CameraAlarms.tsx';
import { openAlarms } from '../../parts/cameras/alarmTone.ts';
import { Block, Page } from '../../parts/Page.tsx';
import { RefusalBox } from '../../parts/RefusalNotice.tsx';
import { activeCameras } from './cameraText.ts';
import { CameraList } from './CameraList.tsx';
import { Coverage } from './Coverage.tsx';
import { Playback } from './Playback.tsx';
import { Wall } from './Wall.tsx';

const tabs = ['wall', 'playback', 'coverage', 'alarms', 'list'] as const;
type Tab = (typeof tabs)[number];

/** 视频监控: the wall, time line and playback, coverage and gaps, alarms, the cameras. */
export function CamerasPage() {
  const w = useWords('cameraPages');
  const [address, setAddress] = useSearchParams();
  // States of cameras are no rows of the ledger; the core says when they change, and this is for when it cannot.
  const overview = useQuestion('cameras.overview', {}, { everyMs: 5000 });
  const tab = tabs.find((one) => one === address.get('tab')) ?? 'wall';
  const waiting = overview.data === undefined ? 0 : openAlarms(overview.data.alarms).length;
  return (
    <Page
      title={w.title}
      sub={overview.data && <Summary overview={overview.data} />}
      fill={tab === 'wall'}
      actions={
        <Segmented<Tab>
          aria-label={w.title}
          value={tab}
          onChange={(next) => setAddress({ tab: next })}
          options={tabs.map((value) => ({
            value,
            label:
              value === 'alarms' && waiting > 0 ? w.tabs.alarmsWaiting({ count: waiting }) : w.tabs[value],
          }))}
        />
      }
    >
      <Answered question={overview}>
        {(facts) => (
          <>
            <Trouble overview={facts} />
            {tab === 'wall' && <Wall overview={facts} ownWindow={address.get('window') === '1'} />}
            {tab === 'playback' && <Playback overview={facts} />}
            {tab === 'coverage' && <Coverage />}
            {tab === 'list' && <CameraList overview={facts} />}
            {/* Heard on every tab, seen on its own. */}
            <div hidden={tab !== 'alarms'}>
              <Block title={w.tabs.alarms} flush>
                <CameraAlarms alarms={facts.alarms} />
              </Block>
            </div>
          </>
        )}
      </Answered>
    </Page>
  );
}

function Summary({ overview }: { readonly overview: CamerasOverview }) {
  const w = useWords('cameraPages');
  const cameras = activeCameras(overview.cameras);
  const count = (state: string) => cameras.filter((camera) => camera.state === state).length;
  return w.summary({
    total: cameras.length,
    recording: count('recording') + count('degraded'),
    lost: count('lost'),
  });
}

/** What stands in the way of every picture: the recorder is down, its program is missing, the folder cannot be written. */
function Trouble({ overview }: { readonly overview: CamerasOverview }) {
  const w = useWords('cameraPages');
  const { recorder, ffmpeg, folder } = overview;
  if (recorder === 'off') return null;
  if (recorder === 'down') return <RefusalBox {...w.trouble.recorder} />;
  if (ffmpeg === 'missing') return <RefusalBox {...w.trouble.ffmpeg} />;
  if (folder.path === null) return <RefusalBox {...w.trouble.noFolder} />;
  return folder.state === null || folder.state === 'ready' ? null : (
    <RefusalBox {...w.trouble[folder.state]} />
  );
}
