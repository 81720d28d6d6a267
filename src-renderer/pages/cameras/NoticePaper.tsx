import { Form, Input, Modal } from 'antd';
import { useState } from 'react';
import type { CameraView } from '#shared/contract/views/cameras.ts';
import { lengths } from '#shared/domain/limits.ts';
import { useWords } from '../../app/language.tsx';
import { useSite } from '../../app/session.tsx';
import { Button } from '../../parts/Button.tsx';
import { printPaper } from '../../parts/printing.tsx';
import { activeCameras } from './cameraText.ts';
import styles from './papers.module.css';

interface Filled {
  readonly place: string;
  readonly contact: string;
}

/** 监控告知牌: asks whom one may turn to, and prints the notice for the door. */
export function PrintNotice({ cameras }: { readonly cameras: readonly CameraView[] }) {
  const w = useWords('cameraPages');
  const common = useWords('common');
  const [open, setOpen] = useState(false);
  const [form] = Form.useForm<Filled>();
  const sound = activeCameras(cameras).some((camera) => camera.sound);
  const onFinish = ({ place, contact }: Filled) => {
    setOpen(false);
    void printPaper({
      title: w.notice.title,
      content: <NoticePaper place={place.trim()} contact={contact.trim()} sound={sound} />,
    });
  };
  return (
    <>
      <Button onClick={() => setOpen(true)}>{w.notice.print}</Button>
      <Modal
        open={open}
        title={w.notice.print}
        okText={w.notice.print}
        onOk={() => form.submit()}
        onCancel={() => setOpen(false)}
      >
        <Form<Filled>
          form={form}
          layout="vertical"
          requiredMark={false}
          initialValues={{ place: '', contact: '' }}
          onFinish={onFinish}
        >
          <Form.Item name="place" label={w.notice.place} extra={w.notice.placeHint}>
            <Input maxLength={lengths.short} />
          </Form.Item>
          <Form.Item
            name="contact"
            label={w.notice.contact}
            extra={w.notice.contactHint}
            rules={[{ required: true, whitespace: true, message: common.required }]}
          >
            <Input maxLength={lengths.short} autoFocus />
          </Form.Item>
        </Form>
      </Modal>
    </>
  );
}

interface NoticeProps extends Filled {
  /** Some camera records sound, which only a written rule allows. */
  readonly sound: boolean;
}

function NoticePaper({ place, contact, sound }: NoticeProps) {
  const w = useWords('cameraPages');
  const site = useSite();
  return (
    <div className={styles.notice}>
      {place !== '' && <p className={styles.noticePlace}>{place}</p>}
      <p className={styles.noticeMain}>{w.notice.main}</p>
      <ul>
        <li>{w.notice.purpose}</li>
        <li>{sound ? w.notice.withSound : w.notice.noSound}</li>
        <li>{w.notice.keeping}</li>
        <li>{w.notice.who}</li>
      </ul>
      <p className={styles.noticeContact}>{w.notice.ask({ contact })}</p>
      <p>{site.institutionName}</p>
    </div>
  );
}
