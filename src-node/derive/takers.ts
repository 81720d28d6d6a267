import type { EventType } from '#shared/contract/events/index.ts';
import type { Take } from './reading.ts';
import { takeIncidents } from './takeIncidents.ts';
import { takeMarks } from './takeMarks.ts';
import { takePeople } from './takePeople.ts';
import { takePreparation } from './takePreparation.ts';
import { takeRecordings } from './takeRecordings.ts';

/** Every event of the catalogue, and what it adds to a package's lists. One that is missing here does not compile. */
export const takers: { readonly [Type in EventType]: Take<Type> } = {
  ...takePeople,
  ...takePreparation,
  ...takeMarks,
  ...takeRecordings,
  ...takeIncidents,
};
