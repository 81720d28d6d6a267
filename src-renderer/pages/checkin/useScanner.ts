import type { EntryMethod } from '#shared/domain/checkIn.ts';
import { useEffect, useEffectEvent } from 'react';
import type { RefObject } from 'react';
import { burstFromKeys, createScanCollector, wholeCode } from '../../app/scanCollector.ts';

export interface ScannerOptions {
  readonly field: RefObject<HTMLInputElement | null>;
  /** A dialog has the focus; keys stay with it, but a scan still counts. */
  readonly dialogOpen: boolean;
  /** A code is complete: a scan, or what stands in the field when Enter is pressed. */
  onCode(code: string, method: EntryMethod): void;
  /** Enter with an empty field. */
  onEnter(): void;
  onEscape(): void;
}

type Editable = HTMLInputElement | HTMLTextAreaElement;

function editable(target: EventTarget | null): Editable | null {
  return target instanceof HTMLTextAreaElement || target instanceof HTMLInputElement ? target : null;
}

/** Puts a text back into a field that React controls, so that React hears of it. */
function restore(element: Editable, text: string): void {
  const prototype = element instanceof HTMLTextAreaElement ? HTMLTextAreaElement : HTMLInputElement;
  Object.getOwnPropertyDescriptor(prototype.prototype, 'value')?.set?.call(element, text);
  element.dispatchEvent(new Event('input', { bubbles: true }));
}

/**
 * One listener for the whole page: scanner input works wherever the focus is, and a key that nobody else wants goes to the big
 * field. What a scanner leaves in another field before it is recognised is taken out again.
 */
export function useScanner(options: ScannerOptions): void {
  const onCode = useEffectEvent(options.onCode);
  const onEnter = useEffectEvent(options.onEnter);
  const onEscape = useEffectEvent(options.onEscape);
  const isDialogOpen = useEffectEvent(() => options.dialogOpen);
  const bigField = useEffectEvent(() => options.field.current);

  useEffect(() => {
    const collector = createScanCollector();
    let before: { element: Editable; text: string } | null = null;
    let keysInBurst = 0;
    let lastKeyMs = 0;
    let longestPauseMs = 0;

    function onKeyDown(event: KeyboardEvent): void {
      if (event.isComposing || event.ctrlKey || event.altKey || event.metaKey) return;
      const field = bigField();
      const target = editable(event.target);
      const step = collector.push(event.key, event.timeStamp);
      if (event.key.length === 1) {
        const pauseMs = event.timeStamp - lastKeyMs;
        keysInBurst = pauseMs <= 45 ? keysInBurst + 1 : 1;
        lastKeyMs = event.timeStamp;
        longestPauseMs = field?.value === '' ? 0 : Math.max(longestPauseMs, pauseMs);
      }

      if (step.scan !== null) {
        event.preventDefault();
        event.stopPropagation();
        if (before !== null && before.element !== field) restore(before.element, before.text);
        before = null;
        const inField = target !== null && target === field ? target.value : '';
        onCode(wholeCode(step.scan, inField, longestPauseMs), 'scan');
        return;
      }
      if (target !== null && target === field) {
        if (event.key === 'Enter') {
          event.preventDefault();
          const text = target.value.trim();
          if (event.repeat) return;
          if (text === '') onEnter();
          else onCode(text, 'typed');
        } else if (event.key === 'Escape') {
          event.preventDefault();
          onEscape();
        }
        return;
      }
      if (target !== null) {
        if (event.key.length === 1 && keysInBurst === 1) before = { element: target, text: target.value };
        if (step.burst && keysInBurst >= burstFromKeys) event.preventDefault();
        return;
      }
      if (isDialogOpen() || event.defaultPrevented) return;
      if (event.key === 'Escape') onEscape();
      else if (event.key.length === 1 && event.key !== ' ') field?.focus();
      else if (event.key === 'Enter' && event.target === document.body) onEnter();
    }

    document.addEventListener('keydown', onKeyDown, true);
    return () => document.removeEventListener('keydown', onKeyDown, true);
  }, []);
}
