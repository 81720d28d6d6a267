import { dayTimeOf } from '../../app/time.ts';
import { useWords } from '../../app/language.tsx';
import { HashText } from '../../parts/HashText.tsx';
import { StateTag } from '../../parts/StateTag.tsx';
import type { ResultTable } from '#shared/contract/views/results.ts';
import styles from './results.module.css';

/** Where the results stand: frozen by whom, published until when. */
export function Stages({ table }: { readonly table: ResultTable }) {
  const w = useWords('results');
  const { frozen, publication, counts } = table;
  return (
    <div className={styles.stages}>
      <p>
        <StateTag tone={frozen ? 'good' : counts.open > 0 ? 'idle' : 'info'}>
          {frozen ? w.frozen : w.notFrozen}
        </StateTag>
        {frozen ? (
          <span>
            {w.frozenBy({ at: dayTimeOf(frozen.at), by: frozen.by, second: frozen.secondPerson })} ·{' '}
            {w.frozenHash} <HashText hash={frozen.tableSha256} />
          </span>
        ) : (
          <span>{counts.open > 0 ? w.notFrozenOpen({ open: counts.open }) : w.notFrozenReady}</span>
        )}
      </p>
      <p>
        <StateTag tone={publication ? (publication.over ? 'good' : 'info') : 'idle'}>
          {publication ? (publication.over ? w.publicationOver : w.publicationRunning) : w.publicationNone}
        </StateTag>
        <span>
          {publication
            ? w.publicationOn({
                from: publication.from,
                until: publication.until,
                place: publication.place,
              })
            : frozen
              ? w.publicationHint
              : w.publicationNeedsFreeze}
        </span>
      </p>
    </div>
  );
}
