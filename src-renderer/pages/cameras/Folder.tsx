import { Form, Input } from 'antd';
import { useState } from 'react';
import type { CamerasOverview } from '#shared/contract/views/cameras.ts';
import type { Refusal } from '#shared/contract/refusal.ts';
import { lengths } from '#shared/domain/limits.ts';
import { recordingLimits } from '#shared/domain/cameras.ts';
import { cameraKeepers } from '#shared/domain/roles.ts';
import { useAction } from '../../app/api.tsx';
import { desktop } from '../../app/desktop.ts';
import { useWords } from '../../app/language.tsx';
import { useMay } from '../../app/session.tsx';
import { tell } from '../../app/tell.ts';
import { bytesText } from '../../app/time.ts';
import { Actions } from '../../parts/Actions.tsx';
import { Button } from '../../parts/Button.tsx';
import { hoursText } from '../../parts/cameras/CameraAlarms.tsx';
import { Fact, Facts } from '../../parts/Facts.tsx';
import { Block } from '../../parts/Page.tsx';
import { RefusalNotice } from '../../parts/RefusalNotice.tsx';
import { StateTag } from '../../parts/StateTag.tsx';
import text from '../../parts/text.module.css';

/** Where recordings lie: folder, second folder, whether it can be written, hours of disk left. */
export function Folder({ overview }: { readonly overview: CamerasOverview }) {
  const w = useWords('cameraPages');
  const may = useMay(cameraKeepers);
  const [editing, setEditing] = useState(false);
  const { folder } = overview;
  return (
    <Block
      title={w.folder.title}
      actions={
        may && !editing ? (
          <Button size="small" onClick={() => setEditing(true)}>
            {folder.path === null ? w.folder.choose : w.folder.change}
          </Button>
        ) : undefined
      }
    >
      {editing ? (
        <FolderForm overview={overview} onClose={() => setEditing(false)} />
      ) : folder.path === null ? (
        <p className={text.caution}>{w.folder.none}</p>
      ) : (
        <Facts>
          <Fact name={w.folder.first} mono>
            {folder.path}
          </Fact>
          <Fact name={w.folder.second} mono>
            {folder.second ?? '—'}
          </Fact>
          <Fact name={w.folder.state}>
            {folder.state === null ? (
              '—'
            ) : (
              <StateTag tone={folder.state === 'ready' ? 'good' : 'bad'} wrap>
                {w.folder.states[folder.state]}
              </StateTag>
            )}
            {folder.using === 'second' && (
              <StateTag tone="warn" wrap>
                {w.folder.usingSecond}
              </StateTag>
            )}
          </Fact>
          <Fact name={w.folder.free}>{folder.freeBytes === null ? '—' : bytesText(folder.freeBytes)}</Fact>
          <Fact name={w.folder.hours}>
            {folder.hoursLeft === null ? (
              w.folder.hoursUnknown
            ) : (
              <StateTag tone={folder.hoursLeft > recordingLimits.diskHours[0] ? 'good' : 'warn'}>
                {w.list.hoursLeft({ hours: hoursText(folder.hoursLeft) })}
              </StateTag>
            )}
          </Fact>
        </Facts>
      )}
    </Block>
  );
}

interface Filled {
  readonly folder: string;
  readonly second: string;
}

function FolderForm({ overview, onClose }: { readonly overview: CamerasOverview; onClose(): void }) {
  const w = useWords('cameraPages');
  const common = useWords('common');
  const set = useAction('cameras.setFolder', { quiet: true });
  const [form] = Form.useForm<Filled>();
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const onFinish = async ({ folder, second }: Filled) => {
    const answer = await set.run({
      folder: folder.trim(),
      second: second.trim() === '' ? null : second.trim(),
    });
    if (!answer.ok) return setRefusal(answer.refusal);
    tell.done(w.folder.saved);
    onClose();
  };
  const pick = async (field: keyof Filled) => {
    const picked = await desktop()?.pickFolder();
    if (picked?.ok) form.setFieldValue(field, picked.path);
    else if (picked && picked.refusal.code !== 'cancelled') setRefusal(picked.refusal);
  };
  const pickButton = (field: keyof Filled) =>
    desktop() === undefined ? undefined : (
      <Button kind="link" onClick={() => void pick(field)}>
        {w.folder.pick}
      </Button>
    );
  return (
    <Form<Filled>
      form={form}
      layout="vertical"
      requiredMark={false}
      initialValues={{ folder: overview.folder.path ?? '', second: overview.folder.second ?? '' }}
      onFinish={(filled) => void onFinish(filled)}
    >
      <Form.Item
        name="folder"
        label={w.folder.first}
        extra={pickButton('folder') ?? w.folder.hint}
        rules={[{ required: true, whitespace: true, message: common.required }]}
      >
        <Input maxLength={lengths.folder} autoFocus />
      </Form.Item>
      <Form.Item name="second" label={w.folder.second} extra={pickButton('second') ?? w.folder.secondHint}>
        <Input maxLength={lengths.folder} />
      </Form.Item>
      {refusal !== null && <RefusalNotice refusal={refusal} />}
      <Actions>
        <Button onClick={onClose}>{common.cancel}</Button>
        <Button kind="primary" type="submit" busy={set.busy}>
          {common.save}
        </Button>
      </Actions>
    </Form>
  );
}
