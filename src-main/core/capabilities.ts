import { accessCapability } from './access/events.ts';
import { arrangementCapability } from './arrangement/events.ts';
import { batchesCapability } from './batches/events.ts';
import { candidatesCapability } from './candidates/events.ts';
import { checkinCapability } from './checkin/events.ts';
import { institutionCapability } from './institution/events.ts';
import type { Capability } from './ledger/capability.ts';
import { checkpointCapability } from './ledger/checkpoints.ts';
import { packagesCapability } from './packages/events.ts';
import { practicalCapability } from './practical/events.ts';
import { resultsCapability } from './results/events.ts';
import { theoryCapability } from './theory/events.ts';

/** Everything the site can do, in one list. A new capability is added here and in `procedures.ts`. */
export const capabilities: readonly Capability[] = [
  checkpointCapability,
  accessCapability,
  institutionCapability,
  batchesCapability,
  candidatesCapability,
  arrangementCapability,
  checkinCapability,
  theoryCapability,
  practicalCapability,
  resultsCapability,
  packagesCapability,
];
