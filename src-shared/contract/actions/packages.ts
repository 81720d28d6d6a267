import { z } from 'zod';
import { action, uploadId } from './action.ts';
import { packageId } from '../ids.ts';
import type { Result } from '../refusal.ts';
import { lengths } from '../../domain/limits.ts';
import { managers } from '../../domain/roles.ts';

export const packagesActions = {
  'reports.seal': action(z.strictObject({ packageId }), managers).answering<Result<null>>(),
  'reports.writeToFolder': action(
    z.strictObject({ packageId, folder: z.string().min(1).max(lengths.folder) }),
    managers,
  ).answering<Result<{ readonly files: readonly string[] }>>(),
  'reports.upload': action(z.strictObject({ packageId }), managers).answering<Result<null>>(),
  'reports.fetchReceipts': action(z.strictObject({ packageId }), managers).answering<
    Result<{ readonly applied: number; readonly rejected: number }>
  >(),
  'reports.readReceipt': action(
    z.strictObject({ uploadId, signatureUploadId: uploadId }),
    managers,
  ).answering<Result<{ readonly applied: number; readonly rejected: number }>>(),
};
