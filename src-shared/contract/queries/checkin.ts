import { z } from 'zod';
import { sittingId } from '../ids.ts';
import { nothing, query } from './query.ts';
import type { CheckInDesk, CheckInLookup } from '../views/examDay.ts';
import type { BoardSitting } from '../views/site.ts';
import { lengths } from '../../domain/limits.ts';
import { entranceReaders } from '../../domain/roles.ts';

export const checkinQueries = {
  'checkin.sittings': query(nothing, entranceReaders).answering<readonly BoardSitting[]>(),
  'checkin.desk': query(z.strictObject({ sittingId }), entranceReaders).answering<CheckInDesk | null>(),
  /** `code`: a scanned token (191 digits), a ticket number, a document number, its tail (6+), or a name. */
  'checkin.lookup': query(
    z.strictObject({ sittingId, code: z.string().min(1).max(lengths.code) }),
    entranceReaders,
  ).answering<CheckInLookup>(),
};
