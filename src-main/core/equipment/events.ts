import type { Decide } from '../ledger/capability.ts';
import { decideItems } from './items.ts';
import { decideKits } from './kits.ts';
import { decideMovements } from './movements.ts';
import { decideStockTaking } from './stockTaking.ts';

export { apply } from './apply.ts';

export const decide: Decide = {
  ...decideItems,
  ...decideMovements,
  ...decideKits,
  ...decideStockTaking,
};
