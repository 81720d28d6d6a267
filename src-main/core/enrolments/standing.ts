import type { BatchId, EnrolmentId, UserId } from '#shared/contract/ids.ts';
import type { Refused } from '../ledger/capability.ts';
import { refused } from '../ledger/capability.ts';
import type { Store } from '../store/openDatabase.ts';

/** That a batch's results were frozen, when and by whom. */
export interface FrozenRow {
  readonly at: string;
  readonly by: string;
  readonly secondPerson: UserId;
  readonly tableSha256: string;
}

/** The freezing of a batch; null while it has not happened. */
export function frozenOf(store: Store, batchId: BatchId): FrozenRow | null {
  const row = store
    .hot<FrozenRow>(
      'SELECT at, by, second_person AS secondPerson, table_sha256 AS tableSha256 FROM frozen_tables WHERE batch_id = ?',
    )
    .get(batchId);
  return row ?? null;
}

/** Whether marks, entries and everything else that results are drawn from must stay as they are. */
export function isFrozen(store: Store, batchId: BatchId): boolean {
  return store.hot('SELECT 1 FROM frozen_tables WHERE batch_id = ?').get(batchId) !== undefined;
}

/** Whether a sitting of the batch has begun, or lets people in. */
export function hasBegun(store: Store, batchId: BatchId): boolean {
  return (
    store.hot(`SELECT 1 FROM sittings WHERE batch_id = ? AND state <> 'notStarted'`).get(batchId) !==
    undefined
  );
}

/** How many people of a batch have no seat in a subject yet; whose theory is replaced needs none. */
export function unseatedIn(
  store: Store,
  batchId: BatchId,
): { readonly theory: number; readonly practical: number } {
  return (
    store
      .hot<{ readonly theory: number; readonly practical: number }>(
        `SELECT
          count(*) FILTER (WHERE NOT EXISTS (SELECT 1 FROM seats s WHERE s.enrolment_id = e.enrolment_id AND s.subject = 'theory')
            AND NOT EXISTS (SELECT 1 FROM substitutions c WHERE c.enrolment_id = e.enrolment_id AND c.state = 'approved')) AS theory,
          count(*) FILTER (WHERE NOT EXISTS (SELECT 1 FROM seats s WHERE s.enrolment_id = e.enrolment_id AND s.subject = 'practical')) AS practical
        FROM enrolments e WHERE e.batch_id = ? AND e.withdrawn = 0`,
      )
      .get(batchId) ?? { theory: 0, practical: 0 }
  );
}

/**
 * Whether a batch is frozen and its receiver has not accepted it yet: until then nothing is blanked, because a package with blanks
 * could not be compared with what was examined.
 */
export function isHeldForReceiver(store: Store, batchId: BatchId): boolean {
  if (!isFrozen(store, batchId)) return false;
  const newest = store
    .hot<{ readonly state: string }>(
      'SELECT state FROM packages WHERE batch_id = ? ORDER BY revision DESC LIMIT 1',
    )
    .get(batchId);
  return newest?.state !== 'accepted';
}

/** An enrolment whose marks may still change. */
export interface OpenEnrolment {
  readonly enrolmentId: EnrolmentId;
  readonly batchId: BatchId;
  readonly edition: string;
  readonly code: string;
  readonly level: number;
  readonly ticketNumber: string | null;
}

/**
 * The enrolment that a mark is for, or why nothing may be marked: `enrolment-unknown`, `enrolment-withdrawn`, `results-frozen`.
 * Asked by every command on marks.
 */
export function openEnrolment(
  store: Store,
  enrolmentId: EnrolmentId,
): { readonly ok: true; readonly enrolment: OpenEnrolment } | Refused {
  const row = store
    .hot<OpenEnrolment & { readonly withdrawn: number }>(
      `SELECT enrolment_id AS enrolmentId, batch_id AS batchId, edition, code, level, ticket_number AS ticketNumber, withdrawn
        FROM enrolments WHERE enrolment_id = ?`,
    )
    .get(enrolmentId);
  if (row === undefined) return refused('enrolment-unknown');
  if (row.withdrawn === 1) return refused('enrolment-withdrawn');
  if (isFrozen(store, row.batchId)) return refused('results-frozen');
  const { withdrawn: _, ...enrolment } = row;
  return { ok: true, enrolment };
}

/** Whether an approved course exam stands in for this person's theory. */
export function isSubstituted(store: Store, enrolmentId: EnrolmentId): boolean {
  return (
    store
      .hot(`SELECT 1 FROM substitutions WHERE enrolment_id = ? AND state = 'approved'`)
      .get(enrolmentId) !== undefined
  );
}

/** Enrolments of a batch whose theory is replaced by an approved course exam: they get no theory seat and stand in no 应到. */
export function substitutedEnrolments(store: Store, batchId: BatchId): ReadonlySet<string> {
  const rows = store
    .hot<{ readonly id: EnrolmentId }>(
      `SELECT s.enrolment_id AS id FROM substitutions s JOIN enrolments e ON e.enrolment_id = s.enrolment_id
        WHERE e.batch_id = ? AND s.state = 'approved'`,
    )
    .all(batchId);
  return new Set(rows.map((row) => row.id));
}
