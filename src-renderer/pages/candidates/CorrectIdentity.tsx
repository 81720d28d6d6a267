import { DatePicker, Form, Input, Modal, Select } from 'antd';
import dayjs from 'dayjs';
import type { Identity } from '#shared/contract/commands/candidates.ts';
import type { CandidateId } from '#shared/contract/ids.ts';
import { sexes } from '#shared/domain/idNumber.ts';
import { lengths } from '#shared/domain/limits.ts';
import { useCommand } from '../../app/api.tsx';
import { useWords } from '../../app/language.tsx';
import { classes } from '../../parts/classes.ts';
import layout from '../../parts/layout.module.css';
import text from '../../parts/text.module.css';
import styles from './candidates.module.css';

interface CorrectIdentityProps {
  readonly candidateId: CandidateId;
  readonly identity: Identity;
  onClose(): void;
}

interface Filled {
  readonly name: string;
  readonly documentType: string;
  readonly documentNumber: string;
  readonly sex: Identity['sex'];
  readonly birthDate: dayjs.Dayjs | null;
  readonly studentNumber?: string | null;
  readonly className?: string | null;
  readonly phone?: string | null;
  readonly remark?: string | null;
  readonly evidence: string;
}

/** 信息更正: new identity data with evidence; takes effect once a second person confirms it. */
export function CorrectIdentity(props: CorrectIdentityProps) {
  const w = useWords('candidates');
  const common = useWords('common');
  const correct = useCommand('candidate.correct');
  const [form] = Form.useForm<Filled>();
  const { identity } = props;
  const required = [{ required: true, whitespace: true, message: common.required }];

  const onFinish = async (filled: Filled) => {
    const given = (value: string | null | undefined) => value?.trim() || null;
    const answer = await correct.submit({
      candidateId: props.candidateId,
      identity: {
        name: filled.name.trim(),
        documentType: filled.documentType,
        documentNumber: filled.documentNumber.trim().toUpperCase(),
        sex: filled.sex ?? null,
        birthDate: filled.birthDate?.format('YYYY-MM-DD') ?? null,
        studentNumber: given(filled.studentNumber),
        className: given(filled.className),
        phone: given(filled.phone),
        remark: given(filled.remark),
      },
      evidence: filled.evidence.trim(),
    });
    if (answer.ok) props.onClose();
  };
  return (
    <Modal
      open
      width={640}
      title={w.correct.title}
      mask={{ closable: false }}
      okText={w.correct.submit}
      confirmLoading={correct.busy}
      onOk={() => form.submit()}
      onCancel={props.onClose}
    >
      <p className={text.soft}>{w.correct.intro}</p>
      <Form<Filled>
        form={form}
        layout="vertical"
        requiredMark={false}
        className={classes(layout.pair, styles.form)}
        initialValues={{
          ...identity,
          birthDate: identity.birthDate === null ? null : dayjs(identity.birthDate),
          evidence: '',
        }}
        onFinish={(filled) => void onFinish(filled)}
      >
        <Form.Item name="name" label={common.person.name} rules={required}>
          <Input maxLength={lengths.personName} />
        </Form.Item>
        <Form.Item name="sex" label={common.person.sex}>
          <Select allowClear options={sexes.map((sex) => ({ value: sex, label: common.sexes[sex] }))} />
        </Form.Item>
        <Form.Item name="documentType" label={common.person.documentType} rules={required}>
          <Select
            options={Object.entries(common.documentTypes).map(([value, label]) => ({ value, label }))}
          />
        </Form.Item>
        <Form.Item name="documentNumber" label={common.person.documentNumber} rules={required}>
          <Input maxLength={lengths.documentNumber} className={classes(text.mono)} />
        </Form.Item>
        <Form.Item name="birthDate" label={common.person.birthDate}>
          <DatePicker className={classes(layout.whole)} />
        </Form.Item>
        <Form.Item name="phone" label={common.person.phone}>
          <Input maxLength={lengths.phone} />
        </Form.Item>
        <Form.Item name="studentNumber" label={common.person.studentNumber}>
          <Input maxLength={lengths.studentNumber} />
        </Form.Item>
        <Form.Item name="className" label={common.person.className}>
          <Input maxLength={lengths.className} />
        </Form.Item>
        <Form.Item name="remark" label={common.person.remark} className={classes(layout.wide)}>
          <Input maxLength={lengths.remark} />
        </Form.Item>
        <Form.Item
          name="evidence"
          label={w.correct.evidence}
          rules={required}
          className={classes(layout.wide)}
        >
          <Input.TextArea rows={2} maxLength={lengths.long} placeholder={w.correct.evidenceHint} />
        </Form.Item>
      </Form>
      <p className={text.soft}>{w.correct.reprint}</p>
    </Modal>
  );
}
