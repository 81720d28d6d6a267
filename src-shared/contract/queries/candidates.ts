import { z } from 'zod';
import { batchId, enrolmentId } from '../ids.ts';
import { page, query } from './query.ts';
import { uploadId } from '../actions/action.ts';
import type { CandidateCard, EnrolmentRow, Page, ReadingPlace } from '../views/preparation.ts';
import { lengths } from '../../domain/limits.ts';
import { candidateReaders, entranceReaders, paperMarkers } from '../../domain/roles.ts';

export const candidatesQueries = {
  /** Where the reading of an upload (roster, marks, rubric) stands; null when it is not being read. */
  'roster.place': query(z.strictObject({ uploadId }), 'open').answering<ReadingPlace | null>(),
  'candidates.list': query(
    z.strictObject({ batchId: batchId.nullable(), text: z.string().max(lengths.search), ...page }),
    [...entranceReaders, ...paperMarkers],
  ).answering<Page<EnrolmentRow>>(),
  'candidates.one': query(
    z.strictObject({ enrolmentId }),
    candidateReaders,
  ).answering<CandidateCard | null>(),
};
