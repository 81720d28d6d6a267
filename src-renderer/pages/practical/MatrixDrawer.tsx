import { Drawer } from 'antd';
import { useState } from 'react';
import { useMay } from '../../app/session.tsx';
import { useWords } from '../../app/language.tsx';
import { formatScore } from '#shared/domain/score.ts';
import { Button } from '../../parts/Button.tsx';
import { DataTable } from '../../parts/DataTable.tsx';
import layout from '../../parts/layout.module.css';
import { markText } from '../../parts/Mark.tsx';
import { StateTag } from '../../parts/StateTag.tsx';
import type { MatrixRow, SpreadFlag } from '#shared/contract/views/examDay.ts';
import { AdjudicationDialog } from './AdjudicationDialog.tsx';
import styles from './matrix.module.css';
import { SpreadBars } from './SpreadBars.tsx';
import { sheetTone } from './tones.ts';
import text from '../../parts/text.module.css';

interface Props {
  readonly row: MatrixRow;
  onClose(): void;
}

/** One candidate for the lead: sheets, spreads, adjudication. */
export function MatrixDrawer({ row, onClose }: Props) {
  const w = useWords('practical');
  const common = useWords('common');
  const mayAdjudicate = useMay(['leadExaminer']);
  const [deciding, setDeciding] = useState<SpreadFlag | null>(null);
  const blind = row.sheets.some((sheet) => sheet.state !== 'empty' && sheet.totalHundredths === null);
  return (
    <Drawer open size={720} title={`${row.name ?? '—'} · ${row.ticketNumber}`} onClose={onClose}>
      <div className={layout.column}>
        {blind && <p className={text.soft}>{w.matrix.blind}</p>}
        <DataTable
          bare
          name={w.matrix.sheets}
          rows={row.sheets}
          rowKey={(sheet) => `${sheet.kind}.${sheet.scorerId}`}
          columns={[
            { key: 'kind', title: w.matrix.kind, text: (sheet) => common.sheetKinds[sheet.kind] },
            { key: 'scorer', title: w.matrix.scorer, text: (sheet) => sheet.scorerName },
            {
              key: 'state',
              title: w.matrix.state,
              width: 130,
              text: (sheet) => w.stations.states[sheet.state],
              cell: (sheet) => (
                <StateTag tone={sheetTone[sheet.state]}>{w.stations.states[sheet.state]}</StateTag>
              ),
            },
            {
              key: 'total',
              title: w.matrix.total,
              width: 100,
              align: 'right',
              text: (sheet) => markText(sheet.totalHundredths),
            },
          ]}
        />
        {row.spreads.length > 0 && (
          <section>
            <h2 className={styles.drawerTitle}>{w.matrix.spreadTitle}</h2>
            <p className={text.soft}>{w.matrix.spreadHint}</p>
            {row.spreads.map((spread) => (
              <article key={`${spread.moduleNo}.${spread.itemNo}`} className={styles.spread}>
                <header>
                  <strong>
                    {spread.content === null
                      ? w.matrix.judgedTotal
                      : `${spread.moduleNo}-${spread.itemNo} ${spread.content}`}
                  </strong>
                  <span className={text.soft}>
                    {w.matrix.outOf({ full: formatScore(spread.fullHundredths) })}
                  </span>
                  <StateTag tone={spread.adjudicated ? 'good' : 'warn'}>
                    {w.matrix.spread({ spread: formatScore(spread.spreadHundredths) })}
                  </StateTag>
                </header>
                <SpreadBars spread={spread} />
                {spread.adjudicated && (
                  <p className={styles.adjudicated}>
                    {w.matrix.adjudicated({
                      by: spread.adjudicated.by,
                      mark: formatScore(spread.adjudicated.scoreHundredths),
                      reason: spread.adjudicated.reason,
                    })}
                  </p>
                )}
                {!spread.adjudicated && mayAdjudicate && (
                  <Button kind="primary" onClick={() => setDeciding(spread)}>
                    {w.matrix.adjudicate}
                  </Button>
                )}
              </article>
            ))}
            {!mayAdjudicate && row.spreads.some((spread) => !spread.adjudicated) && (
              <p className={text.soft}>{w.matrix.onlyLead}</p>
            )}
          </section>
        )}
      </div>
      {deciding && (
        <AdjudicationDialog
          enrolmentId={row.enrolmentId}
          spread={deciding}
          onClose={() => setDeciding(null)}
        />
      )}
    </Drawer>
  );
}
