import type { Identity } from '#shared/contract/commands/candidates.ts';
import type { EventData, EventPersonal } from '#shared/contract/events/index.ts';
import type { BatchId, CandidateId, EnrolmentId, UserId } from '#shared/contract/ids.ts';
import type { PackageFiles } from '#shared/contract/packageFiles.ts';
import { readHeader } from '../ledger/rows.ts';
import type { StoredRow } from '../ledger/rows.ts';
import type { Store } from '../store/openDatabase.ts';

/** `data/corrections.json`: what was put right about the people of a batch up to row `lastSeq`, with the value before. */
export function correctionsFile(
  store: Store,
  batchNo: string,
  batchId: BatchId,
  lastSeq: number,
): PackageFiles['corrections.json'] {
  const rows = store
    .hot<StoredRow>(
      `SELECT seq, header, data, personal FROM ledger_rows WHERE seq <= ? AND (batch IS NULL OR batch = ?)
       AND type IN ('enrolment.registered', 'candidate.corrected') ORDER BY seq`,
    )
    .all(lastSeq, batchId);
  const people = new Map<CandidateId, { identity: Identity | null; readonly enrolmentIds: EnrolmentId[] }>();
  const corrected: PackageFiles['corrections.json']['rows'] = [];
  for (const row of rows) {
    const header = readHeader(row.header);
    if (header.type === 'enrolment.registered') {
      const { candidateId, enrolmentId } = JSON.parse(row.data) as EventData<'enrolment.registered'>;
      const person = people.get(candidateId) ?? { identity: null, enrolmentIds: [] };
      people.set(candidateId, person);
      person.identity = parsed<EventPersonal<'enrolment.registered'>>(row.personal);
      person.enrolmentIds.push(enrolmentId);
      continue;
    }
    const { candidateId, secondPerson } = JSON.parse(row.data) as EventData<'candidate.corrected'>;
    const person = people.get(candidateId);
    if (person === undefined) continue;
    const said = parsed<EventPersonal<'candidate.corrected'>>(row.personal);
    const after = said?.identity ?? null;
    corrected.push({
      kind: 'identity',
      enrolmentIds: person.enrolmentIds,
      at: header.at,
      proposedBy: header.actor as UserId,
      approvedBy: secondPerson,
      before: person.identity,
      after,
      evidence: said?.evidence ?? null,
      seq: row.seq,
    });
    person.identity = after;
  }
  const sorted = corrected.map((one) => ({ ...one, enrolmentIds: one.enrolmentIds.toSorted() }));
  return { format: 'kaodian-corrections-v1', batchNo, rows: sorted };
}

function parsed<Part>(text: string | null): Part | null {
  return text === null ? null : (JSON.parse(text) as Part);
}
