import { Form, Input, Modal } from 'antd';
import { useState } from 'react';
import { useCommand } from '../../app/api.tsx';
import { useMay } from '../../app/session.tsx';
import { useWords } from '../../app/language.tsx';
import type { ResultTable } from '#shared/contract/views/results.ts';
import { managers } from '#shared/domain/roles.ts';
import { lengths } from '#shared/domain/limits.ts';
import styles from './results.module.css';
import { Button } from '../../parts/Button.tsx';
import { classes } from '../../parts/classes.ts';
import layout from '../../parts/layout.module.css';
import text from '../../parts/text.module.css';

interface Fields {
  readonly from: string;
  readonly until: string;
  readonly place: string;
}

/** Records when and where the list hangs out. Only once the results are frozen. */
export function PublicationButton({ table }: { readonly table: ResultTable }) {
  const w = useWords('results');
  const may = useMay(managers);
  const [open, setOpen] = useState(false);
  const [form] = Form.useForm<Fields>();
  const { submit, busy } = useCommand('publication.record');
  if (!may || !table.frozen || table.publication) return null;

  async function record(fields: Fields): Promise<void> {
    const answer = await submit({ batchId: table.batchId, ...fields });
    if (answer.ok) setOpen(false);
  }
  const required = { required: true, message: w.required };
  return (
    <>
      <Button onClick={() => setOpen(true)}>{w.record}</Button>
      <Modal
        open={open}
        title={w.recordTitle}
        okText={w.save}
        cancelText={w.cancel}
        confirmLoading={busy}
        onOk={() => form.submit()}
        onCancel={() => setOpen(false)}
      >
        <p className={text.soft}>{w.publicationHint}</p>
        <Form
          form={form}
          layout="vertical"
          requiredMark={false}
          className={classes(styles.form)}
          onFinish={(fields) => void record(fields)}
        >
          <div className={layout.pair}>
            <Form.Item name="from" label={w.from} rules={[required]}>
              <Input type="date" />
            </Form.Item>
            <Form.Item
              name="until"
              label={w.until}
              dependencies={['from']}
              rules={[
                required,
                ({ getFieldValue }) => ({
                  validator: (_, until: string) =>
                    until < String(getFieldValue('from') ?? '')
                      ? Promise.reject(new Error(w.order))
                      : Promise.resolve(),
                }),
              ]}
            >
              <Input type="date" />
            </Form.Item>
          </div>
          <Form.Item name="place" label={w.place} rules={[required]}>
            <Input maxLength={lengths.note} />
          </Form.Item>
        </Form>
      </Modal>
    </>
  );
}
