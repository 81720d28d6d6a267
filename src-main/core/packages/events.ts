import { and, desc, eq, isNotNull } from 'drizzle-orm';
import type { CommandInput } from '#shared/contract/commands/index.ts';
import type { PackageId } from '#shared/contract/ids.ts';
import type { PackageState } from '#shared/domain/packageStates.ts';
import { packageStates } from '#shared/domain/packageStates.ts';
import { currentRecipients, receiptSigners } from '#node/centreKeys.ts';
import { sha256Hex } from '#node/hashes.ts';
import { verifyReceipt } from '#node/receipt.ts';
import { batchRow } from '../batches/queries.ts';
import { keysInForce, siteRow } from '../institution/queries.ts';
import type { Apply, Decide, DecideContext, Decision } from '../ledger/capability.ts';
import { decided, happened, refused } from '../ledger/capability.ts';
import { checkpointEvent } from '../ledger/checkpoints.ts';
import type { Store } from '../store/openDatabase.ts';
import { preflight } from './preflight.ts';
import { packageRow, ticketNumbersOf } from './queries.ts';
import { packageSteps, packages, receipts, rejectedReceipts } from './tables.ts';

export const decide: Decide = {
  'package.seal': seal,
  'package.noteSealed': (context, input) => {
    const row = packageRow(context.store, input.packageId);
    if (row === null) return refused('package-unknown');
    if (row.state !== 'sealing') return refused('package-sealed-already');
    const { packageId, packageSha256, bagSha256, size, checkpointSha256 } = input;
    const checkpoint = { sha256: checkpointSha256, size: row.sealingSeq + 1 };
    return decided([
      happened(
        'package.sealed',
        row.batchId,
        { packageId, packageSha256, bagSha256, size, checkpoint },
        null,
      ),
    ]);
  },
  'package.noteWritten': (context, input) => {
    const row = packageRow(context.store, input.packageId);
    if (row === null || row.packageSha256 === null) return refused('package-not-sealed');
    return decided([
      {
        ...happened('package.written', row.batchId, { packageId: input.packageId }, { place: input.place }),
        by: input.by,
      },
    ]);
  },
  'package.noteUploaded': (context, input) => {
    const row = packageRow(context.store, input.packageId);
    if (row === null || row.packageSha256 === null) return refused('package-not-sealed');
    const before = context.store.orm
      .select()
      .from(packageSteps)
      .where(and(eq(packageSteps.packageId, input.packageId), eq(packageSteps.code, 'uploaded')))
      .get();
    // Sending again what the centre has already changes nothing there, and nothing here.
    if (before?.note === input.centreId) return decided([]);
    return decided([
      {
        ...happened(
          'package.uploaded',
          row.batchId,
          { packageId: input.packageId, centreId: input.centreId },
          null,
        ),
        by: input.by,
      },
    ]);
  },
  'receipt.apply': applyReceipt,
};

function seal(context: DecideContext, input: CommandInput<'package.seal'>): Decision {
  const { store } = context;
  const batch = batchRow(store, input.batchId);
  const here = siteRow(store);
  if (batch === null || here === null || context.signingKey === null) return refused('batch-unknown');
  if (packageRow(store, input.packageId) !== null) return refused('id-taken');
  const missing = preflight(store, context.at, input.batchId).filter((line) => line.state === 'missing');
  if (missing.length > 0) return refused('preflight-open', { lines: missing.map((line) => line.code) });
  const earlier = store.orm
    .select()
    .from(packages)
    .where(eq(packages.batchId, input.batchId))
    .orderBy(desc(packages.revision))
    .all();
  if (earlier.some((one) => one.state === 'sealing')) return refused('sealing-under-way');
  const last = earlier[0];
  if (last !== undefined && last.state !== 'returned')
    return refused('package-awaits-receipt', { revision: last.revision });
  const keys = keysInForce(store);
  if (keys === null) return refused('centre-not-enrolled');
  const recipients = currentRecipients(keys, Date.parse(context.at)).toSorted();
  const data = {
    packageId: input.packageId,
    batchId: input.batchId,
    institutionCode: here.institutionCode,
    batchNo: batch.batchNo,
    revision: (last?.revision ?? 0) + 1,
    replaces: earlier
      .flatMap((one) =>
        one.packageSha256 === null || one.bagSha256 === null
          ? []
          : [{ packageSha256: one.packageSha256, bagSha256: one.bagSha256 }],
      )
      .toReversed(),
    recipients,
    softwareVersion: context.softwareVersion,
    ruleSetHash: batch.ruleSetHash,
    secondPerson: context.second ?? context.by,
  };
  return decided(
    [
      happened('package.sealing', input.batchId, data, null),
      checkpointEvent(store, context.signingKey, 'sealing'),
    ],
    { revision: data.revision },
  );
}

/** A receipt that does not verify is no refusal: it is kept apart as `receipt.rejected`, with its reason. */
function applyReceipt(context: DecideContext, input: CommandInput<'receipt.apply'>): Decision {
  const { store } = context;
  const receiptSha256 = sha256Hex(input.receipt);
  const row = packageRow(store, input.packageId);
  const keys = keysInForce(store);
  const here = siteRow(store);
  if (
    row === null ||
    here === null ||
    row.packageSha256 === null ||
    row.bagSha256 === null ||
    row.checkpointSha256 === null
  )
    return refused('package-not-sealed');
  if (keys === null) return refused('centre-not-enrolled');
  const known = store.orm
    .select()
    .from(receipts)
    .where(and(eq(receipts.packageId, input.packageId), eq(receipts.receiptSha256, receiptSha256)))
    .get();
  if (known !== undefined) return decided([], { applied: false });
  const previous = lastReceipt(store, row.batchNo);
  const batch = row.batchId;
  const verified = verifyReceipt(input.receipt, input.signature, {
    signers: receiptSigners(keys),
    at: Date.parse(context.at),
    package: {
      packageSha256: row.packageSha256,
      bagSha256: row.bagSha256,
      institutionCode: here.institutionCode,
      batchNo: row.batchNo,
      revision: row.revision,
      checkpointSha256: row.checkpointSha256,
    },
    ticketNumbers: ticketNumbersOf(store, row.batchId),
    previous,
  });
  if (!verified.ok) {
    const rejected = {
      packageId: input.packageId,
      code: verified.refusal.code,
      receiptSha256,
      road: input.transport,
    };
    const result = { applied: false, code: verified.refusal.code };
    const seen = store.orm
      .select()
      .from(rejectedReceipts)
      .where(eq(rejectedReceipts.receiptSha256, receiptSha256))
      .get();
    if (seen !== undefined) return decided([], result);
    return decided([{ ...happened('receipt.rejected', batch, rejected, null), by: input.by }], result);
  }
  const { receipt } = verified.value;
  const data = {
    packageId: input.packageId,
    n: receipt.n,
    kind: receipt.kind,
    decision: receipt.decision,
    receiptSha256,
    checkpointSha256: receipt.checkpointSha256,
    firstReceivedAt: receipt.firstReceivedAt,
    issuedAt: receipt.issuedAt,
    road: input.transport,
  };
  const personal = { receipt: input.receipt, signature: input.signature };
  return decided([{ ...happened('receipt.applied', batch, data, personal), by: input.by }], {
    applied: true,
  });
}

/** `n` rises by one per institution and batch, over all revisions. */
function lastReceipt(store: Store, batchNo: string): { readonly n: number; readonly sha256: string } | null {
  const row = store.orm
    .select({ n: receipts.n, sha256: receipts.receiptSha256 })
    .from(receipts)
    .innerJoin(packages, eq(packages.packageId, receipts.packageId))
    .where(and(eq(packages.batchNo, batchNo), isNotNull(packages.packageSha256)))
    .orderBy(desc(receipts.n))
    .get();
  return row ?? null;
}

export const apply: Apply = {
  'package.sealing': (store, { seq, at, actor, data }) => {
    store.orm
      .insert(packages)
      .values({
        packageId: data.packageId,
        batchId: data.batchId,
        batchNo: data.batchNo,
        revision: data.revision,
        state: 'sealing',
        sealingSeq: seq,
        sealingAt: at,
        requestedBy: actor,
        secondPerson: data.secondPerson,
        recipients: data.recipients,
        replaces: data.replaces,
        softwareVersion: data.softwareVersion,
      })
      .run();
  },
  'package.sealed': (store, { at, data }) => {
    const { packageSha256, bagSha256, size } = data;
    store.orm
      .update(packages)
      .set({
        state: 'sealed',
        packageSha256,
        bagSha256,
        size,
        checkpointSha256: data.checkpoint.sha256,
        sealedAt: at,
      })
      .where(eq(packages.packageId, data.packageId))
      .run();
  },
  'package.written': (store, { seq, at, actor, data, personal }) => {
    advance(store, data.packageId, 'written');
    store.orm
      .insert(packageSteps)
      .values({
        seq,
        packageId: data.packageId,
        code: 'written',
        at,
        by: actor,
        note: personal?.place ?? null,
      })
      .run();
  },
  'package.uploaded': (store, { seq, at, actor, data }) => {
    advance(store, data.packageId, 'uploaded');
    store.orm
      .insert(packageSteps)
      .values({ seq, packageId: data.packageId, code: 'uploaded', at, by: actor, note: data.centreId })
      .run();
  },
  'receipt.applied': (store, { seq, at, actor, data, personal }) => {
    advance(store, data.packageId, data.kind === 'received' ? 'received' : (data.decision ?? 'received'));
    store.orm
      .insert(receipts)
      .values({
        packageId: data.packageId,
        n: data.n,
        kind: data.kind,
        decision: data.decision,
        receiptSha256: data.receiptSha256,
        checkpointSha256: data.checkpointSha256,
        issuedAt: data.issuedAt,
        receipt: personal?.receipt ?? null,
        signature: personal?.signature ?? null,
        seq,
      })
      .run();
    store.orm
      .insert(packageSteps)
      .values({ seq, packageId: data.packageId, code: data.kind, at, by: actor, note: data.decision })
      .run();
  },
  'receipt.rejected': (store, { seq, at, data }) =>
    void store.orm
      .insert(rejectedReceipts)
      .values({ seq, packageId: data.packageId, code: data.code, at, receiptSha256: data.receiptSha256 })
      .run(),
};

/** A package only moves forward: writing it to a second drive after the receipt does not undo the receipt. */
function advance(store: Store, packageId: PackageId, to: PackageState): void {
  const row = packageRow(store, packageId);
  if (row === null || packageStates.indexOf(to) <= packageStates.indexOf(row.state)) return;
  store.orm.update(packages).set({ state: to }).where(eq(packages.packageId, packageId)).run();
}
