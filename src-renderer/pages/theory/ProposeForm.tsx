import { Drawer, Form, Input } from 'antd';
import { useState } from 'react';
import { ApiError } from '../../app/client.ts';
import { newId, uploadFile, useAction, useQuestion } from '../../app/api.tsx';
import { tell } from '../../app/tell.ts';
import { useWords } from '../../app/language.tsx';
import { Actions } from '../../parts/Actions.tsx';
import { Button } from '../../parts/Button.tsx';
import { FileDrop } from '../../parts/FileDrop.tsx';
import layout from '../../parts/layout.module.css';
import { markText } from '../../parts/Mark.tsx';
import { SearchSelect } from '../../parts/SearchSelect.tsx';
import { readScore } from '#shared/domain/score.ts';
import { convertCourseExam } from '#shared/domain/theoryScore.ts';
import type { BatchId, EnrolmentId } from '#shared/contract/ids.ts';
import { lengths, markHundredths } from '#shared/domain/limits.ts';
import styles from './theory.module.css';
import text from '../../parts/text.module.css';

interface Fields {
  readonly enrolmentId: EnrolmentId;
  readonly courseName: string;
  readonly courseCode?: string;
  readonly term: string;
  readonly examDate?: string;
  readonly teacher: string;
  readonly raw: string;
  readonly full: string;
}

function hundredths(text: string | undefined): number | null {
  const reading = readScore(text ?? '', markHundredths.max);
  return reading.ok ? reading.hundredths : null;
}

/** Proposes that a course exam stands in for theory, with its evidence. */
export function ProposeForm({ batchId, onClose }: { readonly batchId: BatchId; onClose(): void }) {
  const w = useWords('theory');
  const s = w.substitution;
  const [form] = Form.useForm<Fields>();
  const raw = hundredths(Form.useWatch('raw', form));
  const full = hundredths(Form.useWatch('full', form));
  const converted = raw !== null && full !== null ? convertCourseExam(raw, full) : null;
  const [find, setFind] = useState('');
  const candidates = useQuestion(
    'candidates.list',
    { batchId, text: find, offset: 0, limit: 20 },
    { keepLast: true },
  );
  const [evidence, setEvidence] = useState<File | null>(null);
  const [evidenceMissing, setEvidenceMissing] = useState(false);
  const [sending, setSending] = useState(false);
  const [substitutionId] = useState(() => newId<'substitution'>());
  const propose = useAction('theory.proposeSubstitution');

  async function send(fields: Fields): Promise<void> {
    if (evidence === null) return setEvidenceMissing(true);
    if (raw === null || full === null || converted === null || sending) return;
    setSending(true);
    try {
      const uploadId = await uploadFile(evidence);
      const answer = await propose.run({
        uploadId,
        substitutionId,
        enrolmentId: fields.enrolmentId,
        courseName: fields.courseName,
        courseCode: fields.courseCode?.trim() || null,
        term: fields.term,
        examDate: fields.examDate || null,
        rawHundredths: raw,
        fullHundredths: full,
        teacher: fields.teacher,
      });
      if (!answer.ok) return;
      tell.done(s.sent);
      onClose();
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      tell.refusal(error.refusal);
    } finally {
      setSending(false);
    }
  }

  const required = [{ required: true, message: s.required }];
  const markRule = [
    {
      validator: (_: unknown, text: string) =>
        hundredths(text) === null ? Promise.reject(new Error(s.badMark)) : Promise.resolve(),
    },
  ];
  return (
    <Drawer
      open
      size={620}
      title={s.propose}
      onClose={onClose}
      footer={
        <Actions>
          <Button onClick={onClose}>{s.cancel}</Button>
          <Button kind="primary" busy={sending} onClick={() => form.submit()}>
            {s.send}
          </Button>
        </Actions>
      }
    >
      <p className={text.intro}>{s.intro}</p>
      <Form form={form} layout="vertical" requiredMark={false} onFinish={(fields) => void send(fields)}>
        <Form.Item name="enrolmentId" label={s.candidate} rules={required}>
          <SearchSelect
            onSearchText={setFind}
            placeholder={s.candidateFind}
            options={(candidates.data?.rows ?? []).map((row) => ({
              value: row.enrolmentId,
              label: `${row.name ?? '—'} · ${row.ticketNumber ?? row.documentNumberMasked ?? ''} · ${row.className ?? row.occupationLevel.name}`,
            }))}
          />
        </Form.Item>
        <div className={layout.pair}>
          <Form.Item name="courseName" label={s.course} rules={required}>
            <Input maxLength={lengths.short} />
          </Form.Item>
          <Form.Item name="courseCode" label={s.courseCode}>
            <Input maxLength={lengths.courseCode} />
          </Form.Item>
          <Form.Item name="term" label={s.term} rules={required}>
            <Input maxLength={lengths.short} placeholder="2025-2026-2" />
          </Form.Item>
          <Form.Item name="examDate" label={s.examDate}>
            <Input type="date" />
          </Form.Item>
          <Form.Item name="raw" label={s.raw} rules={markRule}>
            <Input inputMode="decimal" maxLength={8} />
          </Form.Item>
          <Form.Item name="full" label={s.full} rules={markRule} initialValue="100">
            <Input inputMode="decimal" maxLength={8} />
          </Form.Item>
        </div>
        <Form.Item name="teacher" label={s.teacher} rules={required}>
          <Input maxLength={lengths.short} />
        </Form.Item>
        <div className={styles.converted} role="status">
          <span className={styles.convertedMark}>{markText(converted)}</span>
          <span className={text.soft}>
            {raw !== null && full !== null && converted === null ? s.badMark : s.converted}
            <br />
            {s.conversionRule}
          </span>
        </div>
        <FileDrop
          small
          title={evidence?.name ?? s.evidence}
          hint=""
          accept=".pdf,.jpg,.jpeg,.png"
          onFile={(file) => {
            setEvidence(file);
            setEvidenceMissing(false);
          }}
        />
        <p className={text.fault} role="alert">
          {evidenceMissing ? s.evidenceNone : ''}
        </p>
      </Form>
    </Drawer>
  );
}
