import type { BehindBatch } from '#shared/domain/accountHands.ts';
import { wordFor } from '#shared/words/words.ts';
import { useWords } from '../../app/language.tsx';
import { dayTimeOf } from '../../app/time.ts';
import { Block } from '../../parts/Page.tsx';
import text from '../../parts/text.module.css';
import styles from './reports.module.css';

/** The accounts behind a batch by name: handed out during it, who of their makers signed, and lone approvals. The centre reads the same. */
export function Behind({ behind }: { readonly behind: BehindBatch }) {
  const common = useWords('common');
  const w = common.behind;
  const { handed, makers, lone } = behind;
  if (handed.length === 0 && lone.length === 0) return null;
  return (
    <Block title={w.title}>
      {handed.length > 0 && (
        <table className={styles.behind}>
          <thead>
            <tr>
              {[w.account, w.done, w.claimed, w.vouched].map((title) => (
                <th key={title} scope="col">
                  {title}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {handed.map((one) => (
              <tr key={one.name}>
                <th scope="row">{one.name}</th>
                <td>
                  {one.deeds.map(({ kind, at, by }) => (
                    <div key={`${at} ${kind}`}>
                      {w.deed({ at: dayTimeOf(at), what: wordFor(w.deeds, kind), by: by ?? w.bySheet })}
                    </div>
                  ))}
                </td>
                <td>{one.claimedAt === null ? w.notClaimed : dayTimeOf(one.claimedAt)}</td>
                <td>
                  {one.isHeld
                    ? w.held({ hands: one.hands.length > 0 ? common.list({ items: one.hands }) : w.bySheet })
                    : (one.vouchedBy ?? '—')}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {makers.map(({ name, made }) => (
        <p key={name}>{w.maker({ name, made: common.list({ items: made }) })}</p>
      ))}
      {lone.map((one) => (
        <p key={`${one.at} ${one.commandType}`} className={text.fault}>
          {w.lone({
            at: dayTimeOf(one.at),
            command: wordFor(common.commands, one.commandType),
            first: one.requestedBy,
            second: one.by,
            reason: one.reason ?? '—',
          })}
        </p>
      ))}
    </Block>
  );
}
