import { useId, useState } from 'react';
import type { DragEvent } from 'react';
import { classes } from './classes.ts';
import styles from './FileDrop.module.css';

interface FileDropProps {
  readonly title: string;
  readonly hint: string;
  /** Endings for the system's file dialogue, `.xlsx,.csv`. */
  readonly accept?: string;
  readonly disabled?: boolean;
  /** Lower and without the hint. */
  readonly small?: boolean;
  onFile(file: File): void;
}

/** A place to drop one file, or to choose it. Works from the keyboard. */
export function FileDrop(props: FileDropProps) {
  const id = useId();
  const [over, setOver] = useState(false);
  const onDrop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    const file = event.dataTransfer.files[0];
    if (file && !props.disabled) props.onFile(file);
  };
  return (
    <div
      className={classes(styles.drop, props.small && styles.small, over && styles.over)}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={onDrop}
    >
      <input
        id={id}
        type="file"
        accept={props.accept}
        disabled={props.disabled}
        onChange={(event) => {
          const file = event.target.files?.[0];
          event.target.value = '';
          if (file) props.onFile(file);
        }}
      />
      <label htmlFor={id}>
        <svg width="34" height="34" viewBox="0 0 34 34" aria-hidden="true" fill="none" stroke="currentColor">
          <path d="M7 3.5h13l7 7v20H7z M20 3.5v7h7" strokeWidth="1.3" />
          <path d="M17 15v10 M12.5 19.5 17 15l4.5 4.5" strokeWidth="1.6" />
        </svg>
        <strong>{props.title}</strong>
        {!props.small && <span>{props.hint}</span>}
      </label>
    </div>
  );
}
