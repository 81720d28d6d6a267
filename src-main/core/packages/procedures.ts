import type { Answers } from '../api/answers.ts';
import { behindBatch } from '../access/makerAndMade.ts';
import { batchRow } from '../batches/queries.ts';
import { preflight } from './preflight.ts';
import { deadlines, packageRows, packageView } from './queries.ts';

export const packagesAnswers = {
  'reports.view': ({ store, at, reference, jobOf }, input) => {
    const batch = batchRow(store, input.batchId);
    if (batch === null) return null;
    const rows = packageRows(store, input.batchId);
    const [newest] = rows;
    const report = deadlines(store, batch, at, reference).find((step) => step.code === 'report');
    return {
      batchId: input.batchId,
      preflight: preflight(store, at, input.batchId),
      behind: behindBatch(store, input.batchId),
      packages: rows.map((row) => packageView(store, row)),
      job: newest === undefined ? null : jobOf(newest.packageId),
      due: { day: report?.day ?? null, state: report?.state ?? 'calendarMissing' },
    };
  },
} satisfies Answers;
