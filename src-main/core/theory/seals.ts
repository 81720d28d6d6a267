import type { EnrolmentId } from '#shared/contract/ids.ts';
import type { Seals } from '../api/seals.ts';
import { fileOfLine, isCompared } from './comparisons.ts';
import { areEntriesOpen, theoryLines } from './queries.ts';

/** What seals facts of the theory subject. */
export const theorySeals: Seals = {
  fileCompared: (store, { data }) => {
    const { fileSha256, enrolmentId } = data as {
      readonly fileSha256?: string;
      readonly enrolmentId?: EnrolmentId;
    };
    const file = fileSha256 ?? (enrolmentId === undefined ? null : fileOfLine(store, enrolmentId));
    return file !== null && isCompared(store, file);
  },
  secondEntry: (store, { data }) => {
    const { enrolmentId } = data as { readonly enrolmentId: EnrolmentId };
    const line = theoryLines(store, { enrolmentId }).get(enrolmentId);
    return line !== undefined && areEntriesOpen(line);
  },
};
