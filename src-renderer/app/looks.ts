import { useSyncExternalStore } from 'react';

/** How the pages look: by day, or for a room in which screens are the light. */
export type Looks = 'light' | 'dark';

/** What a person chose at this desk; `system`: as the system has it. */
export const looksChoices = ['system', 'light', 'dark'] as const;
export type LooksChoice = (typeof looksChoices)[number];

const rememberedAs = 'kaodian.looks';
const systemDark = window.matchMedia('(prefers-color-scheme: dark)');
const listeners = new Set<() => void>();

function chosen(): LooksChoice {
  const kept = localStorage.getItem(rememberedAs);
  return looksChoices.find((one) => one === kept) ?? 'system';
}

function looksNow(): Looks {
  const choice = chosen();
  if (choice !== 'system') return choice;
  return systemDark.matches ? 'dark' : 'light';
}

function putOn(): void {
  document.documentElement.dataset['looks'] = looksNow();
  for (const listener of listeners) listener();
}

/** Dresses the page before anything is drawn, and again when system or person change their mind. */
export function wearLooks(): void {
  systemDark.addEventListener('change', putOn);
  // Another window of the same desk.
  window.addEventListener('storage', (event) => {
    if (event.key === rememberedAs) putOn();
  });
  putOn();
}

/** Remembers a choice at this desk. */
export function chooseLooks(choice: LooksChoice): void {
  localStorage.setItem(rememberedAs, choice);
  putOn();
}

function listen(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** How the pages look now. */
export function useLooks(): Looks {
  return useSyncExternalStore(listen, looksNow);
}

/** What was chosen at this desk. */
export function useLooksChoice(): LooksChoice {
  return useSyncExternalStore(listen, chosen);
}
