import { useId } from 'react';
import type { InputHTMLAttributes } from 'react';
import { classes } from './classes.ts';
import control from './control.module.css';
import text from './text.module.css';
import styles from './PlainField.module.css';

interface PlainFieldProps extends Omit<
  InputHTMLAttributes<HTMLInputElement>,
  'onChange' | 'value' | 'className'
> {
  readonly label: string;
  readonly hint?: string;
  /** What is wrong with the value; null when nothing is. */
  readonly fault?: string | null;
  readonly value: string;
  /** For what is compared sign by sign. */
  readonly mono?: boolean;
  onText(text: string): void;
}

/** One labelled input of the pages before sign-in. */
export function PlainField({ label, hint, fault, mono, onText, ...input }: PlainFieldProps) {
  const id = useId();
  const noteId = `${id}-note`;
  const note = fault ?? hint;
  return (
    <div className={styles.field}>
      <label htmlFor={id}>{label}</label>
      <input
        {...input}
        className={classes(control.control, mono && text.mono)}
        id={id}
        spellCheck={false}
        aria-invalid={Boolean(fault)}
        aria-describedby={note === undefined ? undefined : noteId}
        onChange={(event) => onText(event.target.value)}
      />
      {note !== undefined && (
        <div id={noteId} className={fault ? text.fault : styles.hint}>
          {note}
        </div>
      )}
    </div>
  );
}
