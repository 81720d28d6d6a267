import { eq, sql } from 'drizzle-orm';
import type { Identity, IdentityField } from '#shared/contract/commands/candidates.ts';
import type { CandidateId } from '#shared/contract/ids.ts';
import { identityOf } from '../enrolments/people.ts';
import { preparedOnce } from '../store/openDatabase.ts';
import type { Store } from '../store/openDatabase.ts';
import { candidates, correctedIdentities, formerIdentities } from './tables.ts';

type KnownPerson = Identity & { readonly candidateId: CandidateId };

/** The row of a candidate; null when there is none of that id. */
export function candidateById(store: Store, candidateId: CandidateId): typeof candidates.$inferSelect | null {
  return byId(store).get({ candidateId }) ?? null;
}

const byId = preparedOnce(({ orm }) =>
  orm
    .select()
    .from(candidates)
    .where(eq(candidates.candidateId, sql.placeholder('candidateId')))
    .prepare(),
);

/** Who stands under a document number; null when nobody does. Asked for every person of a roster. */
export function candidateByDocument(
  store: Store,
  documentNumber: string,
): typeof candidates.$inferSelect | null {
  return byDocument(store).get({ documentNumber }) ?? null;
}

const byDocument = preparedOnce(({ orm }) =>
  orm
    .select()
    .from(candidates)
    .where(eq(candidates.documentNumber, sql.placeholder('documentNumber')))
    .prepare(),
);

/** Names and numbers that corrections replaced, under a number. */
const formerByDocument = preparedOnce(({ orm }) =>
  orm
    .select()
    .from(formerIdentities)
    .where(eq(formerIdentities.documentNumber, sql.placeholder('documentNumber')))
    .prepare(),
);

/**
 * The person whom a roster means: by the number in force, or by one that a correction replaced, under a name that is or was
 * theirs. Null: nobody known. `another-name`: the number is somebody else's.
 */
export function knownPerson(store: Store, roster: Identity): KnownPerson | null | 'another-name' {
  const holder = candidateByDocument(store, roster.documentNumber);
  const former = formerByDocument(store).all({ documentNumber: roster.documentNumber });
  if (holder !== null) {
    const identity = identityOf(holder);
    if (identity === null) return null;
    const names = former
      .filter((one) => one.candidateId === holder.candidateId)
      .map((one) => one.name)
      .concat(identity.name);
    return names.includes(roster.name) ? { ...identity, candidateId: holder.candidateId } : 'another-name';
  }
  for (const { candidateId, name } of former) {
    const row = candidateById(store, candidateId);
    const identity = row === null ? null : identityOf(row);
    if (identity !== null && [name, identity.name].includes(roster.name)) return { ...identity, candidateId };
  }
  return null;
}

/** What corrections have put right of a person. */
export function correctedFields(store: Store, candidateId: CandidateId): ReadonlySet<IdentityField> {
  return new Set(
    fieldsOf(store)
      .all({ candidateId })
      .map((row) => row.field),
  );
}

const fieldsOf = preparedOnce(({ orm }) =>
  orm
    .select({ field: correctedIdentities.field })
    .from(correctedIdentities)
    .where(eq(correctedIdentities.candidateId, sql.placeholder('candidateId')))
    .prepare(),
);
