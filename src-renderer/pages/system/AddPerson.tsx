import { Checkbox, Form, Input, Modal } from 'antd';
import type { Role } from '#shared/domain/roles.ts';
import { newId, useAction } from '../../app/api.tsx';
import { anyRole } from '#shared/domain/roles.ts';
import { lengths } from '#shared/domain/limits.ts';
import { goodPassword } from '../../parts/goodPassword.ts';
import { tell } from '../../app/tell.ts';
import { useWords } from '../../app/language.tsx';
import { classes } from '../../parts/classes.ts';
import styles from './system.module.css';

interface Filled {
  readonly displayName: string;
  readonly loginName: string;
  readonly password: string;
  readonly roles: Role[];
}

/** A new person of the site with roles and a first password. */
export function AddPerson(props: { onClose(): void }) {
  const w = useWords('system');
  const common = useWords('common');
  const add = useAction('access.addPerson');
  const [form] = Form.useForm<Filled>();
  const required = [{ required: true, whitespace: true, message: common.required }];

  const onFinish = async (filled: Filled) => {
    const answer = await add.run({
      userId: newId<'user'>(),
      displayName: filled.displayName.trim(),
      loginName: filled.loginName.trim(),
      password: filled.password === '' ? null : filled.password,
      roles: filled.roles,
    });
    if (!answer.ok) return;
    // What waits for a second person has its own panel.
    if (answer.waitsFor === undefined) tell.done(w.people.added);
    props.onClose();
  };
  return (
    <Modal
      open
      title={w.people.add}
      mask={{ closable: false }}
      okText={w.people.add}
      confirmLoading={add.busy}
      onOk={() => form.submit()}
      onCancel={props.onClose}
    >
      <Form<Filled>
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{ displayName: '', loginName: '', password: '', roles: [] }}
        onFinish={(filled) => void onFinish(filled)}
      >
        <Form.Item name="displayName" label={w.people.name} rules={required}>
          <Input maxLength={lengths.short} autoFocus />
        </Form.Item>
        <Form.Item name="loginName" label={w.people.loginName} rules={required}>
          <Input maxLength={lengths.short} autoComplete="off" />
        </Form.Item>
        <Form.Item
          name="password"
          label={w.people.password}
          extra={w.people.passwordOrBadge}
          rules={[goodPassword(w.people.passwordHint, 'may be empty')]}
        >
          <Input.Password autoComplete="new-password" />
        </Form.Item>
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
      </Form>
    </Modal>
  );
}
