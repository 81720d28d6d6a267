import { useMemo, useState } from 'react';
import type { CamerasOverview, CameraView } from '#shared/contract/views/cameras.ts';
import { cameraKeepers } from '#shared/domain/roles.ts';
import { useSearchParams } from 'react-router';
import { useWords } from '../../app/language.tsx';
import { useMay } from '../../app/session.tsx';
import { clockOf } from '../../app/time.ts';
import { Actions } from '../../parts/Actions.tsx';
import { Button } from '../../parts/Button.tsx';
import { DataTable } from '../../parts/DataTable.tsx';
import type { Column } from '../../parts/DataTable.tsx';
import { StateTag } from '../../parts/StateTag.tsx';
import text from '../../parts/text.module.css';
import { ByHand } from './ByHand.tsx';
import { CameraForm } from './CameraForm.tsx';
import { stateTones } from './cameraText.ts';
import { Folder } from './Folder.tsx';
import { NoCamera } from './NoCamera.tsx';
import { CameraPastDrawer } from './CameraPast.tsx';
import { streamText } from './streamText.ts';
import { PrintNotice } from './NoticePaper.tsx';

/** The cameras that are registered, and where recordings lie. */
export function CameraList({ overview }: { readonly overview: CamerasOverview }) {
  const w = useWords('cameraPages');
  const common = useWords('common');
  const may = useMay(cameraKeepers);
  const [address, setAddress] = useSearchParams();
  const [editing, setEditing] = useState<CameraView | 'new' | null>(
    may && address.get('add') === '1' ? 'new' : null,
  );
  const [past, setPast] = useState<CameraView | null>(null);
  const close = () => {
    setEditing(null);
    if (address.has('add')) setAddress({ tab: 'list' }, { replace: true });
  };
  const columns = useMemo<readonly Column<CameraView>[]>(
    () => [
      { key: 'name', title: w.form.name, text: (camera) => camera.name, minWidth: 140 },
      {
        key: 'room',
        title: common.person.room,
        text: (camera) => camera.roomName,
        choices: true,
        minWidth: 120,
      },
      { key: 'position', title: w.form.position, text: (camera) => w.positions[camera.position], width: 90 },
      {
        key: 'state',
        title: w.list.state,
        text: (camera) => (camera.retired ? w.list.retired : w.states[camera.state]),
        cell: (camera) =>
          camera.retired ? (
            <StateTag tone="idle">{w.list.retired}</StateTag>
          ) : (
            <StateTag tone={stateTones[camera.state]}>{w.states[camera.state]}</StateTag>
          ),
        choices: true,
        width: 150,
      },
      {
        key: 'why',
        title: w.list.why,
        text: (camera) =>
          [
            camera.cause === null ? null : w.causes[camera.cause],
            ...camera.faults.map((fault) => w.faults[fault]),
          ]
            .filter((part) => part !== null)
            .join(' · '),
        minWidth: 130,
      },
      {
        key: 'since',
        title: w.list.since,
        text: (camera) => (camera.since === null ? null : clockOf(camera.since)),
        sortBy: (camera) => camera.since,
        width: 96,
      },
      {
        key: 'stream',
        title: w.list.stream,
        text: (camera) => (camera.stream === null ? null : streamText(camera.stream, w)),
        minWidth: 170,
      },
      {
        key: 'for',
        title: w.list.how,
        text: (camera) => (camera.recordingFor === null ? null : w.list.recordingFor[camera.recordingFor]),
        cell: (camera) =>
          camera.retired ? null : camera.recordingFor === 'sitting' ? (
            w.list.recordingFor.sitting
          ) : (
            // The row opens the camera; this button is no way there.
            <span onClick={(event) => event.stopPropagation()} onKeyDown={(event) => event.stopPropagation()}>
              <ByHand camera={camera} />
            </span>
          ),
        width: 130,
      },
    ],
    [w, common],
  );
  return (
    <>
      {may && (
        <Actions atStart>
          <Button kind="primary" onClick={() => setEditing('new')}>
            {w.list.add}
          </Button>
          <PrintNotice cameras={overview.cameras} />
        </Actions>
      )}
      {overview.cameras.length === 0 ? (
        <NoCamera />
      ) : (
        <DataTable
          name={w.tabs.list}
          rows={overview.cameras}
          columns={columns}
          rowKey={(camera) => camera.cameraId}
          rowTone={(camera) =>
            camera.state === 'lost' ? 'bad' : camera.state === 'degraded' ? 'warn' : null
          }
          onOpen={(camera) => (may && !camera.retired ? setEditing(camera) : setPast(camera))}
        />
      )}
      {may && overview.cameras.length > 0 && <p className={text.soft}>{w.list.openHint}</p>}
      <Folder overview={overview} />
      {editing !== null && (
        <CameraForm
          key={editing === 'new' ? 'new' : editing.cameraId}
          camera={editing === 'new' ? null : editing}
          onClose={close}
        />
      )}
      {past !== null && <CameraPastDrawer camera={past} onClose={() => setPast(null)} />}
    </>
  );
}
