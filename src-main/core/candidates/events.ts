import { and, eq, inArray, isNotNull } from 'drizzle-orm';
import type { Identity } from '#shared/contract/commands/candidates.ts';
import { identityFields } from '#shared/contract/commands/candidates.ts';
import type { EventType } from '#shared/contract/events/index.ts';
import type { BatchId, CandidateId } from '#shared/contract/ids.ts';
import { identityFault } from '#shared/domain/identity.ts';
import { siteDay } from '#shared/domain/sittingTimes.ts';
import { batchRow } from '../batches/queries.ts';
import type { StoredIdentity } from '../enrolments/people.ts';
import { isFrozen, isHeldForReceiver } from '../enrolments/standing.ts';
import type { Apply, Decide, DecideContext } from '../ledger/capability.ts';
import { decided, happened, refused } from '../ledger/capability.ts';
import { ledgerRows, ledgerSubjects } from '../ledger/tables.ts';
import type { Store } from '../store/openDatabase.ts';
import { importRoster } from './importRoster.ts';
import { candidateByDocument, candidateById } from './knownPeople.ts';
import { enrolmentRow } from './queries.ts';
import { candidates, correctedIdentities, enrolments, formerIdentities, rosterFiles } from './tables.ts';

export const decide: Decide = {
  'roster.import': importRoster,
  'enrolment.withdraw': (context, input) => {
    const enrolment = enrolmentRow(context.store, input.enrolmentId);
    if (enrolment === null) return refused('enrolment-unknown');
    if (enrolment.withdrawn) return refused('enrolment-withdrawn');
    if (isFrozen(context.store, enrolment.batchId)) return refused('results-frozen');
    return decided([
      happened(
        'enrolment.withdrawn',
        enrolment.batchId,
        { enrolmentId: input.enrolmentId },
        { reason: input.reason },
      ),
    ]);
  },
  'candidate.correct': (context, input) => {
    const { identity } = input;
    const known = candidateById(context.store, input.candidateId);
    if (known === null) return refused('candidate-unknown');
    const field = identityFault(identity, siteDay(context.at));
    if (field !== null) return refused('identity-wrong', { field });
    const other = candidateByDocument(context.store, identity.documentNumber);
    if (other !== null && other.candidateId !== input.candidateId) return refused('document-of-another');
    const fields = identityFields.filter((one) => identity[one] !== known[one]);
    const secondPerson = context.second ?? context.by;
    return decided(
      batchesOf(context, input.candidateId).map((batchId) =>
        happened(
          'candidate.corrected',
          batchId,
          { candidateId: input.candidateId, fields, secondPerson },
          { identity, evidence: input.evidence },
        ),
      ),
    );
  },
  'candidate.blank': (context, input) => {
    const batches = batchesOf(context, input.candidateId);
    const held = batches.find((batchId) => isHeldForReceiver(context.store, batchId));
    if (held !== undefined)
      return refused('blanking-while-reported', { batchName: batchRow(context.store, held)?.name ?? '' });
    const rows = context.store.orm
      .select({ seq: ledgerSubjects.seq, batch: ledgerRows.batch })
      .from(ledgerSubjects)
      .innerJoin(ledgerRows, eq(ledgerRows.seq, ledgerSubjects.seq))
      .where(
        and(
          eq(ledgerSubjects.subject, input.candidateId),
          isNotNull(ledgerRows.personal),
          inArray(ledgerRows.type, identifying),
        ),
      )
      .orderBy(ledgerSubjects.seq)
      .all();
    if (rows.length === 0) return refused('candidate-blanked');
    const secondPerson = context.second ?? context.by;
    // Each batch says which of its own rows have lost their personal part.
    return decided(
      batches.flatMap((batchId) => {
        const own = rows.filter((row) => row.batch === null || row.batch === batchId).map((row) => row.seq);
        const data = { candidateId: input.candidateId, rows: own, secondPerson };
        return own.length === 0
          ? []
          : [happened('candidate.blanked', batchId, data, { reason: input.reason })];
      }),
    );
  },
};

/** The batches in which a person is enrolled, or was: what is changed of the person is a row in each of them. */
function batchesOf({ store }: DecideContext, candidateId: CandidateId): readonly BatchId[] {
  const rows = store.orm
    .select({ batchId: enrolments.batchId })
    .from(enrolments)
    .where(eq(enrolments.candidateId, candidateId))
    .orderBy(enrolments.seq)
    .all();
  return [...new Set(rows.map((row) => row.batchId))];
}

/** Events whose personal part says who somebody is: what a blanking erases. */
const identifying: EventType[] = ['enrolment.registered', 'candidate.corrected', 'approval.requested'];

const nobody: Identity | Record<keyof Identity, null> = {
  name: null,
  documentType: null,
  documentNumber: null,
  sex: null,
  birthDate: null,
  studentNumber: null,
  className: null,
  phone: null,
  remark: null,
};

const insertCandidate = `INSERT INTO candidates (candidate_id, name, document_type, document_number, sex, birth_date, student_number, class_name, phone, remark)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
  ON CONFLICT (candidate_id) DO UPDATE SET name = excluded.name, document_type = excluded.document_type, document_number = excluded.document_number,
  sex = excluded.sex, birth_date = excluded.birth_date, student_number = excluded.student_number, class_name = excluded.class_name, phone = excluded.phone, remark = excluded.remark`;
const setTicket = 'UPDATE enrolments SET ticket_number = ?, workpiece_code = ? WHERE enrolment_id = ?';
const insertEnrolment = `INSERT INTO enrolments (enrolment_id, candidate_id, batch_id, edition, code, occupation_name, level, row, warnings, withdrawn, seq)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 0, ?)`;

export const apply: Apply = {
  'roster.imported': (store, { seq, data, personal }) => {
    store.orm
      .insert(rosterFiles)
      .values({
        seq,
        batchId: data.batchId,
        fileSha256: data.fileSha256,
        fileSize: data.fileSize,
        people: data.people,
        fileName: personal?.fileName ?? null,
      })
      .run();
  },
  'enrolment.registered': (store, { seq, data, personal }) => {
    const one = personal ?? nobody;
    store
      .hot(insertCandidate)
      .run(
        data.candidateId,
        one.name,
        one.documentType,
        one.documentNumber,
        one.sex,
        one.birthDate,
        one.studentNumber,
        one.className,
        one.phone,
        one.remark,
      );
    const line = data.occupationLevel;
    store
      .hot(insertEnrolment)
      .run(
        data.enrolmentId,
        data.candidateId,
        data.batchId,
        line.edition,
        line.code,
        line.name,
        line.level,
        data.row,
        JSON.stringify(data.warnings),
        seq,
      );
  },
  'enrolment.withdrawn': (store, { data }) =>
    void store.orm
      .update(enrolments)
      .set({ withdrawn: true })
      .where(eq(enrolments.enrolmentId, data.enrolmentId))
      .run(),
  'candidate.corrected': (store, { seq, data, personal }) => {
    const identity = personal?.identity ?? nobody;
    const { candidateId } = data;
    // A row of an earlier version says nothing of fields: what it did then it does now, and no more.
    if (data.fields !== undefined) keepFormer(store, seq, candidateId, identity);
    if (personal !== null)
      for (const field of data.fields ?? [])
        store.orm.insert(correctedIdentities).values({ candidateId, field }).onConflictDoNothing().run();
    store.orm.update(candidates).set(identity).where(eq(candidates.candidateId, data.candidateId)).run();
  },
  'candidate.blanked': (store, { data }) => {
    for (const table of [correctedIdentities, formerIdentities])
      store.orm.delete(table).where(eq(table.candidateId, data.candidateId)).run();
    store.orm.update(candidates).set(nobody).where(eq(candidates.candidateId, data.candidateId)).run();
  },
  'enrolment.arranged': (store, { data }) =>
    void store.hot(setTicket).run(data.ticketNumber, data.workpieceCode, data.enrolmentId),
};

/** A name or number that a correction replaces is known further: the school's next roster may still say it. */
function keepFormer(
  store: Store,
  seq: number,
  candidateId: CandidateId,
  to: Pick<StoredIdentity, 'name' | 'documentNumber'>,
): void {
  const from = candidateById(store, candidateId);
  if (from === null || from.name === null || from.documentNumber === null) return;
  if (to.name === null || (from.name === to.name && from.documentNumber === to.documentNumber)) return;
  const { name, documentNumber } = from;
  store.orm.insert(formerIdentities).values({ seq, candidateId, name, documentNumber }).run();
}
