import { eq } from 'drizzle-orm';
import type { CandidateId, EnrolmentId } from '#shared/contract/ids.ts';
import { maskDocumentNumber } from '#shared/domain/documentNumber.ts';
import { identityOf } from '../enrolments/people.ts';
import type { Shows } from '../ledger/capability.ts';
import type { Store } from '../store/openDatabase.ts';
import { enrolmentRow } from './queries.ts';
import { candidates } from './tables.ts';

/** People by name and document, enrolments with their ticket; the identity that a correction would replace. */
export const shows: Shows = {
  before: {
    'candidate.correct': (store, { candidateId }) => {
      const known = personRow(store, candidateId);
      const identity = known === undefined ? null : identityOf(known);
      return identity === null ? {} : { now: { identity } };
    },
  },
  names: {
    candidateId: (store, id) => {
      const known = personRow(store, id as CandidateId);
      return known === undefined ? null : { text: callOf(known), about: [id] };
    },
    enrolmentId: (store, id) => {
      const enrolment = enrolmentRow(store, id as EnrolmentId);
      if (enrolment === null) return null;
      const known = personRow(store, enrolment.candidateId);
      const parts = [
        known === undefined ? '' : callOf(known),
        enrolment.ticketNumber ?? '',
        enrolment.occupationName,
      ];
      return {
        text: parts.filter((part) => part !== '').join(' · '),
        about: [enrolment.candidateId, id],
      };
    },
  },
};

function personRow({ orm }: Store, candidateId: CandidateId): typeof candidates.$inferSelect | undefined {
  return orm.select().from(candidates).where(eq(candidates.candidateId, candidateId)).get();
}

function callOf({ name, documentNumber }: typeof candidates.$inferSelect): string {
  return name === null || documentNumber === null ? '—' : `${name} · ${maskDocumentNumber(documentNumber)}`;
}
