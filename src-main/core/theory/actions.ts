import { refuse } from '#shared/contract/refusal.ts';

import type { Actions } from '../door/context.ts';
import { give } from '../door/context.ts';
import { parseSpreadsheet } from '../spreadsheets/parse.ts';
import { matchMarks } from './matchMarks.ts';

export const theoryActions = {
  /** Reads a machine-marking file against the batch; commits only when asked to, and only when every row found its person. */
  'theory.importMarks': async (context, input) => {
    const file = context.uploads.get(input.uploadId);
    if (file === null) return refuse('upload-gone');
    const parsed = await parseSpreadsheet({
      kind: 'theoryMarks',
      bytes: file.bytes,
      fileName: file.name,
      resourcesDir: context.host.resourcesDir,
      signal: context.signal,
    });
    if (!parsed.ok) return parsed;
    const matched = matchMarks(context.openSite.store, input.batchId, parsed.value.rows);
    const report = {
      rows: parsed.value.rows.length,
      matched: matched.marks.length,
      absent: matched.absent,
      unmatched: matched.unmatched,
      answer: null,
    };
    if (!input.commit) return { ok: true, value: report };
    if (matched.unmatched.length > 0)
      return refuse('marks-unmatched', {
        count: matched.unmatched.length,
        rows: matched.unmatched.slice(0, 20).map((line) => String(line.row)),
      });
    const stored = await context.openSite.files.put(file.bytes);
    const answer = await give(context, 'theory.import', input, {
      batchId: input.batchId,
      file: { ...stored, name: file.name },
      marks: matched.marks,
    });
    if (answer.ok) context.uploads.drop(input.uploadId);
    return { ok: true, value: { ...report, answer } };
  },
} satisfies Actions;
