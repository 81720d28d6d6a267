import { Modal } from 'antd';
import { useState } from 'react';
import type { ActionOutputs } from '#shared/contract/actions.ts';
import type { Refusal } from '#shared/contract/refusal.ts';
import type { OccupationLevel } from '#shared/contract/values.ts';
import type { BatchDetail } from '#shared/contract/views/preparation.ts';
import type { ChosenMessage } from '#shared/words/words.ts';
import { say } from '#shared/words/words.ts';
import { ApiError } from '../../app/client.ts';
import { newId, uploadFile, useAction } from '../../app/api.tsx';
import { tell } from '../../app/tell.ts';
import { useWords } from '../../app/language.tsx';
import { Actions } from '../../parts/Actions.tsx';
import { Button } from '../../parts/Button.tsx';
import { FileDrop } from '../../parts/FileDrop.tsx';
import { RefusalBox, RefusalNotice } from '../../parts/RefusalNotice.tsx';
import { RubricTable } from './RubricTable.tsx';
import { ReadingLine } from '../../parts/ReadingLine.tsx';

type Reading = Extract<ActionOutputs['practical.readRubric'], { readonly ok: true }>['value'];

interface AdoptRubricProps {
  readonly batch: BatchDetail;
  readonly occupationLevel: OccupationLevel;
  onClose(): void;
}

/** Reads a rubric from a file, shows what was read, and adopts it when nothing is wrong. */
export function AdoptRubric(props: AdoptRubricProps) {
  const w = useWords('batches');
  const common = useWords('common');
  const { occupationLevel, batch } = props;
  const read = useAction('practical.readRubric', { quiet: true });
  const adopt = useAction('practical.adoptRubric');
  const [busy, setBusy] = useState(false);
  const [uploadId, setUploadId] = useState('');
  const [reading, setReading] = useState<Reading | null>(null);
  const [refusal, setRefusal] = useState<Refusal | null>(null);

  const onFile = async (file: File) => {
    setBusy(true);
    setRefusal(null);
    try {
      const id = await uploadFile(file);
      setUploadId(id);
      const answer = await read.run({ uploadId: id });
      if (answer.ok) setReading(answer.value);
      else setRefusal(answer.refusal);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      setRefusal(error.refusal);
    } finally {
      setBusy(false);
    }
  };
  const onAdopt = async () => {
    const answer = await adopt.run({
      uploadId,
      batchId: batch.batchId,
      rubricId: newId<'rubric'>(),
      occupationLevel,
    });
    if (!answer.ok) return;
    tell.done(w.rubric.done);
    props.onClose();
  };
  return (
    <Modal
      open
      width={980}
      title={common.titled({
        title: w.rubric.title,
        text: `${occupationLevel.name} ${common.levels[occupationLevel.level]}`,
      })}
      mask={{ closable: false }}
      onCancel={props.onClose}
      footer={
        <Actions>
          {reading && <Button onClick={() => setReading(null)}>{w.rubric.otherFile}</Button>}
          <Button
            kind="primary"
            disabled={!reading || reading.problems.length > 0}
            busy={adopt.busy}
            onClick={() => void onAdopt()}
          >
            {w.rubric.confirm}
          </Button>
        </Actions>
      }
    >
      {refusal && <RefusalNotice refusal={refusal} />}
      {!reading &&
        (busy ? (
          <ReadingLine uploadId={uploadId === '' ? null : uploadId}>{w.rubric.reading}</ReadingLine>
        ) : (
          <FileDrop
            title={w.rubric.drop}
            hint={w.rubric.dropHint}
            accept=".xlsx,.xls"
            onFile={(file) => void onFile(file)}
          />
        ))}
      {reading && <Problems problems={reading.problems} />}
      {reading && <RubricTable modules={reading.modules} />}
    </Modal>
  );
}

function Problems({ problems }: { readonly problems: Reading['problems'] }) {
  const w = useWords('batches');
  if (problems.length === 0) return null;
  const texts: Readonly<Record<string, ChosenMessage>> = w.rubric.problems;
  return (
    <RefusalBox what={w.rubric.problemsTitle({ count: problems.length })} wayOut={w.rubric.cannot}>
      <ul>
        {problems.map((problem) => (
          <li key={`${problem.row} ${problem.code} ${problem.value}`}>
            {w.rubric.problemAt({
              row: problem.row,
              text: say(texts[problem.code] ?? w.rubric.problems.other, { value: problem.value }),
            })}
          </li>
        ))}
      </ul>
    </RefusalBox>
  );
}
