import { useEffect } from 'react';

/** Enough to find a place that is still there after several things closed at once. */
const placesKept = 12;

/**
 * Gives the focus back when a dialogue or drawer, or what was pressed in one, goes away with it: to the place that had it last
 * and is still there, so that the keyboard goes on where it was. A page that wants the focus elsewhere takes it itself.
 */
export function useFocusReturn(): void {
  useEffect(() => {
    let places: readonly HTMLElement[] = [];
    const remember = ({ target }: FocusEvent): void => {
      if (!(target instanceof HTMLElement)) return;
      places = [target, ...places.filter((place) => place !== target)].slice(0, placesKept);
    };
    const giveBack = (): void => {
      const at = document.activeElement;
      if (at !== null && at !== document.body) return;
      places = places.filter((place) => place.isConnected);
      const above = [...document.querySelectorAll('[role=dialog]')].findLast((one) => one.checkVisibility());
      places
        .find(
          (place) =>
            place.checkVisibility() &&
            (above === undefined || place.contains(above) || above.contains(place)),
        )
        ?.focus({ preventScroll: true });
    };
    const observer = new MutationObserver((changes) => {
      if (changes.some(takesAway)) giveBack();
    });
    observer.observe(document.body, { childList: true, subtree: true });
    document.addEventListener('focusin', remember);
    return () => {
      observer.disconnect();
      document.removeEventListener('focusin', remember);
    };
  }, []);
}

/** Whether a dialogue went away (they stand right below the desk or the body), or something inside of one. */
function takesAway({ removedNodes, target }: MutationRecord): boolean {
  if (removedNodes.length === 0) return false;
  return (
    target === document.body ||
    (target instanceof Element && (target.matches('[data-desk]') || target.closest('[role=dialog]') !== null))
  );
}
