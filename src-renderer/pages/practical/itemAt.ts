import type { RubricItem } from '#shared/contract/commands/practical.ts';

/** One item with the module it belongs to. */
export interface ItemAt {
  readonly moduleNo: number;
  readonly item: RubricItem;
}

/** Names one item of a sheet. */
export interface ItemRef {
  readonly moduleNo: number;
  readonly itemNo: number;
}
