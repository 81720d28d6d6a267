import { Checkbox } from 'antd';
import type { OccupationLevel } from '#shared/contract/values.ts';
import { useQuestion } from '../../app/api.tsx';
import { useWords } from '../../app/language.tsx';
import { Answered } from '../../parts/Answered.tsx';
import styles from './batches.module.css';
import { FileOccupation } from './FileOccupation.tsx';
import { LicenceMark } from './LicenceMark.tsx';
import text from '../../parts/text.module.css';

type OccupationKey = Pick<OccupationLevel, 'edition' | 'code' | 'level'>;

/** Whether two are the same occupation at the same level. */
export function sameOccupation(a: OccupationKey, b: OccupationKey): boolean {
  return a.edition === b.edition && a.code === b.code && a.level === b.level;
}

interface OccupationChoiceProps {
  readonly chosen: readonly OccupationLevel[];
  readonly fault: string | null;
  onToggle(one: OccupationLevel): void;
}

/** First step of the guide: filed occupations and levels, and filing another. */
export function OccupationChoice(props: OccupationChoiceProps) {
  const w = useWords('batches');
  const common = useWords('common');
  const filed = useQuestion('institution.filed', {});
  return (
    <div className={styles.occupations}>
      <section>
        <p className={text.soft}>{w.guide.occupationsIntro}</p>
        <Answered question={filed}>
          {(occupations) =>
            occupations.length === 0 ? (
              <p>{w.guide.noneFiled}</p>
            ) : (
              <ul className={styles.filed}>
                {occupations.map(({ major, licensed, ...one }) => (
                  <li key={`${one.edition} ${one.code} ${one.level}`}>
                    <Checkbox
                      checked={props.chosen.some((other) => sameOccupation(one, other))}
                      onChange={() => props.onToggle(one)}
                    >
                      <strong>{one.name}</strong> {common.levels[one.level]}
                      <span className={text.soft}>
                        {' '}
                        {one.code} · {major}
                      </span>
                    </Checkbox>
                    <LicenceMark occupation={{ ...one, major, licensed }} />
                  </li>
                ))}
              </ul>
            )
          }
        </Answered>
        <p role="status" className={props.fault ? text.bad : text.soft}>
          {props.fault ?? w.guide.chosen({ count: props.chosen.length })}
        </p>
      </section>
      <FileOccupation onFiled={props.onToggle} />
    </div>
  );
}
