import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { deliverySteps, packageStates, receiptKinds, reviewDecisions } from '#shared/domain/packageStates.ts';
import type { BatchId, PackageId } from '#shared/contract/ids.ts';

/** Result packages, one row a revision. */
export const packages = sqliteTable('packages', {
  packageId: text('package_id').$type<PackageId>().primaryKey(),
  batchId: text('batch_id').$type<BatchId>().notNull(),
  batchNo: text('batch_no').notNull(),
  revision: integer('revision').notNull(),
  state: text('state', { enum: packageStates }).notNull(),
  /** Row `package.sealing`. */
  sealingSeq: integer('sealing_seq').notNull(),
  sealingAt: text('sealing_at').notNull(),
  requestedBy: text('requested_by').notNull(),
  secondPerson: text('second_person').notNull(),
  recipients: text('recipients', { mode: 'json' }).$type<readonly string[]>().notNull(),
  replaces: text('replaces', { mode: 'json' })
    .$type<readonly { readonly packageSha256: string; readonly bagSha256: string }[]>()
    .notNull(),
  softwareVersion: text('software_version').notNull(),
  packageSha256: text('package_sha256'),
  bagSha256: text('bag_sha256'),
  size: integer('size'),
  checkpointSha256: text('checkpoint_sha256'),
  sealedAt: text('sealed_at'),
});

/** What happened to a package after its sealing, for its time line. */
export const packageSteps = sqliteTable('package_steps', {
  seq: integer('seq').primaryKey(),
  packageId: text('package_id').$type<PackageId>().notNull(),
  code: text('code', { enum: deliverySteps }).notNull(),
  at: text('at').notNull(),
  by: text('by').notNull(),
  note: text('note'),
});

/** Receipts that verified. */
export const receipts = sqliteTable(
  'receipts',
  {
    packageId: text('package_id').$type<PackageId>().notNull(),
    n: integer('n').notNull(),
    kind: text('kind', { enum: receiptKinds }).notNull(),
    decision: text('decision', { enum: reviewDecisions }),
    receiptSha256: text('receipt_sha256').notNull(),
    checkpointSha256: text('checkpoint_sha256').notNull(),
    issuedAt: text('issued_at').notNull(),
    receipt: text('receipt'),
    signature: text('signature'),
    seq: integer('seq').notNull(),
  },
  (table) => [primaryKey({ columns: [table.packageId, table.n] })],
);

/** Receipts that did not verify: shown and kept apart, never applied. */
export const rejectedReceipts = sqliteTable('rejected_receipts', {
  seq: integer('seq').primaryKey(),
  packageId: text('package_id').$type<PackageId>(),
  code: text('code').notNull(),
  at: text('at').notNull(),
  receiptSha256: text('receipt_sha256').notNull(),
});
