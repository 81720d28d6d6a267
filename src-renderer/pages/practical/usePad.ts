import { useState } from 'react';
import { emptyPad, padHundredths, pressPad } from './padEntry.ts';
import type { PadKey } from './padEntry.ts';
import { useDeductMode } from './useDeductMode.ts';

export interface Pad {
  readonly text: string;
  /** The mark that the pad stands for, in hundredths; null while nothing is typed. */
  readonly value: number | null;
  /** The last key would have given more than the full mark. */
  readonly tooMuch: boolean;
  readonly deduct: boolean;
  setDeduct(deduct: boolean): void;
  press(key: PadKey): void;
  clear(): void;
}

/** The number pad of the item in hand: what is typed, as a mark or as a deduction. */
export function usePad(fullHundredths: number): Pad {
  const [entry, setEntry] = useState(emptyPad);
  const [tooMuch, setTooMuch] = useState(false);
  const [deduct, setDeduct] = useDeductMode();
  const typed = padHundredths(entry);
  return {
    text: entry.text,
    value: typed === null ? null : deduct ? fullHundredths - typed : typed,
    tooMuch,
    deduct,
    setDeduct,
    press: (key) => {
      const next = pressPad(entry, key, fullHundredths);
      setEntry(next.entry);
      setTooMuch(next.refused);
    },
    clear: () => {
      setEntry(emptyPad);
      setTooMuch(false);
    },
  };
}
