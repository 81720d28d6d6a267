import { useWords } from '../../app/language.tsx';
import { Button } from '../../parts/Button.tsx';
import { Page } from '../../parts/Page.tsx';
import { PrintHost } from '../../parts/printing.tsx';
import { CorrectedCopyButton } from '../../parts/roster/CorrectedCopyButton.tsx';
import { RosterDrop } from '../../parts/roster/RosterDrop.tsx';
import { RosterReview } from '../../parts/roster/RosterReview.tsx';
import { useRosterCheck } from '../../parts/roster/useRosterCheck.ts';
import styles from './start.module.css';

/** Second way to start: what is wrong with a roster, the repair, and a corrected copy. No account, nothing stored. */
export function RosterCheckPage(props: { onBack(): void }) {
  const w = useWords('start');
  const r = useWords('roster');
  const check = useRosterCheck();
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
                <CorrectedCopyButton check={check} primary />
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
