import { Drawer } from 'antd';
import type { LedgerRowView } from '#shared/contract/views/results.ts';
import { clockOf, dayOf } from '../../app/time.ts';
import { useWords } from '../../app/language.tsx';
import { Fact, Facts } from '../../parts/Facts.tsx';
import { HashText } from '../../parts/HashText.tsx';
import styles from './ledger.module.css';
import { deskName, laidOut, previousHash } from './rowText.ts';
import text from '../../parts/text.module.css';

/** One row of the ledger with everything that proves it. */
export function LedgerRowDrawer(props: { readonly row: LedgerRowView | null; onClose(): void }) {
  const w = useWords('ledger');
  return (
    <Drawer
      open={props.row !== null}
      onClose={props.onClose}
      size={600}
      title={props.row ? w.detail.title({ seq: props.row.seq }) : ''}
    >
      {props.row && <RowFacts row={props.row} />}
    </Drawer>
  );
}

function RowFacts({ row }: { readonly row: LedgerRowView }) {
  const w = useWords('ledger');
  const common = useWords('common');
  const events: Readonly<Record<string, string>> = common.events;
  const before = previousHash(row.header);
  return (
    <div className={styles.row}>
      <h2>{events[row.type] ?? row.type}</h2>
      <p className={text.soft}>
        {dayOf(row.at)} {clockOf(row.at)} · {row.actorName ?? w.system} · {deskName(row.desk, w)} ·{' '}
        <span className={text.mono}>{row.type}</span>
      </p>
      <h3>{w.detail.chain}</h3>
      <Facts>
        <Fact name={w.columns.prev}>{before === null ? '—' : <HashText hash={before} digits={40} />}</Fact>
        <Fact name={w.detail.thisRow}>
          <HashText hash={row.rowHash} digits={40} />
        </Fact>
      </Facts>
      <h3>{w.detail.data}</h3>
      {row.hidden !== null && <p className={text.soft}>{common.hidden[row.hidden]}</p>}
      {row.data !== null && <pre tabIndex={0}>{laidOut(row.data)}</pre>}
      {row.hiddenParts.map(({ part, reason }) => (
        <p className={text.soft} key={part}>
          <span className={text.mono}>{part}</span> {common.hidden[reason]}
        </p>
      ))}
      <h3>{w.detail.personal}</h3>
      {row.blanked && <p className={text.soft}>{w.detail.blanked}</p>}
      {row.hidden !== null && !row.blanked && <p className={text.soft}>{common.hidden[row.hidden]}</p>}
      {row.hidden === null && !row.blanked && row.personal === null && (
        <p className={text.soft}>{w.detail.noPersonal}</p>
      )}
      {row.personal !== null && <pre tabIndex={0}>{laidOut(row.personal)}</pre>}
      <h3>{w.detail.header}</h3>
      <pre tabIndex={0} className={styles.header}>
        {row.header}
      </pre>
    </div>
  );
}
