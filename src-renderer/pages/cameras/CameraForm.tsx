import { Checkbox, Drawer, Form, Input, Segmented, Select } from 'antd';
import { useState } from 'react';
import type { CameraView } from '#shared/contract/views/cameras.ts';
import type { Refusal } from '#shared/contract/refusal.ts';
import type { CameraPosition } from '#shared/domain/cameras.ts';
import { cameraPositions, cameraSourceKinds } from '#shared/domain/cameras.ts';
import type { CameraSourceKind } from '#shared/domain/cameras.ts';
import { lengths } from '#shared/domain/limits.ts';
import { refusalText } from '#shared/words/refusals.ts';
import { newId, useAction, useQuestion } from '../../app/api.tsx';
import { useLanguage, useWords } from '../../app/language.tsx';
import { useSite } from '../../app/session.tsx';
import { tell } from '../../app/tell.ts';
import { Actions } from '../../parts/Actions.tsx';
import { Button } from '../../parts/Button.tsx';
import { RefusalNotice } from '../../parts/RefusalNotice.tsx';
import { CameraPast } from './CameraPast.tsx';
import styles from './cameras.module.css';
import { Probe } from './Probe.tsx';
import { RetireCamera } from './RetireCamera.tsx';
import { SourceFields } from './SourceFields.tsx';
import { fieldOf, filledFrom, sourceOf } from './typedCamera.ts';
import type { FilledCamera } from './typedCamera.ts';

/** A camera: added, changed or retired. `camera` null: a new one. */
export function CameraForm({ camera, onClose }: { readonly camera: CameraView | null; onClose(): void }) {
  const w = useWords('cameraPages');
  const common = useWords('common');
  const { language } = useLanguage();
  const { demo } = useSite();
  const rooms = useQuestion('arrangement.rooms', {});
  const add = useAction('cameras.add', { quiet: true });
  const change = useAction('cameras.change', { quiet: true });
  const [cameraId] = useState(() => camera?.cameraId ?? newId<'camera'>());
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const [form] = Form.useForm<FilledCamera>();
  const kind = Form.useWatch('kind', form) ?? filledFrom(camera).kind;
  const withSound = Form.useWatch('withSound', form) ?? false;
  const kinds = cameraSourceKinds.filter(
    (one) => one !== 'synthetic' || demo || camera?.source?.kind === one,
  );
  const busy = add.busy || change.busy;

  const onFinish = async () => {
    // Fields that are not on the screen keep what they had.
    const filled = { ...filledFrom(camera), ...form.getFieldsValue(true) } as FilledCamera;
    const input = {
      cameraId,
      name: filled.name.trim(),
      roomId: filled.roomId === '' ? null : filled.roomId,
      position: filled.position,
      source: sourceOf(filled),
      soundRule: filled.withSound ? filled.soundRule.trim() : null,
    };
    setRefusal(null);
    const answer = camera === null ? await add.run(input) : await change.run(input);
    if (answer.ok) {
      tell.done(camera === null ? w.form.added : w.form.changed);
      onClose();
      return;
    }
    const field = fieldOf(answer.refusal.code, filled.kind);
    if (field === null) return setRefusal(answer.refusal);
    const { what, wayOut } = refusalText(answer.refusal, language);
    form.setFields([{ name: field, errors: [what, wayOut] }]);
    form.scrollToField(field, { focus: true });
  };

  const required = [{ required: true, whitespace: true, message: common.required }];
  return (
    <Drawer
      open
      size={620}
      title={camera === null ? w.list.add : camera.name}
      mask={{ closable: false }}
      onClose={onClose}
      footer={
        <Actions>
          {camera !== null && <RetireCamera camera={camera} onDone={onClose} />}
          <Button onClick={onClose}>{common.cancel}</Button>
          <Button kind="primary" busy={busy} onClick={() => form.submit()}>
            {common.save}
          </Button>
        </Actions>
      }
    >
      <Form<FilledCamera>
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={filledFrom(camera)}
        onFinish={() => void onFinish()}
      >
        <Form.Item name="name" label={w.form.name} rules={required}>
          <Input maxLength={lengths.short} placeholder={w.form.nameHint} autoFocus={camera === null} />
        </Form.Item>
        <div className={styles.pair}>
          <Form.Item name="roomId" label={common.person.room}>
            <Select
              loading={rooms.isPending}
              options={[
                { value: '', label: w.form.noRoom },
                ...(rooms.data ?? []).map((room) => ({ value: room.roomId, label: room.name })),
              ]}
            />
          </Form.Item>
          <Form.Item name="position" label={w.form.position}>
            <Select<CameraPosition>
              options={cameraPositions.map((value) => ({ value, label: w.positions[value] }))}
            />
          </Form.Item>
        </div>
        <Form.Item name="kind" label={w.form.kind}>
          <Segmented<CameraSourceKind>
            aria-label={w.form.kind}
            options={kinds.map((value) => ({ value, label: w.form.kinds[value] }))}
          />
        </Form.Item>
        <SourceFields form={form} kind={kind} hasPassword={camera?.source?.hasPassword ?? false} />
        <Probe
          form={form}
          ask={() => ({
            cameraId: camera?.cameraId ?? null,
            source: sourceOf({ ...filledFrom(camera), ...form.getFieldsValue(true) } as FilledCamera),
          })}
        />
        <Form.Item name="withSound" valuePropName="checked" extra={w.form.soundHint}>
          <Checkbox>{w.form.withSound}</Checkbox>
        </Form.Item>
        {withSound && (
          <Form.Item name="soundRule" label={w.form.soundRule} rules={required}>
            <Input.TextArea maxLength={lengths.long} rows={2} placeholder={w.form.soundRuleHint} />
          </Form.Item>
        )}
        {refusal !== null && <RefusalNotice refusal={refusal} />}
      </Form>
      {camera !== null && (
        <section className={styles.pastSection}>
          <h3>{w.list.past}</h3>
          <CameraPast cameraId={camera.cameraId} />
        </section>
      )}
    </Drawer>
  );
}
