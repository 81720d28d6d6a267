import { Steps } from 'antd';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import type { RosterImported } from '#shared/contract/actions/candidates.ts';
import { say } from '#shared/words/words.ts';
import { useCurrentBatch } from '../../app/currentBatch.tsx';
import { useAction } from '../../app/api.tsx';
import { useWords } from '../../app/language.tsx';
import { Button } from '../../parts/Button.tsx';
import { classes } from '../../parts/classes.ts';
import { NoBatch } from '../../parts/NoBatch.tsx';
import { Page } from '../../parts/Page.tsx';
import { CorrectedCopyButton } from '../../parts/roster/CorrectedCopyButton.tsx';
import { RosterDrop } from '../../parts/roster/RosterDrop.tsx';
import { RosterReview } from '../../parts/roster/RosterReview.tsx';
import { useRosterCheck } from '../../parts/roster/useRosterCheck.ts';
import { ImportDone } from './ImportDone.tsx';
import styles from './candidates.module.css';

/** Roster in: the file, what was recognised and what is wrong, repaired in place, then enrolled in one go; at the end, what became of everybody. */
export function ImportPage() {
  const w = useWords('candidates');
  const r = useWords('roster');
  const common = useWords('common');
  const navigate = useNavigate();
  const { batch, loading } = useCurrentBatch();
  const check = useRosterCheck();
  const importRoster = useAction('roster.import');
  const [done, setDone] = useState<RosterImported | null>(null);
  if (!batch) return loading ? null : <NoBatch />;

  const { report } = check;
  const errors = report?.counts.errors ?? 0;
  const ready = (report?.counts.rows ?? 0) - errors;
  const onCommit = async () => {
    if (check.uploadId === null) return;
    const answer = await importRoster.run({
      uploadId: check.uploadId,
      batchId: batch.batchId,
      ...check.choices,
      skipErrors: errors > 0,
    });
    if (answer.ok) setDone(answer.result);
  };
  const step = done ? 2 : report ? 1 : 0;
  return (
    <Page
      title={w.importPage.title}
      sub={w.importPage.sub({ batch: batch.name })}
      fill={step === 1}
      actions={
        <>
          <Button onClick={() => void navigate('/candidates')}>{common.back}</Button>
          {step === 1 && (
            <>
              <Button onClick={check.forget}>{r.drop.other}</Button>
              <CorrectedCopyButton check={check} />
              <Button
                kind="primary"
                busy={importRoster.busy}
                disabled={ready === 0 || check.phase !== 'ready'}
                title={errors > 0 ? w.importPage.skipHint : undefined}
                onClick={() => void onCommit()}
              >
                {ready === 0
                  ? w.importPage.nothing
                  : say(errors > 0 ? w.importPage.commitSkip : w.importPage.commit, {
                      count: ready,
                      errors,
                    })}
              </Button>
            </>
          )}
        </>
      }
    >
      <Steps
        size="small"
        current={step}
        className={classes(styles.steps)}
        items={[w.importPage.step.file, w.importPage.step.review, w.importPage.step.done].map((title) => ({
          title,
        }))}
      />
      {step === 0 && <RosterDrop check={check} />}
      {step === 1 && report && <RosterReview check={check} report={report} />}
      {done && report && (
        <ImportDone
          done={done}
          report={report}
          onAgain={() => {
            setDone(null);
            check.forget();
          }}
        />
      )}
    </Page>
  );
}
