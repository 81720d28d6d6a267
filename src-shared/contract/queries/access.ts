import { nothing, query } from './query.ts';
import type { AccountView } from '../views/site.ts';
import { anyRole } from '../../domain/roles.ts';

export const accessQueries = {
  'site.people': query(nothing, anyRole).answering<readonly AccountView[]>(),
};
