import { Modal } from 'antd';
import { useState } from 'react';
import { useCommand } from '../../app/api.tsx';
import { tell } from '../../app/tell.ts';
import { useWords } from '../../app/language.tsx';
import { unmarkedItems } from '#shared/domain/practicalSheets.ts';
import { formatScore } from '#shared/domain/score.ts';
import type { SheetView } from '#shared/contract/views/examDay.ts';
import type { ItemRef } from './itemAt.ts';
import styles from './sheet.module.css';
import type { SheetSum } from './sheetSums.ts';
import type { SheetMarks } from './useSheetMarks.ts';
import { Button } from '../../parts/Button.tsx';

interface Props {
  readonly sheet: SheetView;
  readonly marks: SheetMarks;
  readonly sum: SheetSum;
  /** Before the question: takes what still stands on the number pad. */
  onAsk(): void;
  onGoTo(item: ItemRef): void;
  onSigned(): void;
}

/** Signs the sheet; first looks for items without a mark, and waits until every mark has reached the core. */
export function SignButton({ sheet, marks, sum, onAsk, onGoTo, onSigned }: Props) {
  const w = useWords('practical');
  const [asking, setAsking] = useState(false);
  const { submit, busy } = useCommand('sheet.sign');
  const unmarked = unmarkedItems(sheet.modules, sheet.kind, [...marks.shown.values()]);
  const content = ({ moduleNo, itemNo }: ItemRef): string =>
    sheet.modules.find((module) => module.no === moduleNo)?.items.find((item) => item.no === itemNo)
      ?.content ?? '';

  async function sign(): Promise<void> {
    const answer = await submit({ enrolmentId: sheet.enrolmentId, kind: sheet.kind });
    if (!answer.ok) return;
    tell.done(w.sheet.signed);
    onSigned();
  }
  function goTo(item: ItemRef | undefined): void {
    setAsking(false);
    if (item) onGoTo(item);
  }

  return (
    <>
      <Button
        size="touch"
        kind="primary"
        onClick={() => {
          onAsk();
          setAsking(true);
        }}
      >
        {w.sheet.sign}
      </Button>
      {unmarked.length > 0 ? (
        <Modal
          open={asking}
          title={w.sheet.unmarkedTitle({ count: unmarked.length })}
          okText={w.sheet.unmarkedGo}
          cancelText={w.sheet.cancel}
          okButtonProps={{ size: 'large' }}
          cancelButtonProps={{ size: 'large' }}
          onOk={() => goTo(unmarked[0])}
          onCancel={() => setAsking(false)}
        >
          <p>{w.sheet.unmarkedHint}</p>
          <ul className={styles.unmarked}>
            {unmarked.map((item) => (
              <li key={`${item.moduleNo}.${item.itemNo}`}>
                <button type="button" onClick={() => goTo(item)}>
                  {item.moduleNo}-{item.itemNo} {content(item)}
                </button>
              </li>
            ))}
          </ul>
        </Modal>
      ) : (
        <Modal
          open={asking}
          title={w.sheet.signTitle}
          okText={w.sheet.signGive}
          cancelText={w.sheet.cancel}
          okButtonProps={{ size: 'large', disabled: marks.save !== 'saved' }}
          cancelButtonProps={{ size: 'large' }}
          confirmLoading={busy}
          onOk={() => void sign()}
          onCancel={() => setAsking(false)}
        >
          <p className={styles.signTotal}>
            {w.sheet.total} <strong>{formatScore(sum.givenHundredths)}</strong> /{' '}
            {formatScore(sum.fullHundredths)}
            {sum.vetoEnds !== null && <em className={styles.vetoMark}>{w.sheet.vetoEnds[sum.vetoEnds]}</em>}
          </p>
          <p>{marks.save === 'saved' ? w.sheet.signHint : w.sheet.signWaits}</p>
        </Modal>
      )}
    </>
  );
}
