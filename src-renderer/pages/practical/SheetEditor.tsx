import { useMemo, useState } from 'react';
import { useWords } from '../../app/language.tsx';
import { formatScore } from '#shared/domain/score.ts';
import { RefusalNotice } from '../../parts/RefusalNotice.tsx';
import type { SheetView } from '#shared/contract/views/examDay.ts';
import type { ItemAt, ItemRef } from './itemAt.ts';
import { ItemList } from './ItemList.tsx';
import { ItemPanel } from './ItemPanel.tsx';
import { itemKey } from './markQueue.ts';
import styles from './sheet.module.css';
import { SaveLine } from './SaveLine.tsx';
import { SheetHead } from './SheetHead.tsx';
import { sumSheet } from './sheetSums.ts';
import { SignButton } from './SignButton.tsx';
import { usePad } from './usePad.ts';
import { useSheetMarks } from './useSheetMarks.ts';
import text from '../../parts/text.module.css';

interface Props {
  readonly sheet: SheetView;
  onLeave(): void;
}

/** One's own open sheet: items on the left, the number pad on the right, the running total always in view. */
export function SheetEditor({ sheet, onLeave }: Props) {
  const w = useWords('practical');
  const marks = useSheetMarks(sheet);
  const items = useMemo<readonly ItemAt[]>(
    () => sheet.modules.flatMap((module) => module.items.map((item) => ({ moduleNo: module.no, item }))),
    [sheet.modules],
  );
  const markOf = (at: ItemAt) =>
    marks.shown.get(itemKey({ moduleNo: at.moduleNo, itemNo: at.item.no })) ?? null;
  const [index, setIndex] = useState(() =>
    Math.max(
      0,
      items.findIndex((each) => markOf(each) === null),
    ),
  );
  const at = items[Math.min(index, items.length - 1)];
  const pad = usePad(at?.item.fullHundredths ?? 0);
  const sum = sumSheet(sheet.modules, marks.shown);

  function award(scoreHundredths: number, vetoed = false): void {
    if (at) marks.mark({ moduleNo: at.moduleNo, itemNo: at.item.no, scoreHundredths, vetoed });
    pad.clear();
  }
  /** Takes what still stands on the pad, so that no typed number is lost by going elsewhere. */
  function flush(): void {
    if (pad.value !== null) award(pad.value);
    else pad.clear();
  }
  function go(to: number): void {
    flush();
    setIndex(Math.max(0, Math.min(items.length - 1, to)));
  }
  function goTo(to: ItemRef): void {
    go(items.findIndex((each) => each.moduleNo === to.moduleNo && each.item.no === to.itemNo));
  }
  /** Marks the item and goes on to the next one without a mark, else simply to the next. */
  function awardAndGoOn(scoreHundredths: number): void {
    award(scoreHundredths);
    const open = items.findIndex((each, position) => position > index && markOf(each) === null);
    setIndex(open === -1 ? Math.min(items.length - 1, index + 1) : open);
  }

  return (
    <>
      <SheetHead
        sheet={sheet}
        onLeave={() => {
          flush();
          onLeave();
        }}
      >
        <SaveLine marks={marks} />
        <div className={styles.total}>
          <span className={text.soft}>
            {w.sheet.total} · {w.sheet.marked({ marked: sum.marked, items: sum.items })}
          </span>
          <strong>
            {formatScore(sum.givenHundredths)}
            <small> / {formatScore(sum.fullHundredths)}</small>
          </strong>
        </div>
        <SignButton sheet={sheet} marks={marks} sum={sum} onAsk={flush} onGoTo={goTo} onSigned={onLeave} />
      </SheetHead>
      {marks.refusal && (
        <div className={styles.screenNotice}>
          <RefusalNotice refusal={marks.refusal} />
        </div>
      )}
      {sum.vetoEnds === 'subject' && (
        <p className={styles.ended} role="alert">
          {w.sheet.subjectEnded}
        </p>
      )}
      <div className={styles.columns}>
        <ItemList
          modules={sheet.modules}
          marks={marks.shown}
          sum={sum}
          selected={at && { moduleNo: at.moduleNo, itemNo: at.item.no }}
          onSelect={goTo}
        />
        {at && (
          <ItemPanel
            at={at}
            mark={markOf(at)}
            pad={pad}
            onAward={awardAndGoOn}
            onVeto={(vetoed) => award(0, vetoed)}
            onPrevious={() => go(index - 1)}
            onNext={() => go(index + 1)}
          />
        )}
      </div>
    </>
  );
}
