import { z } from 'zod';
import { batchId, enrolmentId } from '../ids.ts';
import { page, query } from './query.ts';
import type { CandidateCard, EnrolmentRow, Page } from '../views/preparation.ts';
import { lengths } from '../../domain/limits.ts';
import { candidateReaders, entranceReaders, paperMarkers } from '../../domain/roles.ts';

export const candidatesQueries = {
  'candidates.list': query(
    z.strictObject({ batchId: batchId.nullable(), text: z.string().max(lengths.search), ...page }),
    [...entranceReaders, ...paperMarkers],
  ).answering<Page<EnrolmentRow>>(),
  'candidates.one': query(
    z.strictObject({ enrolmentId }),
    candidateReaders,
  ).answering<CandidateCard | null>(),
};
