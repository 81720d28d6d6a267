import { useEffect, useEffectEvent } from 'react';
import { badgeTokenForm } from '#shared/formats/badgeToken.ts';
import { burstFromKeys, createScanCollector } from './scanCollector.ts';

/** Who wants the next badge that is scanned: the one who asked last. */
const wanting: ((token: string) => void)[] = [];

/** Takes badges that are scanned at this desk, wherever the focus is, for as long as the component stands. */
export function useBadgeScans(onBadge: (token: string) => void, wanted = true): void {
  const take = useEffectEvent(onBadge);
  useEffect(() => {
    if (!wanted) return;
    const taker = (token: string) => take(token);
    wanting.push(taker);
    return () => void wanting.splice(wanting.indexOf(taker), 1);
  }, [wanted]);
}

/** Listens for scanners on the whole page; stands once. What a badge leaves in a field before it is known is taken out again. */
export function listenForBadges(): () => void {
  const collector = createScanCollector();
  let before: { readonly element: HTMLInputElement | HTMLTextAreaElement; readonly text: string } | null =
    null;
  let keys = 0;
  let lastMs = 0;

  function onKeyDown(event: KeyboardEvent): void {
    if (event.isComposing || event.ctrlKey || event.altKey || event.metaKey) return;
    const { target } = event;
    if (event.key.length === 1) {
      keys = event.timeStamp - lastMs <= 45 ? keys + 1 : 1;
      lastMs = event.timeStamp;
      if (keys === 1)
        before =
          target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement
            ? { element: target, text: target.value }
            : null;
    }
    const step = collector.push(event.key, event.timeStamp);
    if (step.scan === null) {
      // A machine types: what follows reaches neither a field nor a shortcut, as a badge must not become a mark.
      if (before === null && step.burst && keys > burstFromKeys) event.stopPropagation();
      return;
    }
    if (!badgeTokenForm.test(step.scan)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (before !== null) putBack(before.element, before.text);
    before = null;
    wanting.at(-1)?.(step.scan);
  }

  window.addEventListener('keydown', onKeyDown, true);
  return () => window.removeEventListener('keydown', onKeyDown, true);
}

/** Puts a text back into a field that React controls, so that React hears of it. */
function putBack(element: HTMLInputElement | HTMLTextAreaElement, text: string): void {
  const prototype = element instanceof HTMLTextAreaElement ? HTMLTextAreaElement : HTMLInputElement;
  Object.getOwnPropertyDescriptor(prototype.prototype, 'value')?.set?.call(element, text);
  element.dispatchEvent(new Event('input', { bubbles: true }));
}
