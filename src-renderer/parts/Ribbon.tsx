import { classes } from './classes.ts';
import type { Tone } from './StateTag.tsx';
import { ToneShape } from './StateTag.tsx';
import styles from './Ribbon.module.css';
import text from './text.module.css';

/** One step on a ribbon. */
export interface RibbonStep {
  readonly key: string;
  readonly title: string;
  /** Under the title, usually a day. */
  readonly detail: string;
  readonly tone: Tone;
  /** The tone in words. */
  readonly state: string;
}

/** Steps in their order as one line: what is done, what is near, what was missed. */
export function Ribbon(props: { readonly label: string; readonly steps: readonly RibbonStep[] }) {
  return (
    <ol className={styles.ribbon} aria-label={props.label}>
      {props.steps.map((step) => (
        <li key={step.key} className={styles.step} data-tone={step.tone}>
          <span className={styles.dot}>
            <ToneShape tone={step.tone} size={12} />
          </span>
          <span className={styles.title}>{step.title}</span>
          <span className={styles.detail}>{step.detail}</span>
          <span className={classes(styles.state, text[step.tone])}>{step.state}</span>
        </li>
      ))}
    </ol>
  );
}
