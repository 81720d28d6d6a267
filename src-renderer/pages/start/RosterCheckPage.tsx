import { useAction } from '../../app/api.tsx';
import { tell } from '../../app/tell.ts';
import { useWords } from '../../app/language.tsx';
import { Page } from '../../parts/Page.tsx';
import { PrintHost } from '../../parts/printing.tsx';
import { RosterDrop } from '../../parts/roster/RosterDrop.tsx';
import { RosterReview } from '../../parts/roster/RosterReview.tsx';
import { useRosterCheck } from '../../parts/roster/useRosterCheck.ts';
import { saveDownload } from '../../parts/saveFile.ts';

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
    <main style={{ height: '100%' }}>
      <Page
        title={w.roster.title}
        sub={w.roster.sub}
        fill={check.report !== null}
        actions={
          <>
            <button type="button" className="button" onClick={props.onBack}>
              {w.back}
            </button>
            {check.report && (
              <>
                <button type="button" className="button" onClick={check.forget}>
                  {r.drop.other}
                </button>
                <button
                  type="button"
                  className="button button-primary"
                  disabled={copy.busy || check.phase !== 'ready'}
                  onClick={() => void takeCopy()}
                >
                  {w.roster.copy}
                </button>
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
