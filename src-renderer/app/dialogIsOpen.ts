/** Whether a dialog is on the screen, so that keys belong to it. A closed one may still stand in the page, hidden. */
export function dialogIsOpen(): boolean {
  return [...document.querySelectorAll('[role="dialog"]')].some((dialog) => dialog.checkVisibility());
}
