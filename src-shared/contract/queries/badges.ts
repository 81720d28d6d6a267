import type { BadgeView } from '../views/site.ts';
import { managers } from '../../domain/roles.ts';
import { ofBatch, query } from './query.ts';

export const badgeQueries = {
  /** The people of the site and their badges in a batch. */
  'badges.list': query(ofBatch, managers).answering<readonly BadgeView[]>(),
};
