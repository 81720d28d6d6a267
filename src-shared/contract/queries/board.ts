import { z } from 'zod';
import { approvalId } from '../ids.ts';
import { nothing, ofBatch, query } from './query.ts';
import type { BatchDetail, BatchSummary } from '../views/preparation.ts';
import type { AnsweredApproval, Board, FootLine, PendingApproval } from '../views/site.ts';
import { anyRole } from '../../domain/roles.ts';

export const boardQueries = {
  'site.foot': query(nothing, anyRole).answering<FootLine>(),
  /** What waits for a second person: one's own requests, and those that one may grant. */
  'site.approvals': query(nothing, anyRole).answering<readonly PendingApproval[]>(),
  /** One's own requests that were answered, the newest first. */
  'approvals.answered': query(nothing, anyRole).answering<readonly AnsweredApproval[]>(),
  'board.today': query(nothing, anyRole).answering<Board>(),
  'batches.list': query(nothing, anyRole).answering<readonly BatchSummary[]>(),
  'batches.one': query(ofBatch, anyRole).answering<BatchDetail | null>(),
  'approvals.one': query(z.strictObject({ approvalId }), anyRole).answering<PendingApproval | null>(),
};
