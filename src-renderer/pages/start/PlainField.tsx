import { useId } from 'react';
import type { InputHTMLAttributes } from 'react';

interface PlainFieldProps extends Omit<InputHTMLAttributes<HTMLInputElement>, 'onChange' | 'value'> {
  readonly label: string;
  readonly hint?: string;
  /** What is wrong with the value; null when nothing is. */
  readonly fault?: string | null;
  readonly value: string;
  onText(text: string): void;
}

/** One labelled input of the pages before sign-in. */
export function PlainField({ label, hint, fault, onText, ...input }: PlainFieldProps) {
  const id = useId();
  const noteId = `${id}-note`;
  const note = fault ?? hint;
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <input
        {...input}
        id={id}
        spellCheck={false}
        aria-invalid={Boolean(fault)}
        aria-describedby={note === undefined ? undefined : noteId}
        onChange={(event) => onText(event.target.value)}
      />
      {note !== undefined && (
        <div id={noteId} className={fault ? 'fault' : 'hint'}>
          {note}
        </div>
      )}
    </div>
  );
}
