import type { Answers } from '../api/answers.ts';
import { people, pendingApprovals } from './queries.ts';

export const accessAnswers = {
  'site.people': ({ store }) => people(store),
  'site.approvals': (context) => pendingApprovals(context),
  'approvals.one': (context, input) =>
    pendingApprovals(context).find((one) => one.approvalId === input.approvalId) ?? null,
} satisfies Answers;
