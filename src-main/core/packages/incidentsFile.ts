import { asc, eq } from 'drizzle-orm';
import type { PackageFiles } from '#shared/contract/packageFiles.ts';
import type { BatchId } from '#shared/contract/ids.ts';
import { evidenceFileName } from '#shared/domain/incidents.ts';
import { filesOf, peopleOf, witnessesOf } from '../incidents/queries.ts';
import type { IncidentRow } from '../incidents/queries.ts';
import { incidentFiles, incidents } from '../incidents/tables.ts';
import type { Store } from '../store/openDatabase.ts';

type Line = PackageFiles['incidents.json']['rows'][number];

/** `data/incidents.json`: what was marked in a batch, in the order of the marks, as the tables stand. */
export function incidentsFile(
  store: Store,
  batchNo: string,
  batchId: BatchId,
): PackageFiles['incidents.json'] {
  const rows = store.orm
    .select()
    .from(incidents)
    .where(eq(incidents.batchId, batchId))
    .orderBy(asc(incidents.seq))
    .all();
  return {
    format: 'kaodian-incidents-v1',
    batchNo,
    rows: rows.map((row) => lineOf(store, row)),
  };
}

function lineOf(store: Store, row: IncidentRow): Line {
  const { incidentId, sittingId, roomId, cameraId, at, markedBy, markedAt, state, seq } = row;
  return {
    incidentId,
    sittingId,
    roomId,
    cameraId,
    at,
    markedBy,
    markedAt,
    state,
    described: describedOf(store, row),
    evidence: filesOf(store, incidentId).map((file) => ({
      name: evidenceFileName(file.sha256, file.ending),
      kind: file.kind,
      sha256: file.sha256,
      addedBy: file.addedBy,
      seq: file.seq,
    })),
    withdrawn:
      row.withdrawnBy === null || row.withdrawnAt === null || row.withdrawnSeq === null
        ? null
        : { by: row.withdrawnBy, at: row.withdrawnAt, reason: row.withdrawnReason, seq: row.withdrawnSeq },
    seq,
  };
}

function describedOf(store: Store, row: IncidentRow): Line['described'] {
  const { kind, saidAt, describedBy, describedAt, describedSeq } = row;
  if (kind === null || saidAt === null || describedBy === null) return null;
  if (describedAt === null || describedSeq === null) return null;
  return {
    kind,
    at: saidAt,
    place: row.place,
    whatHappened: row.whatHappened,
    by: describedBy,
    describedAt,
    enrolmentIds: peopleOf(store, row.incidentId).map(({ enrolmentId }) => enrolmentId),
    witnesses: witnessesOf(store, row.incidentId).map(({ userId, agrees, note }) => ({
      userId,
      agrees,
      note,
    })),
    seq: describedSeq,
  };
}

/** Every file that stands in `incidents.json`, once, by its name in the package. */
export function evidenceOf(
  { orm }: Store,
  batchId: BatchId,
): readonly { readonly name: string; readonly sha256: string }[] {
  const rows = orm
    .select({ sha256: incidentFiles.sha256, ending: incidentFiles.ending })
    .from(incidentFiles)
    .innerJoin(incidents, eq(incidents.incidentId, incidentFiles.incidentId))
    .where(eq(incidents.batchId, batchId))
    .all();
  const named = new Map(rows.map(({ sha256, ending }) => [evidenceFileName(sha256, ending), sha256]));
  return Array.from(named, ([name, sha256]) => ({ name, sha256 }));
}
