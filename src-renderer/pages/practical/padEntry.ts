/** What stands on the number pad: digits as typed, at most one point and two decimals, never above the full mark. */
export interface PadEntry {
  readonly text: string;
}

export const emptyPad: PadEntry = { text: '' };

/** What is typed into a mark, in the order of the pad. */
export const padCharacters = ['7', '8', '9', '4', '5', '6', '1', '2', '3', '.', '0'] as const;
export type PadKey = (typeof padCharacters)[number] | 'back' | 'clear';

/** Hundredths of what was typed; null while nothing stands there. */
export function padHundredths(entry: PadEntry): number | null {
  if (entry.text === '' || entry.text === '.') return null;
  const [whole = '', decimals = ''] = entry.text.split('.');
  return Number(whole || '0') * 100 + Number(decimals.padEnd(2, '0'));
}

/**
 * Presses one key. A digit that would give more than the item's full mark, or a third decimal, is not taken (`refused`), so that a
 * wrong mark cannot be typed at all.
 */
export function pressPad(
  entry: PadEntry,
  key: PadKey,
  fullHundredths: number,
): { readonly entry: PadEntry; readonly refused: boolean } {
  if (key === 'clear') return { entry: emptyPad, refused: false };
  if (key === 'back') return { entry: { text: entry.text.slice(0, -1) }, refused: false };
  const text = entry.text === '0' && key !== '.' ? key : `${entry.text}${key}`;
  const next: PadEntry = { text: text.startsWith('.') ? `0${text}` : text };
  const fits = /^\d{1,4}(\.\d{0,2})?$/.test(next.text) && (padHundredths(next) ?? 0) <= fullHundredths;
  return fits ? { entry: next, refused: false } : { entry, refused: true };
}
