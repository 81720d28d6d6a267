import { dayTimeOf } from '../../app/time.ts';
import { useWords } from '../../app/language.tsx';
import { ToneShape } from '../../parts/StateTag.tsx';
import type { PackageView } from '#shared/contract/views/results.ts';
import type { Words } from '#shared/words/words.ts';
import styles from './reports.module.css';
import { upcomingSteps } from './upcomingSteps.ts';
import text from '../../parts/text.module.css';

/** What has happened to the report, and what is still to come, up to the centre's decision. */
export function TimeLine({ view }: { readonly view: PackageView }) {
  const w = useWords('packages');
  const common = useWords('common');
  const returned = view.state === 'returned';
  return (
    <ol className={styles.timeLine}>
      {view.steps.map((step, index) => (
        <li key={`${step.code}.${step.at}.${index}`} data-state="done">
          <ToneShape tone={step.code === 'reviewed' && returned ? 'bad' : 'good'} size={13} />
          <strong>{w.steps[step.code]}</strong>
          <span title={dayTimeOf(step.at)}>{dayTimeOf(step.at).slice(5)}</span>
          <span className={styles.stepBy} title={step.note ?? undefined}>
            {doneBy(step, w, common)}
          </span>
        </li>
      ))}
      {upcomingSteps(view.steps).map((code) => (
        <li key={code} data-state="ahead">
          <ToneShape tone="idle" size={13} />
          <strong>{code === 'delivered' ? w.orElse : w.steps[code]}</strong>
          <span className={text.soft}>{w.waits}</span>
        </li>
      ))}
    </ol>
  );
}

/** Who did it: both persons of the sealing; of a receipt the one who fetched it here, not the centre's reviewer. */
function doneBy(
  step: PackageView['steps'][number],
  w: Words<'packages'>,
  common: Words<'common'>,
): string | null {
  if (step.by === null) return null;
  if (step.code === 'requested' && step.note) return common.list({ items: [step.by, step.note] });
  return step.code === 'received' || step.code === 'reviewed' ? w.fetchedBy({ by: step.by }) : step.by;
}
