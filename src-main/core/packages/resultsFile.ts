import type { PackageFiles, ResultLine } from '#shared/contract/packageFiles.ts';
import type { UserId, BatchId } from '#shared/contract/ids.ts';
import type { SubjectScore } from '#shared/contract/views/results.ts';
import { batchRow } from '../batches/queries.ts';
import type { StoredAdjudication, StoredSheet } from '../practical/queries.ts';
import type { Store } from '../store/openDatabase.ts';
import type { SubstitutionFacts, TheoryLine } from '../theory/queries.ts';
import { frozenOf } from '../enrolments/standing.ts';
import { resultDetails } from '../results/queries.ts';
import type { ResultDetail } from '../results/queries.ts';
import { publications } from '../results/tables.ts';
import { eq } from 'drizzle-orm';

/**
 * `data/results.json` of a frozen batch: one line an enrolment, in order of tickets, with every signed sheet, every adjudication
 * and the substitution it rests on. Throws when the batch is not frozen or something in it is open: preflight asked before.
 */
export function packageResults(store: Store, batchId: BatchId): PackageFiles['results.json'] {
  const batch = batchRow(store, batchId);
  const frozen = frozenOf(store, batchId);
  if (batch === null || frozen === null) throw new Error('only a frozen batch has results to report');
  const publication = store.orm.select().from(publications).where(eq(publications.batchId, batchId)).get();
  return {
    format: 'kaodian-results-v1',
    batchNo: batch.batchNo,
    tableSha256: frozen.tableSha256,
    frozen: { at: frozen.at, by: frozen.by as UserId, secondPerson: frozen.secondPerson },
    publication:
      publication === undefined
        ? null
        : { from: publication.from, until: publication.until, place: publication.place },
    rows: Array.from(resultDetails(store, { batchId }), lineOf),
  };
}

function lineOf({ person, theory, practical, row }: ResultDetail): ResultLine {
  if (row.outcome === 'open' || person.ticketNumber === null) throw new Error('a frozen result is open');
  return {
    enrolmentId: person.enrolmentId,
    ticketNumber: person.ticketNumber,
    identity: person.identity,
    occupationLevel: person.occupationLevel,
    subjects: {
      theory: subjectOf(row.theory),
      practical: subjectOf(row.practical),
      comprehensiveReview: null,
    },
    theoryMarks: theoryMarksOf(theory),
    sheets: practical.sheets.toSorted(bySheet).flatMap(sheetOf),
    adjudications: practical.adjudications.map(adjudicationOf),
    penalties: [],
    substitution: theory.score.state === 'substituted' ? substitutionOf(theory.substitution) : null,
    outcome: row.outcome,
    photo: null,
  };
}

function subjectOf(score: SubjectScore): ResultLine['subjects']['theory'] {
  if (score.state === 'incomplete') throw new Error('a frozen subject is incomplete');
  return { ...score, state: score.state };
}

function theoryMarksOf({ imported, entries, resolved }: TheoryLine): ResultLine['theoryMarks'] {
  const compared = imported?.compared ?? null;
  return {
    imported:
      imported === null
        ? null
        : {
            scoreHundredths: imported.scoreHundredths,
            row: imported.row,
            fileSha256: imported.fileSha256,
            seq: imported.seq,
          },
    compared:
      compared === null
        ? null
        : { by: compared.by, scoreHundredths: compared.scoreHundredths, seq: compared.seq },
    entries: entries.map(({ by, scoreHundredths, seq }) => ({ by, scoreHundredths, seq })),
    resolved:
      resolved === null
        ? null
        : {
            by: resolved.by,
            scoreHundredths: resolved.scoreHundredths,
            reason: resolved.reason,
            seq: resolved.seq,
          },
  };
}

/** By kind, then by who filled it: the order of the list. */
function bySheet(one: StoredSheet, other: StoredSheet): number {
  const [left, right] = [one, other].map(({ kind, scorerId }) => `${kind} ${scorerId}`);
  return (left ?? '') < (right ?? '') ? -1 : 1;
}

function sheetOf(sheet: StoredSheet): ResultLine['sheets'] {
  if (sheet.signedAt === null) return [];
  return [
    {
      kind: sheet.kind,
      by: sheet.scorerId,
      signedAt: sheet.signedAt,
      verifiedBy: sheet.verifiedBy,
      marks: sheet.marks.toSorted((one, other) => one.moduleNo - other.moduleNo || one.itemNo - other.itemNo),
    },
  ];
}

function adjudicationOf(one: StoredAdjudication): ResultLine['adjudications'][number] {
  return {
    moduleNo: one.moduleNo,
    itemNo: one.itemNo,
    scoreHundredths: one.scoreHundredths,
    vetoed: one.vetoed,
    by: one.by,
    reason: one.reason,
    at: one.at,
  };
}

function substitutionOf(proposal: SubstitutionFacts | null): ResultLine['substitution'] {
  if (proposal === null || proposal.decidedBy === null)
    throw new Error('a substituted theory without its approval');
  return {
    courseName: proposal.courseName,
    courseCode: proposal.courseCode,
    term: proposal.term,
    examDate: proposal.examDate,
    rawHundredths: proposal.rawHundredths,
    fullHundredths: proposal.fullHundredths,
    teacher: proposal.teacher,
    proposedBy: proposal.proposedBy,
    approvedBy: proposal.decidedBy,
    evidenceSha256: proposal.evidenceSha256,
  };
}
