import { and, asc, desc, eq } from 'drizzle-orm';
import type { PackageId, BatchId } from '#shared/contract/ids.ts';
import type { PackageView } from '#shared/contract/views/results.ts';
import type { DeadlineStep } from '#shared/contract/views/site.ts';
import { deadlineSteps, endOfExams } from '#shared/domain/deadlines.ts';
import { isOver, siteDay } from '#shared/domain/sittingTimes.ts';
import { parseReceipt } from '#node/receipt.ts';
import { peopleNames } from '../access/queries.ts';
import { sittingsOfBatch } from '../arrangement/queries.ts';
import { calendarVersionOf } from '../batches/queries.ts';
import type { BatchRow } from '../batches/queries.ts';
import { enrolledIn } from '../candidates/queries.ts';
import { enrolments } from '../candidates/tables.ts';
import { frozenOf, unseatedIn } from '../enrolments/standing.ts';
import { calendarsFor, siteRow } from '../institution/queries.ts';
import type { ReferenceData } from '../ledger/capability.ts';
import { checkpoints } from '../ledger/tables.ts';
import { publications } from '../results/tables.ts';
import type { Store } from '../store/openDatabase.ts';
import { packageSteps, packages, receipts, rejectedReceipts } from './tables.ts';

export type PackageRow = typeof packages.$inferSelect;

/** One package; null when there is none of that id. */
export function packageRow(store: Store, packageId: PackageId): PackageRow | null {
  return store.orm.select().from(packages).where(eq(packages.packageId, packageId)).get() ?? null;
}

/** The packages of a batch, the newest revision first. */
export function packageRows(store: Store, batchId: BatchId): readonly PackageRow[] {
  return store.orm
    .select()
    .from(packages)
    .where(eq(packages.batchId, batchId))
    .orderBy(desc(packages.revision))
    .all();
}

/** The last safe day of every step of a batch up to its report, and how each stands; `at` is now (UTC). */
export function deadlines(
  store: Store,
  batch: BatchRow,
  at: string,
  reference: ReferenceData,
): readonly DeadlineStep[] {
  const publication = store.orm
    .select()
    .from(publications)
    .where(eq(publications.batchId, batch.batchId))
    .get();
  const frozen = frozenOf(store, batch.batchId);
  const sealed = packageRows(store, batch.batchId).filter((one) => one.packageSha256 !== null);
  const progress = {
    ...batch,
    begunOn: firstDay(sittingsOfBatch(store, batch.batchId).flatMap((one) => one.startedAt ?? [])),
    end: endOfBatch(store, batch, frozen !== null),
    frozenOn: frozen === null ? null : siteDay(frozen.at),
    published: publication ?? null,
    sealedOn: firstDay(sealed.flatMap((one) => one.sealedAt ?? [])),
    reportedOn: firstDay(sealed.flatMap((one) => receivedAt(store, one) ?? [])),
  };
  const calendars = calendarsFor(store, reference, calendarVersionOf(store, batch.batchId));
  return deadlineSteps(progress, siteDay(at), calendars);
}

/** The last sitting, by the days on which they were really held. */
function endOfBatch(store: Store, batch: BatchRow, frozen: boolean): ReturnType<typeof endOfExams> {
  const sittings = sittingsOfBatch(store, batch.batchId).map(({ startedAt, startsAt, state }) => ({
    day: siteDay(startedAt ?? startsAt),
    over: isOver(state),
  }));
  const unseated = frozen || sittings.some((one) => !one.over) ? null : unseatedIn(store, batch.batchId);
  return endOfExams(batch.lastDay, sittings, unseated === null || unseated.theory + unseated.practical === 0);
}

/** When the centre first had a package, by its own word; null while it has said nothing. */
function receivedAt(store: Store, { packageId }: PackageRow): string | null {
  const rows = store.orm
    .select()
    .from(receipts)
    .where(eq(receipts.packageId, packageId))
    .orderBy(asc(receipts.n))
    .all();
  const told = rows.find((one) => one.kind === 'received');
  if (told !== undefined) return told.issuedAt;
  const [first] = rows;
  const parsed = first?.receipt == null ? null : parseReceipt(first.receipt);
  return parsed?.ok === true ? parsed.value.firstReceivedAt : (first?.issuedAt ?? null);
}

function firstDay(instants: readonly string[]): string | null {
  const first = instants.toSorted()[0];
  return first === undefined ? null : siteDay(first);
}

/** Packages whose sealing was begun and not finished. */
export function unfinishedSealings(store: Store): readonly PackageRow[] {
  return store.orm.select().from(packages).where(eq(packages.state, 'sealing')).all();
}

/** Every ticket of a batch that stands in its results. */
export function ticketNumbersOf(store: Store, batchId: BatchId): readonly string[] {
  const rows = store.orm
    .select({ ticket: enrolments.ticketNumber })
    .from(enrolments)
    .where(enrolledIn({ batchId }))
    .orderBy(enrolments.ticketNumber)
    .all();
  return rows.flatMap((row) => row.ticket ?? []);
}

/** `KD-<institution>-<batch>-r<revision>.tar.age` */
export function packageNameOf(store: Store, row: PackageRow): string {
  return `KD-${siteRow(store)?.institutionCode ?? ''}-${row.batchNo}-r${row.revision}.tar.age`;
}

/** How a package stands, with its time line and receipt. */
export function packageView(store: Store, row: PackageRow, names = peopleNames(store)): PackageView {
  const steps = store.orm
    .select()
    .from(packageSteps)
    .where(eq(packageSteps.packageId, row.packageId))
    .orderBy(asc(packageSteps.seq))
    .all();
  const last = store.orm
    .select()
    .from(receipts)
    .where(and(eq(receipts.packageId, row.packageId), eq(receipts.kind, 'reviewed')))
    .orderBy(desc(receipts.n))
    .get();
  const parsed = last?.receipt == null ? null : parseReceipt(last.receipt);
  const receipt = parsed?.ok === true ? parsed.value : null;
  const short =
    row.checkpointSha256 === null
      ? null
      : store.orm.select().from(checkpoints).where(eq(checkpoints.sha256, row.checkpointSha256)).get();
  const rejected = store.orm
    .select()
    .from(rejectedReceipts)
    .where(eq(rejectedReceipts.packageId, row.packageId))
    .all();
  const by = (id: string) => (id === 'system' ? null : (names.get(id) ?? null));
  return {
    packageId: row.packageId,
    revision: row.revision,
    name: packageNameOf(store, row),
    state: row.state,
    packageSha256: row.packageSha256,
    bagSha256: row.bagSha256,
    size: row.size,
    checkpointShortForm: short?.shortForm ?? null,
    steps: [
      { code: 'requested', at: row.sealingAt, by: by(row.requestedBy), note: by(row.secondPerson) },
      ...(row.sealedAt === null ? [] : [{ code: 'sealed' as const, at: row.sealedAt, by: null, note: null }]),
      ...steps.map((step) => ({ code: step.code, at: step.at, by: by(step.by), note: step.note })),
    ],
    receipt:
      receipt === null
        ? null
        : {
            decision: receipt.decision,
            reviewer: receipt.reviewer,
            issuedAt: receipt.issuedAt,
            notes: receipt.notes,
            items: receipt.items
              .filter((item) => item.decision !== 'accepted')
              .map(({ ticketNumber, decision, reason }) => ({ ticketNumber, decision, reason })),
          },
    rejectedReceipts: rejected.map((one) => ({ at: one.at, code: one.code })),
  };
}
