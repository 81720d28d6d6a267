import { useState } from 'react';
import type { ChangeEvent, CompositionEvent } from 'react';

/**
 * Properties of a controlled field that filters or searches: what an input method is still composing stands in the field,
 * and `onText` hears of it once the composition ends.
 */
export function useComposedText(text: string, onText: (text: string) => void) {
  const [composed, setComposed] = useState<string | null>(null);
  const settle = (settled: string) => {
    setComposed(null);
    onText(settled);
  };
  return {
    value: composed ?? text,
    onChange: ({ target, nativeEvent }: ChangeEvent<HTMLInputElement>) =>
      'isComposing' in nativeEvent && nativeEvent.isComposing === true
        ? setComposed(target.value)
        : settle(target.value),
    onCompositionEnd: ({ currentTarget }: CompositionEvent<HTMLInputElement>) => settle(currentTarget.value),
  };
}
