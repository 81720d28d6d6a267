import { z } from 'zod';
import { action, deskAt, uploadId } from './action.ts';
import type { CommandAnswer } from '../command.ts';
import type { IdentityField, RosterLeftOut } from '../commands/candidates.ts';
import { batchId, commandId } from '../ids.ts';
import type { Result } from '../refusal.ts';
import { ColumnChoice, RosterFix } from '../rosterReport.ts';
import type { RosterReport } from '../rosterReport.ts';
import { managers } from '../../domain/roles.ts';

const rosterChoices = {
  uploadId,
  fixes: z.array(RosterFix).max(10_000),
  mapping: z.array(ColumnChoice).max(200),
};

/** What an import did: `rows = imported + leftOut`. */
export interface RosterImported {
  readonly rows: number;
  readonly imported: number;
  readonly leftOut: readonly RosterLeftOut[];
  /** Where the roster says something else than the registration, which stands: put right by a correction, or enrolled before. */
  readonly differing: readonly {
    readonly sheet: number;
    readonly row: number;
    readonly fields: readonly IdentityField[];
  }[];
}

export const candidatesActions = {
  /** Parses an upload; no account needed, nothing stored (检查我的名册 at the first start). */
  'roster.check': action(z.strictObject(rosterChoices), 'open').answering<Result<RosterReport>>(),
  /** Makes the corrected copy; answers with the id of a download. */
  'roster.correctedCopy': action(z.strictObject(rosterChoices), 'open').answering<
    Result<{ readonly downloadId: string; readonly fileName: string }>
  >(),
  'roster.import': action(
    z.strictObject({
      commandId,
      deskAt,
      batchId,
      ...rosterChoices,
      /** Leave people with errors out; otherwise the import is refused. */ skipErrors: z.boolean(),
    }),
    managers,
  ).answering<CommandAnswer<RosterImported>>(),
};
