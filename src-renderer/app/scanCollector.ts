/** What one key stroke meant. `burst`: this is a machine typing, not a person; `scan`: a whole code that Enter has just ended. */
export interface ScanStep {
  readonly burst: boolean;
  readonly scan: string | null;
}

export interface ScanCollector {
  /** Takes one key as `KeyboardEvent.key` with its time in milliseconds. */
  push(key: string, atMs: number): ScanStep;
  reset(): void;
}

export interface ScanCollectorOptions {
  /** Longest time between two keys of a scanner; a person is slower. */
  readonly maxGapMs?: number;
  /** Once a burst is told, a busy machine may deliver a key this late without breaking the code. */
  readonly hiccupMs?: number;
  /** A shorter burst is taken for typing. */
  readonly minLength?: number;
}

/** Keys from which a burst is told from typing; the first ones may have reached another field already. */
export const burstFromKeys = 4;

const quiet: ScanStep = { burst: false, scan: null };

/**
 * Tells a scanner (a keyboard that types a whole code within a blink and ends it with Enter) from a person's typing, wherever
 * the focus is. Keys that print nothing (Shift and the like) neither belong to a code nor break it.
 */
export function createScanCollector({
  maxGapMs = 45,
  hiccupMs = 300,
  minLength = 8,
}: ScanCollectorOptions = {}): ScanCollector {
  let text = '';
  let lastMs = Number.NEGATIVE_INFINITY;

  return {
    push(key, atMs) {
      const inTime = atMs - lastMs <= (text.length >= burstFromKeys ? hiccupMs : maxGapMs);
      if (key === 'Enter' || key === 'Tab') {
        const scan = inTime && [...text].length >= minLength ? text : null;
        text = '';
        lastMs = Number.NEGATIVE_INFINITY;
        return { burst: scan !== null, scan };
      }
      if ([...key].length !== 1) return quiet;
      text = inTime ? text + key : key;
      lastMs = atMs;
      return { burst: [...text].length >= burstFromKeys, scan: null };
    },
    reset() {
      text = '';
      lastMs = Number.NEGATIVE_INFINITY;
    },
  };
}

/** Nobody puts the keyboard away and takes the scanner in hand within this time. */
const handOverMs = 500;

/**
 * The code that a scan stands for. A slow first key may have cut its head off; when the keys in the field came without a pause,
 * what stands in it is the whole code. Otherwise somebody typed there before, and only the burst counts.
 */
export function wholeCode(scan: string, fieldText: string, longestPauseMs: number): string {
  const text = fieldText.trim();
  return text.endsWith(scan) && longestPauseMs <= handOverMs ? text : scan;
}
