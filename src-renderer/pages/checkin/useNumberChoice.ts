import { useEffect, useEffectEvent } from 'react';

/** A lone digit is a choice only when no further key follows within this time; otherwise a number is being scanned or typed. */
const loneDigitMs = 250;

/** Chooses the n-th of several people when a lone digit stands in the field. */
export function useNumberChoice(text: string, count: number, choose: (index: number) => void): void {
  const onChoose = useEffectEvent(choose);
  useEffect(() => {
    const digit = /^[1-9]$/.test(text) ? Number(text) : 0;
    if (digit === 0 || digit > count) return;
    const timer = setTimeout(() => onChoose(digit - 1), loneDigitMs);
    return () => clearTimeout(timer);
  }, [text, count]);
}
