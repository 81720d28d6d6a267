import { Form, Input, Select } from 'antd';
import type { FormInstance } from 'antd';
import { useState } from 'react';
import { syntheticScenes } from '#shared/domain/cameras.ts';
import { lengths } from '#shared/domain/limits.ts';
import type { CameraSourceKind } from '#shared/domain/cameras.ts';
import { useAction, useQuestion } from '../../app/api.tsx';
import { useWords } from '../../app/language.tsx';
import { Button } from '../../parts/Button.tsx';
import text from '../../parts/text.module.css';
import styles from './cameras.module.css';
import { addressBy } from './typedCamera.ts';
import type { FilledCamera } from './typedCamera.ts';

interface SourceFieldsProps {
  readonly form: FormInstance<FilledCamera>;
  readonly kind: CameraSourceKind;
  readonly hasPassword: boolean;
}

/** Where the picture comes from: an address by hand, by a maker's pattern or found on the network; a device; a made-up room. */
export function SourceFields({ form, kind, hasPassword }: SourceFieldsProps) {
  const w = useWords('cameraPages');
  const common = useWords('common');
  const required = [{ required: true, whitespace: true, message: common.required }];
  if (kind === 'synthetic')
    return (
      <Form.Item name="scene" label={w.form.scene} rules={required}>
        <Select options={syntheticScenes.map((value) => ({ value, label: w.scenes[value] }))} />
      </Form.Item>
    );
  if (kind === 'usb') return <DeviceField />;
  return (
    <>
      <AddressHelp form={form} />
      <Form.Item name="main" label={w.form.main} rules={required} extra={w.form.mainHint}>
        <Input maxLength={lengths.cameraAddress} placeholder={w.form.addressHint} spellCheck={false} />
      </Form.Item>
      <Form.Item name="sub" label={w.form.sub} extra={w.form.subHint}>
        <Input maxLength={lengths.cameraAddress} placeholder={w.form.addressHint} spellCheck={false} />
      </Form.Item>
      <div className={styles.pair}>
        <Form.Item name="user" label={w.form.user}>
          <Input maxLength={lengths.short} autoComplete="off" spellCheck={false} />
        </Form.Item>
        <Form.Item
          name="password"
          label={w.form.password}
          extra={hasPassword ? w.form.passwordKept : undefined}
        >
          <Input.Password maxLength={lengths.password} autoComplete="new-password" />
        </Form.Item>
      </div>
      <Form.Item name="transport" label={w.form.transport}>
        <Select
          options={[
            { value: 'tcp', label: w.form.transports.tcp },
            { value: 'udp', label: w.form.transports.udp },
          ]}
        />
      </Form.Item>
    </>
  );
}

/** Fills the addresses from a maker's pattern, for a host that is typed or was found on the network. */
function AddressHelp({ form }: { readonly form: FormInstance<FilledCamera> }) {
  const w = useWords('cameraPages');
  const makers = useQuestion('cameras.makers', {});
  const { found, busy, look } = useDiscovery();
  const [host, setHost] = useState('');
  const [maker, setMaker] = useState<string | undefined>();
  const fill = () => {
    const pattern = makers.data?.find((one) => one.maker === maker);
    if (!pattern || host.trim() === '') return;
    form.setFieldsValue({ main: addressBy(pattern.main, host), sub: addressBy(pattern.sub, host) });
  };
  return (
    <fieldset className={styles.help}>
      <legend>{w.form.help}</legend>
      <div className={styles.helpLine}>
        <Input
          aria-label={w.form.host}
          placeholder={w.form.host}
          value={host}
          onChange={(event) => setHost(event.target.value)}
          spellCheck={false}
        />
        <Select
          aria-label={w.form.maker}
          placeholder={w.form.maker}
          value={maker}
          onChange={setMaker}
          options={(makers.data ?? []).map((one) => ({ value: one.maker, label: one.maker }))}
        />
        <Button disabled={host.trim() === '' || maker === undefined} onClick={fill}>
          {w.form.fill}
        </Button>
        <Button busy={busy} onClick={look}>
          {w.form.discover}
        </Button>
      </div>
      {found !== null && (
        <ul className={styles.found} aria-label={w.form.found}>
          {found.network.length === 0 && <li className={text.soft}>{w.form.nothingFound}</li>}
          {found.network.map((one) => (
            <li key={one.address}>
              <Button kind="link" onClick={() => setHost(one.address)}>
                {one.name}
              </Button>
              <span className={text.softMono}>{one.address}</span>
            </li>
          ))}
        </ul>
      )}
    </fieldset>
  );
}

function DeviceField() {
  const w = useWords('cameraPages');
  const common = useWords('common');
  const { found, busy, look } = useDiscovery();
  return (
    <>
      <Form.Item name="device" label={w.form.device} rules={[{ required: true, message: common.required }]}>
        <Select
          notFoundContent={found === null ? w.form.deviceLook : w.form.noDevice}
          options={(found?.devices ?? []).map(({ device, name }) => ({
            value: device,
            label: w.form.deviceName({ name, device }),
          }))}
        />
      </Form.Item>
      <p className={styles.under}>
        <Button busy={busy} onClick={look}>
          {w.form.lookForDevices}
        </Button>
      </p>
    </>
  );
}

function useDiscovery() {
  const discover = useAction('cameras.discover');
  type Found = Extract<Awaited<ReturnType<typeof discover.run>>, { readonly ok: true }>['value'];
  const [found, setFound] = useState<Found | null>(null);
  const look = () =>
    void discover.run({}).then((answer) => {
      if (answer.ok) setFound(answer.value);
    });
  return { found, busy: discover.busy, look };
}
