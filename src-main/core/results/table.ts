import type { BatchId } from '#shared/contract/ids.ts';
import type { ResultTable } from '#shared/contract/views/results.ts';
import { siteDay } from '#shared/domain/sittingTimes.ts';
import { eq } from 'drizzle-orm';
import { personNames } from '../access/queries.ts';
import { batchRow } from '../batches/queries.ts';
import type { Store } from '../store/openDatabase.ts';
import { frozenOf } from '../enrolments/standing.ts';
import { bandsOf, countsOf, resultRows, tableSha256 } from './queries.ts';
import { publications } from './tables.ts';

/** The result table of a batch as people see it; `at` is now (UTC). Null for an unknown batch. */
export function resultTable(store: Store, batchId: BatchId, at: string): ResultTable | null {
  if (batchRow(store, batchId) === null) return null;
  const rows = resultRows(store, batchId);
  const nameOf = personNames(store);
  const frozen = frozenOf(store, batchId);
  return {
    batchId,
    tableSha256: tableSha256(batchId, rows),
    rows,
    counts: countsOf(rows),
    frozen:
      frozen === null
        ? null
        : { ...frozen, by: nameOf(frozen.by), secondPerson: nameOf(frozen.secondPerson) },
    publication: publicationOf(store, batchId, at),
    scoreBands: bandsOf(rows),
  };
}

/** The publication of a batch; over once its last day at the exam site has passed. */
export function publicationOf(store: Store, batchId: BatchId, at: string): ResultTable['publication'] {
  const row = store.orm.select().from(publications).where(eq(publications.batchId, batchId)).get();
  if (row === undefined) return null;
  return { from: row.from, until: row.until, place: row.place ?? '', over: siteDay(at) > row.until };
}
