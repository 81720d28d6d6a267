import { desc, eq } from 'drizzle-orm';
import { refuse } from '#shared/contract/refusal.ts';
import type { Answers } from '../api/answers.ts';
import type { Actions } from '../api/context.ts';
import { batchRow } from '../batches/queries.ts';
import { applyReceipts, readReceiptFiles } from './receiptIntake.ts';
import { preflight } from './preflight.ts';
import { deadlines, packageRow, packageRows, packageView } from './queries.ts';
import { startSealing } from './sealing.ts';
import { packages } from './tables.ts';
import { startUpload } from './upload.ts';
import { writeToFolder } from './writeToFolder.ts';

export const packagesAnswers = {
  'reports.view': ({ store, at, reference, jobOf }, input) => {
    const batch = batchRow(store, input.batchId);
    if (batch === null) return null;
    const rows = packageRows(store, input.batchId);
    const newest = store.orm
      .select()
      .from(packages)
      .where(eq(packages.batchId, input.batchId))
      .orderBy(desc(packages.revision))
      .get();
    const report = deadlines(store, batch, at, reference).find((step) => step.code === 'report');
    return {
      batchId: input.batchId,
      preflight: preflight(store, at, input.batchId),
      packages: rows.map((row) => packageView(store, row)),
      job: newest === undefined ? null : jobOf(newest.packageId as never),
      due: { day: report?.day ?? null, state: report?.state ?? 'calendarMissing' },
    };
  },
} satisfies Answers;

export const packagesActions = {
  'reports.seal': async ({ openSite, host }, { packageId }) => {
    const row = packageRow(openSite.store, packageId);
    if (row === null) return refuse('package-unknown');
    if (row.state !== 'sealing') return refuse('package-sealed-already');
    return startSealing(openSite, row, host.resourcesDir)
      ? { ok: true, value: null }
      : refuse('work-under-way');
  },
  'reports.writeToFolder': (context, input) =>
    writeToFolder(context.openSite, context.person.userId, context.desk, input.packageId, input.folder),
  'reports.upload': async ({ openSite, person }, { packageId }) =>
    startUpload(openSite, packageId, person.userId),
  'reports.fetchReceipts': ({ openSite, person }, { packageId }) =>
    applyReceipts(openSite, packageId, person.userId),
  'reports.readReceipt': ({ openSite, uploads, person }, input) =>
    readReceiptFiles(
      openSite,
      uploads.get(input.uploadId),
      uploads.get(input.signatureUploadId),
      person.userId,
    ),
} satisfies Actions;
