import { z } from 'zod';
import { approvalId } from '../ids.ts';
import { nothing, ofBatch, query } from './query.ts';
import type { BatchDetail, BatchSummary } from '../views/preparation.ts';
import type { Board, FootLine, PendingApproval } from '../views/site.ts';
import { anyRole } from '../../domain/roles.ts';

export const boardQueries = {
  'site.foot': query(nothing, anyRole).answering<FootLine>(),
  'site.approvals': query(nothing, anyRole).answering<readonly PendingApproval[]>(),
  'board.today': query(nothing, anyRole).answering<Board>(),
  'batches.list': query(nothing, anyRole).answering<readonly BatchSummary[]>(),
  'batches.one': query(ofBatch, anyRole).answering<BatchDetail | null>(),
  'approvals.one': query(z.strictObject({ approvalId }), anyRole).answering<PendingApproval | null>(),
};
