import type { BatchState } from '#shared/contract/views/preparation.ts';
import type { PackageState } from '#shared/domain/packageStates.ts';
import { isOver } from '#shared/domain/sittingTimes.ts';
import type { SittingState } from '#shared/domain/sittingTimes.ts';

/** What was recorded of a batch, as far as its state is drawn from it. */
export interface BatchStands {
  /** State of the newest package that was sealed; null while none is. */
  readonly newestPackage: PackageState | null;
  readonly published: boolean;
  readonly sittings: readonly SittingState[];
  readonly planSubmitted: boolean;
  /** Somebody is seated, or the first exam day has come: the plan is what comes next. */
  readonly planNeeded: boolean;
}

/**
 * The state of a batch as people are told it (vocabulary). It says what was done, never what a day on the calendar would have: a
 * package on a drive has not been handed in, and an exam day on which nobody came was not held.
 */
export function stateOfBatch(batch: BatchStands): BatchState {
  switch (batch.newestPackage) {
    case 'accepted':
    case 'returned':
      return batch.newestPackage;
    case 'uploaded':
    case 'received':
      return 'reported';
    case 'sealing':
    case 'sealed':
    case 'written':
      return 'sealed';
    case null:
      break;
    default:
      batch.newestPackage satisfies never;
  }
  if (batch.published) return 'publishing';
  if (batch.sittings.some((state) => state !== 'notStarted'))
    return batch.sittings.every(isOver) ? 'finished' : 'running';
  if (batch.planSubmitted) return 'planSubmitted';
  return batch.planNeeded ? 'planDue' : 'preparing';
}
