import { accessCapability } from './access/capability.ts';
import { arrangementCapability } from './arrangement/capability.ts';
import { batchesCapability } from './batches/capability.ts';
import { boardCapability } from './board/capability.ts';
import { camerasCapability } from './cameras/capability.ts';
import { candidatesCapability } from './candidates/capability.ts';
import { checkinCapability } from './checkin/capability.ts';
import { equipmentCapability } from './equipment/capability.ts';
import { incidentsCapability } from './incidents/capability.ts';
import { institutionCapability } from './institution/capability.ts';
import { occupationsCapability } from './occupations/capability.ts';
import { packagesCapability } from './packages/capability.ts';
import { practicalCapability } from './practical/capability.ts';
import { resultsCapability } from './results/capability.ts';
import { theoryCapability } from './theory/capability.ts';
import type { CoreCapability } from './api/capability.ts';
import { checkpointCapability } from './ledger/checkpoints.ts';

/**
 * Everything the site can do: decisions, tables, answers and actions follow from this list. An event that several apply is applied
 * in this order.
 */
export const capabilities: readonly CoreCapability[] = [
  checkpointCapability,
  accessCapability,
  institutionCapability,
  occupationsCapability,
  batchesCapability,
  candidatesCapability,
  arrangementCapability,
  equipmentCapability,
  checkinCapability,
  camerasCapability,
  theoryCapability,
  practicalCapability,
  resultsCapability,
  incidentsCapability,
  packagesCapability,
  boardCapability,
];
