import { useEffect, useRef } from 'react';
import { useWords } from '../../app/language.tsx';
import { formatScore } from '#shared/domain/score.ts';
import { ToneShape } from '../../parts/StateTag.tsx';
import type { ItemMark, RubricItem, RubricModule } from '#shared/contract/commands/practical.ts';
import type { ItemRef } from './itemAt.ts';
import { itemKey } from './markQueue.ts';
import styles from './sheet.module.css';
import type { SheetSum } from './sheetSums.ts';

interface Props {
  readonly modules: readonly RubricModule[];
  readonly marks: ReadonlyMap<string, ItemMark>;
  readonly sum: SheetSum;
  readonly selected: ItemRef | undefined;
  onSelect?(item: ItemRef): void;
}

/** Every item of the sheet, module by module, with its mark. */
export function ItemList({ modules, marks, sum, selected, onSelect }: Props) {
  const w = useWords('practical');
  const list = useRef<HTMLDivElement>(null);
  const selectedKey = selected && itemKey(selected);
  useEffect(() => {
    list.current?.querySelector('[aria-current="true"]')?.scrollIntoView({ block: 'nearest' });
  }, [selectedKey]);
  return (
    <div className={styles.items} ref={list} tabIndex={onSelect ? -1 : 0}>
      {modules.map((module) => {
        const part = sum.modules.find((each) => each.moduleNo === module.no);
        return (
          <section key={module.no}>
            <h2 className={styles.moduleHead}>
              <span>
                {module.no}. {module.title}
              </span>
              <small>
                {w.sheet.weight({ weight: module.weightPercent })} ·{' '}
                {w.sheet.minutes({ minutes: module.minutes })}
              </small>
              <strong>
                {part?.vetoed && <em className={styles.vetoMark}>{w.sheet.vetoed}</em>}
                {formatScore(part?.givenHundredths ?? 0)} / {formatScore(part?.fullHundredths ?? 0)}
              </strong>
            </h2>
            {module.items.map((item) => {
              const ref = { moduleNo: module.no, itemNo: item.no };
              return (
                <ItemLine
                  key={item.no}
                  item={item}
                  mark={marks.get(itemKey(ref))}
                  current={selectedKey === itemKey(ref)}
                  onSelect={onSelect && (() => onSelect(ref))}
                />
              );
            })}
          </section>
        );
      })}
    </div>
  );
}

interface LineProps {
  readonly item: RubricItem;
  readonly mark: ItemMark | undefined;
  readonly current: boolean;
  readonly onSelect: (() => void) | undefined;
}

function ItemLine({ item, mark, current, onSelect }: LineProps) {
  const w = useWords('practical');
  const inside = (
    <>
      <span className={styles.itemNo}>{item.no}</span>
      <span className={styles.itemWords}>
        <span className={styles.itemContent}>{item.content}</span>
        {item.point !== '' && <span className={styles.itemPoint}>{item.point}</span>}
      </span>
      {mark?.vetoed ? (
        <span className={styles.vetoMark}>
          <ToneShape tone="bad" /> {w.sheet.vetoed}
        </span>
      ) : (
        <span className={mark ? styles.itemMark : styles.itemOpen}>
          {mark ? formatScore(mark.scoreHundredths) : w.sheet.notMarked}
          <small> / {formatScore(item.fullHundredths)}</small>
        </span>
      )}
    </>
  );
  return onSelect ? (
    <button type="button" className={styles.item} aria-current={current} onClick={onSelect}>
      {inside}
    </button>
  ) : (
    <div className={styles.item}>{inside}</div>
  );
}
