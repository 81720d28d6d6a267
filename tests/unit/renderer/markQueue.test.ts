import { describe, expect, test } from 'vitest';
import {
  keepPending,
  readPending,
  shownMarks,
  withMark,
  withoutConfirmed,
} from '../../../src-renderer/pages/practical/markQueue.ts';
import type { MarkStore } from '../../../src-renderer/pages/practical/markQueue.ts';

function memoryStore(
  initial: Record<string, string> = {},
): MarkStore & { readonly held: Map<string, string> } {
  const held = new Map(Object.entries(initial));
  return {
    held,
    getItem: (key) => held.get(key) ?? null,
    setItem: (key, value) => void held.set(key, value),
    removeItem: (key) => void held.delete(key),
  };
}

const mark = (itemNo: number, scoreHundredths: number) => ({
  moduleNo: 1,
  itemNo,
  scoreHundredths,
  vetoed: false,
});

describe('marks held on the tablet', () => {
  test('come back after the page was closed', () => {
    const store = memoryStore();
    expect(keepPending(store, 'k', withMark(withMark({}, mark(1, 500)), mark(2, 300)))).toBe(true);
    expect(readPending(store, 'k')).toEqual({ '1.1': mark(1, 500), '1.2': mark(2, 300) });
  });

  test('an empty set leaves nothing behind', () => {
    const store = memoryStore({ k: '[]' });
    keepPending(store, 'k', {});
    expect(store.held.size).toBe(0);
  });

  test.each(['{', '"x"', '{"a":1}', '[null, 3]', '[{"moduleNo":1}]'])(
    'unreadable %s counts as nothing',
    (text) => {
      expect(readPending(memoryStore({ k: text }), 'k')).toEqual({});
    },
  );

  test('a full or forbidden store is told, not thrown', () => {
    const store: MarkStore = {
      getItem: () => null,
      setItem: () => {
        throw new Error('QuotaExceededError');
      },
      removeItem: () => undefined,
    };
    expect(keepPending(store, 'k', withMark({}, mark(1, 500)))).toBe(false);
  });

  test('a confirmation takes out what it confirms, but not what was marked anew meanwhile', () => {
    const pending = withMark(withMark({}, mark(1, 500)), mark(2, 300));
    const changed = withMark(pending, mark(2, 250));
    expect(withoutConfirmed(changed, [mark(1, 500), mark(2, 300)])).toEqual({ '1.2': mark(2, 250) });
  });

  test('what is held here lies over what the core has', () => {
    const shown = shownMarks([mark(1, 400), mark(2, 300)], withMark({}, mark(1, 500)));
    expect([...shown.values()]).toEqual([mark(1, 500), mark(2, 300)]);
  });
});
