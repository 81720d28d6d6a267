import type { EventType } from '#shared/contract/events/index.ts';
import type { EnrolmentId } from '#shared/contract/ids.ts';
import { refuse } from '#shared/formats/formatRefusal.ts';
import { demand } from '../attempt.ts';
import type { BatchRead, EnrolmentRead, ReadRow } from './facts.ts';

/** Takes what a row says into what is known of the batch. Refuses (`row-out-of-place`) what could not have happened. */
export type Take<Type extends EventType> = (batch: BatchRead, row: ReadRow<Type>) => void;

/** An event that stands in no list of a package. */
export function nothing(): void {
  // The row itself travels; no list is drawn from it.
}

/** What a row refers to must stand in an earlier row. Refusal: row-out-of-place. */
export function known<Value>(value: Value | undefined, seq: number): Value {
  demand(value !== undefined, refuse('row-out-of-place', { seq }));
  return value;
}

/** The enrolment that a row speaks of. Refusal: row-out-of-place. */
export function enrolmentOf(batch: BatchRead, seq: number, enrolmentId: EnrolmentId): EnrolmentRead {
  return known(batch.enrolments.get(enrolmentId), seq);
}
