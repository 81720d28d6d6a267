import type { PackageFiles, ResultLine } from '#shared/contract/packageFiles.ts';
import { refuse } from '#shared/formats/formatRefusal.ts';
import { jcs } from '#shared/formats/jcs.ts';
import { demand } from '../attempt.ts';
import { sha256Hex } from '../hashes.ts';
import type { BatchRead, EnrolmentRead, ReadRow } from './facts.ts';
import { reckoner, standingSubstitution } from './subjects.ts';
import type { Reckoned } from './subjects.ts';

type Frozen = ReadRow<'results.frozen'>;
type FrozenLine = Frozen['data']['rows'][number];
type Subjects = ResultLine['subjects'];

/** `results.json` without its lines. */
export function resultsHead(
  batch: BatchRead,
  batchNo: string,
  frozen: Frozen,
): Omit<PackageFiles['results.json'], 'rows'> {
  const { publication } = batch;
  return {
    format: 'kaodian-results-v1',
    batchNo,
    tableSha256: frozen.data.tableSha256,
    frozen: { at: frozen.at, by: frozen.actor, secondPerson: frozen.data.secondPerson },
    publication:
      publication === null
        ? null
        : {
            from: publication.data.from,
            until: publication.data.until,
            place: publication.personal?.place ?? null,
          },
  };
}

/** The freezing that counts; its table must be what its hash says. Refusals: result-not-frozen, result-table-differs. */
export function frozenTable({ batchId, frozen }: BatchRead): Frozen {
  demand(frozen !== null, refuse('result-not-frozen'));
  const { rows, tableSha256 } = frozen.data;
  demand(sha256Hex(jcs({ batchId, rows })) === tableSha256, refuse('result-table-differs'));
  return frozen;
}

/**
 * The lines of `results.json` in order of tickets, one after another: outcomes and scores as two people froze them, and each
 * reckoned anew from the marks by the rules of the batch. Refusals: result-not-frozen, result-not-by-rules.
 */
export function* resultLines(batch: BatchRead, frozen: Frozen): Generator<ResultLine> {
  const table = new Map(frozen.data.rows.map((row) => [row.enrolmentId, row]));
  const listed = [...batch.enrolments.values()].filter(({ withdrawn }) => !withdrawn);
  demand(
    table.size === listed.length && frozen.data.rows.length === listed.length,
    refuse('result-table-differs'),
  );
  const reckon = reckoner(batch);
  const inOrder = listed.toSorted(
    (one, other) => compareTickets(one.ticketNumber, other.ticketNumber) || one.seq - other.seq,
  );
  for (const enrolment of inOrder) {
    const row = table.get(enrolment.enrolmentId);
    demand(row !== undefined, refuse('result-table-differs'));
    yield lineOf(batch, enrolment, byTheRules(enrolment, row, reckon(enrolment)), row.outcome);
  }
}

/** What was frozen is what the marks come to. Refusal: result-not-by-rules, with the subject. */
function byTheRules(enrolment: EnrolmentRead, frozen: FrozenLine, reckoned: Reckoned): Subjects {
  const { theory, practical } = reckoned;
  const differs = (subject: string) =>
    refuse('result-not-by-rules', { ticketNumber: enrolment.ticketNumber ?? '—', subject });
  for (const subject of ['theory', 'practical'] as const) {
    const own = reckoned[subject];
    demand(own !== null && jcs(essentials(own)) === jcs(frozen[subject]), differs(subject));
  }
  demand(theory !== null && practical !== null && frozen.outcome === reckoned.outcome, differs('outcome'));
  return { theory, practical, comprehensiveReview: null };
}

function essentials({ state, scoreHundredths, unrounded, source }: Subjects['theory']) {
  return { state, scoreHundredths, unrounded, source };
}

function lineOf(
  batch: BatchRead,
  enrolment: EnrolmentRead,
  subjects: Subjects,
  outcome: ResultLine['outcome'],
): ResultLine {
  const { enrolmentId, ticketNumber, occupationLevel } = enrolment;
  demand(ticketNumber !== null, refuse('result-table-differs'));
  return {
    enrolmentId,
    ticketNumber,
    identity: batch.identities.get(enrolment.candidateId) ?? null,
    occupationLevel,
    subjects,
    theoryMarks: {
      imported: enrolment.imported,
      compared: enrolment.compared,
      entries: [...enrolment.entries.values()].toSorted((one, other) => one.seq - other.seq),
      resolved: enrolment.resolved,
    },
    sheets: sheetsOf(enrolment),
    adjudications: enrolment.adjudications.map(({ decision, reason, at }) => ({
      moduleNo: decision.moduleNo,
      itemNo: decision.itemNo,
      scoreHundredths: decision.scoreHundredths,
      vetoed: decision.vetoed,
      by: decision.by,
      reason,
      at,
    })),
    penalties: [],
    substitution: subjects.theory.state === 'substituted' ? substitutionOf(enrolment) : null,
    outcome,
    photo: null,
  };
}

function sheetsOf({ sheets }: EnrolmentRead): ResultLine['sheets'] {
  return [...sheets.values()]
    .toSorted(
      (one, other) => compareTexts(one.kind, other.kind) || compareTexts(one.scorerId, other.scorerId),
    )
    .flatMap(({ kind, scorerId, signed, verifiedBy }) =>
      signed === null
        ? []
        : [{ kind, by: scorerId, signedAt: signed.at, verifiedBy, marks: [...signed.marks] }],
    );
}

function substitutionOf(enrolment: EnrolmentRead): ResultLine['substitution'] {
  const substitution = standingSubstitution(enrolment);
  if (substitution === null || substitution.decidedBy === null) return null;
  const { proposal, teacher, decidedBy } = substitution;
  return {
    courseName: proposal.courseName,
    courseCode: proposal.courseCode,
    term: proposal.term,
    examDate: proposal.examDate,
    rawHundredths: proposal.rawHundredths,
    fullHundredths: proposal.fullHundredths,
    teacher,
    proposedBy: proposal.proposedBy,
    approvedBy: decidedBy,
    evidenceSha256: proposal.evidenceSha256,
  };
}

function compareTickets(one: string | null, other: string | null): number {
  return Number(one === null) - Number(other === null) || compareTexts(one ?? '', other ?? '');
}

/** Order of texts that are plain ASCII: ids, tickets, instants. */
export function compareTexts(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
