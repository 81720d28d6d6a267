import type { ReactNode } from 'react';
import { classes } from './classes.ts';
import styles from './StateTag.module.css';
import text from './text.module.css';

/** What a state means: each tone has a colour and a shape of its own. */
export type Tone = 'good' | 'warn' | 'bad' | 'info' | 'idle';

const shapes: Readonly<Record<Tone, ReactNode>> = {
  good: <circle cx="6" cy="6" r="5" fill="currentColor" />,
  warn: <path d="M6 0.8 11.6 11H0.4Z" fill="currentColor" />,
  bad: <path d="M1 1h10v10H1z" fill="currentColor" />,
  info: <path d="M6 0.3 11.7 6 6 11.7 0.3 6Z" fill="currentColor" />,
  idle: <circle cx="6" cy="6" r="4.2" fill="none" stroke="currentColor" strokeWidth="1.6" />,
};

/** The shape of a tone alone, for places where the word stands elsewhere. */
export function ToneShape(props: { readonly tone: Tone; readonly size?: number }) {
  const size = props.size ?? 10;
  return (
    <svg className={text[props.tone]} width={size} height={size} viewBox="0 0 12 12" aria-hidden="true">
      {shapes[props.tone]}
    </svg>
  );
}

interface StateTagProps {
  readonly tone: Tone;
  /** May take several lines; else it stays on one. */
  readonly wrap?: boolean;
  readonly children: ReactNode;
}

/** A state: always a word, a shape and a colour. */
export function StateTag(props: StateTagProps) {
  return (
    <span className={classes(styles.tag, props.wrap && styles.wrap, text[props.tone])}>
      <ToneShape tone={props.tone} />
      {props.children}
    </span>
  );
}
