import { useWords } from '../../app/language.tsx';
import text from '../../parts/text.module.css';
import styles from './wall.module.css';

/** The keys of the wall. */
export function WallKeys({ withMark }: { readonly withMark: boolean }) {
  const w = useWords('cameraPages');
  const keys = w.wall.keys;
  const lines: readonly (readonly [string, string])[] = [
    ['1 – 9', keys.tile],
    ['Esc', keys.back],
    ['F', keys.full],
    [keys.spaceKey, keys.pause],
    ...(withMark ? ([['M', keys.mark]] as const) : []),
    ['?', keys.help],
  ];
  return (
    <dl className={styles.keys}>
      {lines.map(([key, meaning]) => (
        <div key={key}>
          <dt>
            <kbd className={text.key}>{key}</kbd>
          </dt>
          <dd>{meaning}</dd>
        </div>
      ))}
    </dl>
  );
}
