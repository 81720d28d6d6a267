import type { Apply, Decide } from '../ledger/capability.ts';
import { applyAccounts, decideAccounts } from './accounts.ts';
import { applyApprovals, decideApprovals } from './approvals.ts';
import { applyBadges } from './badges.ts';
import { applyDesks, decideDesks } from './deskLock.ts';
import { applyHands, decideHands } from './makerAndMade.ts';
import { applyRecovery, decideRecovery } from './recovery.ts';

export const decide: Decide = {
  ...decideAccounts,
  ...decideHands,
  ...decideApprovals,
  ...decideDesks,
  ...decideRecovery,
};

export const apply: Apply = {
  ...applyAccounts,
  ...applyHands,
  ...applyApprovals,
  ...applyBadges,
  ...applyDesks,
  ...applyRecovery,
};
