import { useEffect, useEffectEvent } from 'react';
import { dialogIsOpen } from '../../app/dialogIsOpen.ts';

const typing = 'input, textarea, select, [contenteditable=true], [role=combobox], [role=slider]';

/** Keys of a page: not while somebody types, chooses, holds a modifier or has a dialogue open. `act`: true when the key was for it. */
export function useKeys(act: (key: string, event: KeyboardEvent) => boolean): void {
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.defaultPrevented || event.isComposing || event.ctrlKey || event.altKey || event.metaKey) return;
    const target = event.target instanceof Element ? event.target : null;
    if (target?.closest(typing) || dialogIsOpen()) return;
    // Space and Enter press what has the focus.
    if ((event.key === ' ' || event.key === 'Enter') && target?.closest('button, a, [role=button]')) return;
    if (act(event.key, event)) event.preventDefault();
  });
  useEffect(() => {
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
}
