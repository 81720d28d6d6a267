import type { EnrolmentId } from '#shared/contract/ids.ts';
import type { Seals } from '../api/seals.ts';
import { areEntriesOpen, theoryLines } from './queries.ts';

/** What seals facts of the theory subject. */
export const theorySeals: Seals = {
  secondEntry: (store, { data }) => {
    const { enrolmentId } = data as { readonly enrolmentId: EnrolmentId };
    const line = theoryLines(store, { enrolmentId }).get(enrolmentId);
    return line !== undefined && areEntriesOpen(line);
  },
};
