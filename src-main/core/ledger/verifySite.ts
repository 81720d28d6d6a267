import type { ChainVerdict, LedgerVerdict, PagesVerdict } from '#shared/contract/views/results.ts';
import { noPreviousRow } from '#shared/formats/rowHeader.ts';
import { isDamage } from '../store/damage.ts';
import type { Store } from '../store/openDatabase.ts';
import type { TablesComparison } from './replay.ts';
import { verifyLedger, withTables } from './verify.ts';

/** How the parts of a site that are not the ledger's own rows are looked at. */
export interface SiteChecks {
  readonly pages: () => PagesVerdict | Promise<PagesVerdict>;
  /** Null: there is nothing of today to compare. */
  readonly compare: () => TablesComparison | null | Promise<TablesComparison>;
}

/**
 * Everything that the database of a site can be asked about itself: each page, then the ledger, then the tables drawn from it.
 * A page that cannot be read is an answer like any other, never an error.
 */
export async function verifySite(
  store: Store,
  signingKeyLine: string | null,
  checks: SiteChecks,
): Promise<LedgerVerdict> {
  const pages = await checks.pages();
  const ledger = await readable(async () =>
    withTables(await verifyLedger(store, signingKeyLine), checks.compare),
  );
  const verdict = ledger ?? { ...unreadable, tables: null };
  return { ...verdict, ok: verdict.ok && pages.ok, pages };
}

/** The answer of a reading; null when a page could not be read. */
async function readable<Value>(work: () => Promise<Value>): Promise<Value | null> {
  try {
    return await work();
  } catch (error) {
    if (isDamage(error)) return null;
    throw error;
  }
}

const unreadable: ChainVerdict = {
  ok: false,
  rows: 0,
  head: noPreviousRow,
  treeRoot: '',
  checkpoints: 0,
  lastCheckpointShortForm: null,
  failure: { seq: 0, code: 'page-unreadable' },
  tookMs: 0,
};
