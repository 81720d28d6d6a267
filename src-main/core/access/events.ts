import type { Apply, Decide } from '../ledger/capability.ts';
import { applyAccounts, decideAccounts } from './accounts.ts';
import { applyApprovals, decideApprovals } from './approvals.ts';
import { applyHands, decideHands } from './makerAndMade.ts';

export const decide: Decide = { ...decideAccounts, ...decideHands, ...decideApprovals };

export const apply: Apply = { ...applyAccounts, ...applyHands, ...applyApprovals };
