import { and, eq, inArray, isNotNull, sql } from 'drizzle-orm';
import type { Identity } from '#shared/contract/commands/candidates.ts';
import type { CommandInput } from '#shared/contract/commands/index.ts';
import type { EventType } from '#shared/contract/events/index.ts';
import type { BatchId, CandidateId } from '#shared/contract/ids.ts';
import { isFrozen, isHeldForReceiver } from '../enrolments/standing.ts';
import { batchRow } from '../batches/queries.ts';
import { licenceRefusal } from '../institution/queries.ts';
import type { Apply, Decide, DecideContext, Decision, NewEvent } from '../ledger/capability.ts';
import { decided, happened, refused } from '../ledger/capability.ts';
import { ledgerRows, ledgerSubjects } from '../ledger/tables.ts';
import { preparedOnce } from '../store/openDatabase.ts';
import { enrolledIn, enrolmentRow } from './queries.ts';
import { candidates, enrolments, rosterFiles } from './tables.ts';

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
    const known = context.store.orm
      .select()
      .from(candidates)
      .where(eq(candidates.candidateId, input.candidateId))
      .get();
    if (known === undefined) return refused('candidate-unknown');
    const other = context.store.orm
      .select()
      .from(candidates)
      .where(eq(candidates.documentNumber, input.identity.documentNumber))
      .get();
    if (other !== undefined && other.candidateId !== input.candidateId) return refused('document-of-another');
    const secondPerson = context.second ?? context.by;
    return decided(
      batchesOf(context, input.candidateId).map((batchId) =>
        happened(
          'candidate.corrected',
          batchId,
          { candidateId: input.candidateId, secondPerson },
          { identity: input.identity, evidence: input.evidence },
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

/** Asked for every person of a roster. */
const byDocument = preparedOnce(({ orm }) =>
  orm
    .select({ candidateId: candidates.candidateId, name: candidates.name })
    .from(candidates)
    .where(eq(candidates.documentNumber, sql.placeholder('documentNumber')))
    .prepare(),
);

/** All or nothing: the same person twice for one occupation and level, or an occupation outside the batch, refuses the file. */
function importRoster(context: DecideContext, input: CommandInput<'roster.import'>): Decision {
  const { store } = context;
  const batch = batchRow(store, input.batchId);
  if (batch === null) return refused('batch-unknown');
  for (const line of new Map(input.people.map(({ occupationLevel: one }) => [one.code, one])).values()) {
    const licensed = licenceRefusal(context, line);
    if (licensed !== null) return licensed;
  }
  const lines = new Set(batch.occupationLevels.map((line) => `${line.edition} ${line.code} ${line.level}`));
  const enrolled = new Set(
    store.orm
      .select({ candidateId: enrolments.candidateId, code: enrolments.code, level: enrolments.level })
      .from(enrolments)
      .where(enrolledIn({ batchId: input.batchId }))
      .all()
      .map((row) => `${row.candidateId} ${row.code} ${row.level}`),
  );
  const inThisFile = new Map<string, CandidateId>();
  const events: NewEvent[] = [
    happened(
      'roster.imported',
      input.batchId,
      {
        batchId: input.batchId,
        fileSha256: input.file.sha256,
        fileSize: input.file.size,
        people: input.people.length,
        skippedRows: input.skippedRows,
      },
      { fileName: input.file.name },
    ),
  ];
  const outside: string[] = [];
  const twice: string[] = [];
  for (const person of input.people) {
    const { occupationLevel, identity } = person;
    if (!lines.has(`${occupationLevel.edition} ${occupationLevel.code} ${occupationLevel.level}`))
      outside.push(String(person.row));
    const known = byDocument(store).get({ documentNumber: identity.documentNumber });
    if (known !== undefined && known.name !== null && known.name !== identity.name)
      return refused('document-of-another-name', { row: person.row });
    const candidateId = known?.candidateId ?? inThisFile.get(identity.documentNumber) ?? person.candidateId;
    inThisFile.set(identity.documentNumber, candidateId);
    const key = `${candidateId} ${occupationLevel.code} ${occupationLevel.level}`;
    if (enrolled.has(key)) twice.push(String(person.row));
    enrolled.add(key);
    events.push(
      happened(
        'enrolment.registered',
        input.batchId,
        {
          enrolmentId: person.enrolmentId,
          candidateId,
          batchId: input.batchId,
          occupationLevel,
          row: person.row,
          warnings: person.warnings,
        },
        identity,
      ),
    );
  }
  if (outside.length > 0)
    return refused('occupation-outside-batch', { count: outside.length, rows: outside.slice(0, 20) });
  if (twice.length > 0) return refused('enrolled-already', { count: twice.length, rows: twice.slice(0, 20) });
  return decided(events, { imported: input.people.length, skipped: input.skippedRows.length });
}

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
  'candidate.corrected': (store, { data, personal }) => {
    const identity = personal?.identity ?? nobody;
    store.orm.update(candidates).set(identity).where(eq(candidates.candidateId, data.candidateId)).run();
  },
  'candidate.blanked': (store, { data }) =>
    void store.orm.update(candidates).set(nobody).where(eq(candidates.candidateId, data.candidateId)).run(),
  'enrolment.arranged': (store, { data }) =>
    void store.hot(setTicket).run(data.ticketNumber, data.workpieceCode, data.enrolmentId),
};
