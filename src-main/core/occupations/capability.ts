import type { CoreCapability } from '../api/capability.ts';
import { occupationsAnswers } from './procedures.ts';

/** The dictionary of occupations: it is read, never written. */
export const occupationsCapability: CoreCapability = {
  name: 'occupations',
  tables: [],
  decide: {},
  apply: {},
  answers: occupationsAnswers,
};
