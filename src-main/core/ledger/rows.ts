import type { EventData, EventPersonal, EventType } from '#shared/contract/events/index.ts';
import type { BatchId } from '#shared/contract/ids.ts';
import type { RowHeader } from '#shared/formats/rowHeader.ts';

/** A ledger row as it lies in the database, for replaying. */
export interface StoredRow {
  readonly seq: number;
  readonly header: string;
  readonly data: string;
  readonly personal: string | null;
}

/** A header that this site wrote and `verifyLedger` holds to its hash: read, not checked again. */
export function readHeader(text: string): Omit<RowHeader, 'batch'> & { readonly batch: BatchId | null } {
  return JSON.parse(text) as Omit<RowHeader, 'batch'> & { readonly batch: BatchId | null };
}

/** What stands in a row besides its header; the command's input was checked before it was written. */
export function readParts(row: Pick<StoredRow, 'data' | 'personal'>): {
  readonly data: EventData<EventType>;
  readonly personal: EventPersonal<EventType> | null;
} {
  return {
    data: JSON.parse(row.data) as EventData<EventType>,
    personal: row.personal === null ? null : (JSON.parse(row.personal) as EventPersonal<EventType>),
  };
}
