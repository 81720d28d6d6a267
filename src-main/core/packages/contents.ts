import { asc, eq } from 'drizzle-orm';
import type { PackageFiles } from '#shared/contract/packageFiles.ts';
import { packageCounts } from '#node/packageFilesCheck.ts';
import { ageFingerprint } from '#node/ageFile.ts';
import { rowLine } from '#node/ledgerRow.ts';
import { resultsWorkbook } from '#node/resultsWorkbook.ts';
import type { LedgerRow } from '#shared/formats/rowHeader.ts';
import type { BatchId } from '#shared/contract/ids.ts';
import { checkIns } from '../checkin/tables.ts';
import { examSessions, rooms, seats, sittings, staff } from '../arrangement/tables.ts';
import { batchRow } from '../batches/queries.ts';
import { siteRow } from '../institution/queries.ts';
import { readHeader } from '../ledger/rows.ts';
import { checkpoints, ledgerRows, ledgerState } from '../ledger/tables.ts';
import { correctionsFile } from './correctionsFile.ts';
import { peopleFile } from './peopleFile.ts';
import { incidentsFile } from './incidentsFile.ts';
import { recordingsFile } from './recordingsFile.ts';
import { packageResults } from './resultsFile.ts';
import type { Store } from '../store/openDatabase.ts';
import type { Chains } from '../store/recordingChains.ts';
import type { PackageRow } from './queries.ts';

type PackageIdentity = PackageFiles['package.json'];
type PackageCheckIns = PackageFiles['checkins.json'];
type PackageArrangement = PackageFiles['arrangement.json'];

export interface ContentInput {
  /** The live store: ledger rows and the checkpoint. */
  readonly live: Store;
  /** The tables as they were when the sealing row stood. */
  readonly atSealing: Store;
  readonly row: PackageRow;
  /** What the recorder wrote. */
  readonly chains: Chains;
}

/** Every payload file of a package by its name below `data/`, made from rows 0 … S and the checkpoint over them, nothing else. */
export function packageContents(input: ContentInput): Map<string, Uint8Array> {
  const { live, atSealing, row } = input;
  const batch = batchRow(atSealing, row.batchId);
  const site = siteRow(atSealing);
  const state = live.orm.select().from(ledgerState).get();
  const size = row.sealingSeq + 1;
  const checkpoint = live.orm.select().from(checkpoints).where(eq(checkpoints.size, size)).get();
  if (batch === null || site === null || state === undefined || checkpoint === undefined)
    throw new Error('a sealing without its batch, site, ledger or checkpoint');
  const headRow = live.orm.select().from(ledgerRows).where(eq(ledgerRows.seq, row.sealingSeq)).get();
  if (headRow === undefined) throw new Error('a sealing without its row');
  const { batchNo } = batch;
  const results = packageResults(atSealing, row.batchId);
  const checkins = checkInFile(atSealing, batchNo, row.batchId);
  const incidents = incidentsFile(atSealing, batchNo, row.batchId);
  const identity: PackageIdentity = {
    format: 'kaodian-package-v1',
    institutionCode: site.institutionCode,
    institutionName: site.institutionName,
    batchId: batch.batchId,
    batchNo,
    batchName: batch.name,
    revision: row.revision,
    replaces: [...row.replaces],
    sealedAt: row.sealingAt,
    softwareVersion: row.softwareVersion,
    ruleSet: batch.rules,
    ruleSetHash: batch.ruleSetHash,
    firstDay: batch.firstDay,
    lastDay: batch.lastDay,
    occupationLevels: [...batch.occupationLevels],
    counts: packageCounts({
      'results.json': results,
      'checkins.json': checkins,
      'incidents.json': incidents,
    }),
    ledger: {
      ledgerId: state.ledgerId,
      epoch: readHeader(headRow.header).epoch,
      size,
      head: headRow.rowHash,
      checkpointSha256: checkpoint.sha256,
      checkpointShortForm: checkpoint.shortForm,
    },
    recipients: row.recipients.map(ageFingerprint).toSorted(),
  };
  return new Map<string, Uint8Array>([
    ['package.json', json(identity)],
    ['results.json', json(results)],
    ['results.xlsx', resultsWorkbook({ 'results.json': results, 'package.json': identity })],
    ['checkins.json', json(checkins)],
    ['incidents.json', json(incidents)],
    ['arrangement.json', json(arrangementFile(atSealing, batchNo, row.batchId))],
    ['corrections.json', json(correctionsFile(live, batchNo, row.batchId, row.sealingSeq))],
    ['people.json', json(peopleFile(atSealing, batchNo, row.batchId))],
    ['recordings.json', json(recordingsFile(atSealing, input.chains, batchNo, row.batchId))],
    ['ledger.ndjson', ledgerExtract(live, row.batchId, row.sealingSeq)],
    ['checkpoint', Buffer.from(checkpoint.text)],
    ['checkpoint.sig', Buffer.from(checkpoint.signature)],
  ]);
}

function json(value: unknown): Buffer {
  return Buffer.from(`${JSON.stringify(value, null, 1)}\n`);
}

function checkInFile(store: Store, batchNo: string, batchId: BatchId): PackageCheckIns {
  const rows = store.orm
    .select({ checkIn: checkIns })
    .from(checkIns)
    .innerJoin(sittings, eq(sittings.sittingId, checkIns.sittingId))
    .where(eq(sittings.batchId, batchId))
    .orderBy(asc(checkIns.at), asc(checkIns.checkInId))
    .all();
  const lines = rows.map(({ checkIn }) => ({
    checkInId: checkIn.checkInId,
    enrolmentId: checkIn.enrolmentId,
    sittingId: checkIn.sittingId,
    at: checkIn.at,
    by: checkIn.by,
    method: checkIn.method,
    exception: checkIn.exception === null ? null : { code: checkIn.exception, reason: checkIn.reason },
    undone: checkIn.undone
      ? {
          at: checkIn.undoneAt ?? checkIn.at,
          by: checkIn.undoneBy ?? checkIn.by,
          reason: checkIn.undoneReason,
        }
      : null,
    seq: checkIn.seq,
  }));
  return { format: 'kaodian-checkins-v1', batchNo, rows: lines as PackageCheckIns['rows'] };
}

function arrangementFile(store: Store, batchNo: string, batchId: BatchId): PackageArrangement {
  const held = store.orm
    .select({ sitting: sittings, session: examSessions })
    .from(sittings)
    .innerJoin(examSessions, eq(examSessions.sessionId, sittings.sessionId))
    .where(eq(sittings.batchId, batchId))
    .orderBy(asc(examSessions.startsAt), asc(sittings.sittingId))
    .all();
  const used = new Set(held.map(({ sitting }) => sitting.roomId));
  const lines = held.map(({ sitting, session }) => ({
    sittingId: sitting.sittingId,
    sessionId: sitting.sessionId,
    roomId: sitting.roomId,
    subject: session.subject,
    startsAt: session.startsAt,
    minutes: session.minutes,
    startedAt: sitting.startedAt,
    finishedAt: sitting.finishedAt,
    staff: store.orm
      .select({ userId: staff.userId, duty: staff.duty })
      .from(staff)
      .where(eq(staff.sittingId, sitting.sittingId))
      .orderBy(asc(staff.userId), asc(staff.duty))
      .all(),
    seats: store.orm
      .select({ enrolmentId: seats.enrolmentId, seatNo: seats.seatNo })
      .from(seats)
      .where(eq(seats.sittingId, sitting.sittingId))
      .orderBy(asc(seats.seatNo))
      .all(),
  }));
  const named = store.orm
    .select()
    .from(rooms)
    .orderBy(asc(rooms.roomId))
    .all()
    .filter((room) => used.has(room.roomId));
  return {
    format: 'kaodian-arrangement-v1',
    batchNo,
    rooms: named,
    sittings: lines,
  };
}

/**
 * `data/ledger.ndjson`: rows 0 … `lastSeq`; those of this batch and of none whole, of other batches the header only (docs/integrity.md,
 * Ledger in the package).
 */
function ledgerExtract(store: Store, batchId: BatchId, lastSeq: number): Buffer {
  const lines: string[] = [];
  const rows = store
    .hot<LedgerRow & Pick<typeof ledgerRows.$inferSelect, 'batch'>>(
      `SELECT batch, header, data, data_salt AS dataSalt, personal, personal_salt AS personalSalt
       FROM ledger_rows WHERE seq <= ? ORDER BY seq`,
    )
    .iterate(lastSeq);
  for (const { batch, header, ...parts } of rows)
    lines.push(rowLine(batch === null || batch === batchId ? { header, ...parts } : { header }));
  return Buffer.from(`${lines.join('\n')}\n`);
}
