import type { PagesVerdict } from '#shared/contract/views/results.ts';
import { isDamage } from './damage.ts';
import type { Store } from './openDatabase.ts';

const mostFaults = 100;

/**
 * Reads every page that holds something. Each carries a tag under the site's key, so a changed bit shows wherever it lies, also
 * where no table of the ledger looks; then the trees, and the indexes against their tables. Changes nothing.
 */
export function checkPages({ raw }: Store): PagesVerdict {
  const count = (name: string): number => Number(raw.pragma(name, { simple: true }));
  try {
    const found = raw.prepare<[], string>(`PRAGMA integrity_check(${mostFaults})`).pluck().all();
    const ok = found.length === 1 && found[0] === 'ok';
    const faults = ok
      ? 0
      : found.flatMap((text) => text.split('\n')).filter((line) => /\d/.test(line)).length;
    return {
      ok,
      pages: count('page_count'),
      freePages: count('freelist_count'),
      faults: ok ? 0 : Math.min(mostFaults, Math.max(1, faults)),
    };
  } catch (error) {
    if (!isDamage(error)) throw error;
    return { ok: false, pages: 0, freePages: 0, faults: 1 };
  }
}
