import { dayTimeOf } from '../../app/time.ts';
import { useWords } from '../../app/language.tsx';
import { DataTable } from '../../parts/DataTable.tsx';
import { Fact, Facts } from '../../parts/Facts.tsx';
import { Block } from '../../parts/Page.tsx';
import { StateTag } from '../../parts/StateTag.tsx';
import type { PackageView } from '#shared/contract/views/results.ts';
import styles from './reports.module.css';
import text from '../../parts/text.module.css';

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
      <Facts>
        <Fact name={w.reviewer}>{receipt.reviewer === '' ? '—' : receipt.reviewer}</Fact>
        <Fact name={w.issuedAt}>{dayTimeOf(receipt.issuedAt)}</Fact>
        {receipt.notes !== '' && (
          <>
            <Fact name={w.notes}>{receipt.notes}</Fact>
          </>
        )}
      </Facts>
      {decision === 'accepted' && returned.length === 0 && <p className={styles.accepted}>{w.acceptedAll}</p>}
      {returned.length > 0 && (
        <div className={styles.returned}>
          <h3>{w.returnedItems}</h3>
          <p className={text.soft}>{w.returnedHint}</p>
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
