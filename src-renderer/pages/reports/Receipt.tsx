import { dayTimeOf } from '../../app/time.ts';
import { useWords } from '../../app/language.tsx';
import { DataTable } from '../../parts/DataTable.tsx';
import { Block } from '../../parts/Page.tsx';
import { StateTag } from '../../parts/StateTag.tsx';
import type { PackageView } from '#shared/contract/views/results.ts';
import styles from './reports.module.css';

interface Props {
  readonly receipt: NonNullable<PackageView['receipt']>;
}

const tones = { accepted: 'good', returned: 'bad', received: 'info' } as const;

/** What the centre has decided, with the reasons for whoever was returned. */
export function Receipt({ receipt }: Props) {
  const w = useWords('packages');
  const decision = receipt.decision ?? 'received';
  const itemDecisions: Readonly<Record<string, string>> = w.itemDecisions;
  const returned = receipt.items.filter((item) => item.decision !== 'accepted');
  return (
    <Block title={w.receipt} actions={<StateTag tone={tones[decision]}>{w.decisions[decision]}</StateTag>}>
      <dl className="facts">
        <dt>{w.reviewer}</dt>
        <dd>{receipt.reviewer === '' ? '—' : receipt.reviewer}</dd>
        <dt>{w.issuedAt}</dt>
        <dd>{dayTimeOf(receipt.issuedAt)}</dd>
        {receipt.notes !== '' && (
          <>
            <dt>{w.notes}</dt>
            <dd>{receipt.notes}</dd>
          </>
        )}
      </dl>
      {decision === 'accepted' && returned.length === 0 && <p className={styles.accepted}>{w.acceptedAll}</p>}
      {returned.length > 0 && (
        <div className={styles.returned}>
          <h3>{w.returnedItems}</h3>
          <p className="soft">{w.returnedHint}</p>
          <DataTable
            name={w.returnedItems}
            rows={returned}
            rowKey={(item) => item.ticketNumber}
            columns={[
              { key: 'ticket', title: w.ticket, width: 160, text: (item) => item.ticketNumber },
              {
                key: 'decision',
                title: w.decision,
                width: 110,
                text: (item) => itemDecisions[item.decision] ?? item.decision,
                cell: (item) => (
                  <StateTag tone="bad">{itemDecisions[item.decision] ?? item.decision}</StateTag>
                ),
              },
              { key: 'reason', title: w.reason, text: (item) => item.reason },
            ]}
          />
        </div>
      )}
    </Block>
  );
}
