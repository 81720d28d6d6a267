import { useAction } from '../../app/api.tsx';
import { tell } from '../../app/tell.ts';
import { useWords } from '../../app/language.tsx';
import { Button } from '../../parts/Button.tsx';
import { Page } from '../../parts/Page.tsx';
import { PrintHost } from '../../parts/printing.tsx';
import { RosterDrop } from '../../parts/roster/RosterDrop.tsx';
import { RosterReview } from '../../parts/roster/RosterReview.tsx';
import { useRosterCheck } from '../../parts/roster/useRosterCheck.ts';
import { saveDownload } from '../../parts/saveFile.ts';
import styles from './start.module.css';

/** Second way to start: what is wrong with a roster, the repair, and a corrected copy. No account, nothing stored. */
export function RosterCheckPage(props: { onBack(): void }) {
  const w = useWords('start');
  const r = useWords('roster');
  const check = useRosterCheck();
  const copy = useAction('roster.correctedCopy');

  const takeCopy = async () => {
    if (check.uploadId === null) return;
    const answer = await copy.run({ uploadId: check.uploadId, ...check.choices });
    if (!answer.ok) return;
    const saved = await saveDownload(answer.value.downloadId, answer.value.fileName);
    if (saved) tell.done(w.roster.copySaved);
  };
  return (
    <main className={styles.rosterCheck}>
      <Page
        title={w.roster.title}
        sub={w.roster.sub}
        fill={check.report !== null}
        actions={
          <>
            <Button onClick={props.onBack}>{w.back}</Button>
            {check.report && (
              <>
                <Button onClick={check.forget}>{r.drop.other}</Button>
                <Button
                  kind="primary"
                  busy={copy.busy}
                  disabled={check.phase !== 'ready'}
                  onClick={() => void takeCopy()}
                >
                  {w.roster.copy}
                </Button>
              </>
            )}
          </>
        }
      >
        {check.report ? <RosterReview check={check} report={check.report} /> : <RosterDrop check={check} />}
      </Page>
      <PrintHost />
    </main>
  );
}
