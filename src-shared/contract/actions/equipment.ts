import { z } from 'zod';
import { lengths } from '../../domain/limits.ts';
import { equipmentKeepers, equipmentReaders } from '../../domain/roles.ts';
import type { CommandAnswer } from '../command.ts';
import { commandId, itemId } from '../ids.ts';
import type { Result } from '../refusal.ts';
import { sha256Hex } from '../values.ts';
import type { SheetItemView } from '../views/equipment.ts';
import { action, deskAt, uploadId } from './action.ts';

/** What an asset sheet holds, and what became of it. */
export interface EquipmentSheetReport {
  /** Rows that hold something. */
  readonly rows: number;
  readonly columns: readonly {
    readonly sheet: string;
    readonly heading: string;
    readonly field: string | null;
  }[];
  readonly items: readonly SheetItemView[];
  /** Pieces and goods that would be, or were, registered. */
  readonly toRegister: number;
  /** Stores that the sheet names and the site has not got yet. */
  readonly newStores: readonly string[];
  readonly answer: CommandAnswer | null;
}

export const equipmentActions = {
  'equipment.importSheet': action(
    z.strictObject({
      commandId,
      deskAt,
      uploadId,
      /** False: only say what would be registered. */
      commit: z.boolean(),
      /** Rows with faults are left out, each with its reason; otherwise one holds everything back. */
      skipFaults: z.boolean(),
    }),
    equipmentKeepers,
  ).answering<Result<EquipmentSheetReport>>(),
  'equipment.storePhoto': action(
    z.strictObject({ commandId, deskAt, uploadId, itemId }),
    equipmentKeepers,
  ).answering<CommandAnswer>(),
  'equipment.readPhoto': action(z.strictObject({ itemId, sha256: sha256Hex }), equipmentReaders).answering<
    Result<{ readonly downloadId: string; readonly fileName: string }>
  >(),
  /** The annex form's tables of equipment as a spreadsheet, ready for one download. */
  'equipment.exportAnnex': action(
    z.strictObject({ title: z.string().max(lengths.short) }),
    equipmentReaders,
  ).answering<Result<{ readonly downloadId: string; readonly fileName: string }>>(),
};
