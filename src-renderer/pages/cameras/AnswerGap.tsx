import { Form, Input, Modal } from 'antd';
import type { GapView } from '#shared/contract/views/cameras.ts';
import { lengths } from '#shared/domain/limits.ts';
import { useCommand } from '../../app/api.tsx';
import { useWords } from '../../app/language.tsx';
import { useMe } from '../../app/session.tsx';
import { tell } from '../../app/tell.ts';
import { clockOf, dayTimeOf } from '../../app/time.ts';
import { Fact, Facts } from '../../parts/Facts.tsx';
import text from '../../parts/text.module.css';
import styles from './coverage.module.css';

interface Filled {
  readonly noticedBy: string;
  readonly insteadDone: string;
}

/** 补救措施: who noticed a gap and what was done instead. A new answer is a new record; the one before stays in the ledger. */
export function AnswerGap({ gap, onClose }: { readonly gap: GapView; onClose(): void }) {
  const w = useWords('cameraPages');
  const common = useWords('common');
  const me = useMe();
  const answer = useCommand('recording.answerGap');
  const [form] = Form.useForm<Filled>();
  const onFinish = async (filled: Filled) => {
    const done = await answer.submit({
      gapId: gap.gapId,
      noticedBy: filled.noticedBy.trim(),
      insteadDone: filled.insteadDone.trim(),
    });
    if (!done.ok) return;
    tell.done(w.gaps.saved);
    onClose();
  };
  const required = [{ required: true, whitespace: true, message: common.required }];
  return (
    <Modal
      open
      width={620}
      title={w.gaps.answer}
      okText={common.save}
      mask={{ closable: false }}
      confirmLoading={answer.busy}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      <div className={styles.gapFacts}>
        <Facts>
          <Fact name={common.person.room}>{gap.roomName}</Fact>
          <Fact name={w.form.name}>{gap.cameraName}</Fact>
          <Fact name={w.gaps.from}>
            {dayTimeOf(gap.from)}:{clockOf(gap.from).slice(-2)} –{' '}
            {gap.to === null ? w.gaps.goesOn : clockOf(gap.to)}
          </Fact>
          <Fact name={w.gaps.cause}>{w.causes[gap.cause]}</Fact>
          <Fact name={w.gaps.coveredBy}>
            {gap.coveredBy.length === 0
              ? w.gaps.byNothing
              : gap.coveredBy.map((one) => w.coverage.classes[one]).join(' · ')}
          </Fact>
          <Fact name={w.gaps.touched}>
            {gap.touched.length === 0 ? (
              w.gaps.nobody
            ) : (
              <span className={styles.touched}>
                {gap.touched.map((person) => (
                  <span key={person.enrolmentId}>
                    {person.name ?? common.blanked}{' '}
                    <span className={text.softMono}>{person.ticketNumber}</span>
                  </span>
                ))}
              </span>
            )}
          </Fact>
        </Facts>
      </div>
      <p className={text.intro}>{w.gaps.answerIntro}</p>
      <Form<Filled>
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{
          noticedBy: gap.answer?.noticedBy ?? me.displayName,
          insteadDone: gap.answer?.insteadDone ?? '',
        }}
        onFinish={(filled) => void onFinish(filled)}
      >
        <Form.Item name="noticedBy" label={w.gaps.noticedBy} rules={required}>
          <Input maxLength={lengths.short} />
        </Form.Item>
        <Form.Item name="insteadDone" label={w.gaps.instead} rules={required}>
          <Input.TextArea rows={4} maxLength={lengths.long} placeholder={w.gaps.insteadHint} autoFocus />
        </Form.Item>
      </Form>
    </Modal>
  );
}
