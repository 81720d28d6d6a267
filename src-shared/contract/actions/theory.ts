import { z } from 'zod';
import { action, deskAt, uploadId } from './action.ts';
import type { CommandAnswer } from '../command.ts';
import { courseExam } from '../commands/theory.ts';
import { batchId, commandId, substitutionId } from '../ids.ts';
import type { Result } from '../refusal.ts';
import { markImporters, markReaders, substitutionProposers } from '../../domain/roles.ts';

/** What an import of marks did. */
export interface TheoryImported {
  readonly marks: number;
  /** New ones; the others stood already. */
  readonly recorded: number;
  readonly absent: number;
  /** Tickets of people whom the file calls absent and the entrance let in. */
  readonly absentButCheckedIn: readonly string[];
  /** Lines that were drawn for a second person to compare with the paper. */
  readonly sampled: number;
}

/** Result of reading a machine-marking file against a batch. */
export interface TheoryImportReport {
  readonly rows: number;
  readonly matched: number;
  readonly absent: number;
  readonly unmatched: readonly {
    readonly row: number;
    readonly documentNumberMasked: string;
    readonly name: string;
    readonly code: string;
  }[];
  readonly answer: CommandAnswer<TheoryImported> | null;
}

export const theoryActions = {
  'theory.importMarks': action(
    z.strictObject({
      commandId,
      deskAt,
      uploadId,
      batchId,
      /** False: only say what would be imported. */ commit: z.boolean(),
    }),
    markImporters,
  ).answering<Result<TheoryImportReport>>(),
  /** `substitution.propose` with its evidence: the upload (PDF, JPEG, PNG) is stored first. */
  'theory.proposeSubstitution': action(
    courseExam.extend({ commandId, deskAt, uploadId }),
    substitutionProposers,
  ).answering<CommandAnswer>(),
  /** Makes the stored evidence of a proposal ready for one download. */
  'theory.readEvidence': action(z.strictObject({ substitutionId }), markReaders).answering<
    Result<{ readonly downloadId: string; readonly fileName: string }>
  >(),
};
