import { Modal } from 'antd';
import { useState } from 'react';
import type { OccupationLevel } from '#shared/contract/values.ts';
import type { BatchDetail } from '#shared/contract/views/preparation.ts';
import { managers } from '#shared/domain/roles.ts';
import { useMay } from '../../app/session.tsx';
import { useWords } from '../../app/language.tsx';
import { Button } from '../../parts/Button.tsx';
import { HashText } from '../../parts/HashText.tsx';
import { Block } from '../../parts/Page.tsx';
import { StateTag } from '../../parts/StateTag.tsx';
import { AdoptRubric } from './AdoptRubric.tsx';
import styles from './batches.module.css';
import { sameOccupation } from './OccupationChoice.tsx';
import { RubricTable } from './RubricTable.tsx';
import text from '../../parts/text.module.css';

/** The rubric of every occupation and level of the batch; adopted from a file. */
export function Rubrics({ batch }: { readonly batch: BatchDetail }) {
  const w = useWords('batches');
  const common = useWords('common');
  const may = useMay(managers);
  const [adopting, setAdopting] = useState<OccupationLevel | null>(null);
  const [shown, setShown] = useState<BatchDetail['rubrics'][number] | null>(null);
  return (
    <Block title={w.rubric.title} flush>
      <ul className={styles.rubrics}>
        {batch.occupationLevels.map((one) => {
          const rubric = batch.rubrics.find((other) => sameOccupation(one, other.occupationLevel));
          const items = rubric?.modules.reduce((sum, module) => sum + module.items.length, 0) ?? 0;
          return (
            <li key={`${one.edition} ${one.code} ${one.level}`}>
              <div>
                <strong>{one.name}</strong> {common.levels[one.level]}{' '}
                <span className={text.softMono}>{one.code}</span>
                <div className={text.soft}>
                  {rubric ? (
                    <>
                      <StateTag tone="good">{w.rubric.adopted}</StateTag>{' '}
                      {w.rubric.modules({ modules: rubric.modules.length, items })} ·{' '}
                      <HashText hash={rubric.sha256} digits={10} />
                    </>
                  ) : (
                    <StateTag tone="bad">{w.rubric.none}</StateTag>
                  )}
                </div>
              </div>
              {rubric && <Button onClick={() => setShown(rubric)}>{w.rubric.view}</Button>}
              {may && (
                <Button kind={rubric ? 'default' : 'primary'} onClick={() => setAdopting(one)}>
                  {rubric ? w.rubric.replace : w.rubric.adopt}
                </Button>
              )}
            </li>
          );
        })}
      </ul>
      {adopting && <AdoptRubric batch={batch} occupationLevel={adopting} onClose={() => setAdopting(null)} />}
      {shown && (
        <Modal
          open
          width={980}
          title={`${shown.occupationLevel.name} ${common.levels[shown.occupationLevel.level]}`}
          footer={null}
          onCancel={() => setShown(null)}
        >
          <RubricTable modules={shown.modules} />
        </Modal>
      )}
    </Block>
  );
}
