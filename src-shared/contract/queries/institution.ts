import { z } from 'zod';
import { batchId } from '../ids.ts';
import { nothing, query } from './query.ts';
import type { Page } from '../views/preparation.ts';
import type { CentreView, LedgerRowView, LedgerVerdict } from '../views/results.ts';
import type { CalendarView, FiledOccupation, SiteState } from '../views/site.ts';
import { anyRole, office } from '../../domain/roles.ts';

export const institutionQueries = {
  'site.state': query(nothing, 'open').answering<SiteState>(),
  'institution.filed': query(nothing, anyRole).answering<readonly FiledOccupation[]>(),
  'institution.calendar': query(nothing, [...office, 'technician']).answering<CalendarView>(),
  'reports.centre': query(nothing, office).answering<CentreView>(),
  'ledger.rows': query(
    z.strictObject({
      before: z.int().min(0).nullable(),
      limit: z.int().min(1).max(500),
      batchId: batchId.nullable(),
      type: z.string().max(64).nullable(),
    }),
    office,
  ).answering<Page<LedgerRowView>>(),
  'ledger.verify': query(nothing, office).answering<LedgerVerdict>(),
};
