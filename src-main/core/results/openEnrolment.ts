import type { BatchRules } from '#shared/contract/batchRules.ts';
import type { BatchId, EnrolmentId } from '#shared/contract/ids.ts';
import type { Refused } from '../ledger/capability.ts';
import { refused } from '../ledger/capability.ts';
import type { Store } from '../store/openDatabase.ts';
import { isFrozen } from './frozen.ts';

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
  enrolmentId: string,
): { readonly ok: true; readonly enrolment: OpenEnrolment } | Refused {
  const row = store
    .statement(
      `SELECT enrolment_id AS enrolmentId, batch_id AS batchId, edition, code, level, ticket_number AS ticketNumber, withdrawn
        FROM enrolments WHERE enrolment_id = ?`,
    )
    .get(enrolmentId) as (OpenEnrolment & { readonly withdrawn: number }) | undefined;
  if (row === undefined) return refused('enrolment-unknown');
  if (row.withdrawn === 1) return refused('enrolment-withdrawn');
  if (isFrozen(store, row.batchId)) return refused('results-frozen');
  const { withdrawn: _, ...enrolment } = row;
  return { ok: true, enrolment };
}

/** The rules frozen with a batch. */
export function rulesOf(store: Store, batchId: string): BatchRules {
  const row = store.statement('SELECT rules FROM batches WHERE batch_id = ?').get(batchId) as
    | { rules: string }
    | undefined;
  if (row === undefined) throw new Error('an enrolment without its batch');
  return JSON.parse(row.rules) as BatchRules;
}
