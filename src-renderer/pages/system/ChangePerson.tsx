import { Checkbox, Form, Input, Modal } from 'antd';
import type { Role } from '#shared/domain/roles.ts';
import type { Person } from '#shared/contract/views/site.ts';
import { useAction, useCommand } from '../../app/api.tsx';
import { anyRole } from '#shared/domain/roles.ts';
import { lengths } from '#shared/domain/limits.ts';
import { goodPassword } from '../../parts/goodPassword.ts';
import { tell } from '../../app/tell.ts';
import { useWords } from '../../app/language.tsx';
import { classes } from '../../parts/classes.ts';
import styles from './system.module.css';
import text from '../../parts/text.module.css';

/** What can be changed about a person. */
export type PersonChange = 'roles' | 'password' | 'disable' | 'enable' | 'vouch';

interface ChangePersonProps {
  readonly what: PersonChange;
  readonly person: Person;
  onClose(): void;
}

interface Filled {
  readonly roles: Role[];
  readonly password: string;
  readonly reason: string;
  readonly document: string;
}

/** Changes a person's roles, resets the password, or disables the person. */
export function ChangePerson({ what, person, onClose }: ChangePersonProps) {
  const w = useWords('system');
  const common = useWords('common');
  const setRoles = useCommand('user.setRoles');
  const setPassword = useAction('access.setPassword');
  const disable = useCommand('user.disable');
  const enable = useCommand('user.enable');
  const vouch = useCommand('account.vouch');
  const [form] = Form.useForm<Filled>();
  const { userId } = person;
  const titles = {
    roles: w.people.change,
    password: w.people.setPassword,
    disable: w.people.disable,
    enable: w.people.enable,
    vouch: w.people.vouch,
  };
  const done = {
    roles: w.people.changed,
    password: w.people.passwordSet,
    disable: w.people.disabledDone,
    enable: w.people.enabledDone,
    vouch: w.people.vouchedDone,
  };

  const onFinish = async (filled: Filled) => {
    const answer =
      what === 'roles'
        ? await setRoles.submit({ userId, roles: filled.roles })
        : what === 'password'
          ? await setPassword.run({ userId, password: filled.password })
          : what === 'vouch'
            ? await vouch.submit({ userId, document: filled.document.trim() })
            : await (what === 'disable' ? disable : enable).submit({ userId, reason: filled.reason.trim() });
    if (!answer.ok) return;
    // What waits for a second person has its own panel.
    if (answer.waitsFor === undefined) tell.done(done[what]);
    onClose();
  };
  return (
    <Modal
      open
      title={common.titled({ title: titles[what], text: person.displayName })}
      mask={{ closable: false }}
      okText={what === 'disable' ? w.people.disable : common.save}
      okButtonProps={{ danger: what === 'disable' }}
      confirmLoading={setRoles.busy || setPassword.busy || disable.busy || enable.busy || vouch.busy}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      <Form<Filled>
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{ roles: person.roles, password: '', reason: '', document: '' }}
        onFinish={(filled) => void onFinish(filled)}
      >
        {what === 'roles' && (
          <Form.Item
            name="roles"
            label={w.people.roles}
            rules={[{ type: 'array', min: 1, message: common.required }]}
          >
            <Checkbox.Group
              className={classes(styles.roles)}
              options={anyRole.map((value) => ({ value, label: common.roles[value] }))}
            />
          </Form.Item>
        )}
        {what === 'password' && (
          <Form.Item
            name="password"
            label={w.people.newPassword}
            rules={[goodPassword(w.people.passwordHint)]}
          >
            <Input.Password autoFocus autoComplete="new-password" />
          </Form.Item>
        )}
        {what === 'vouch' && (
          <>
            <p className={text.soft}>{w.people.vouchIntro}</p>
            <Form.Item
              name="document"
              label={w.people.document}
              rules={[{ required: true, whitespace: true, message: common.required }]}
            >
              <Input maxLength={lengths.short} autoFocus />
            </Form.Item>
          </>
        )}
        {(what === 'disable' || what === 'enable') && (
          <>
            <p className={text.soft}>{what === 'disable' ? w.people.disableIntro : w.people.enableIntro}</p>
            <Form.Item
              name="reason"
              label={w.people.reason}
              rules={[{ required: true, whitespace: true, message: common.required }]}
            >
              <Input.TextArea rows={2} maxLength={lengths.long} autoFocus />
            </Form.Item>
          </>
        )}
      </Form>
    </Modal>
  );
}
