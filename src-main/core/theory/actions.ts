import { eq } from 'drizzle-orm';

import type { TheoryImported } from '#shared/contract/actions/theory.ts';
import type { CommandAnswer } from '#shared/contract/command.ts';
import { refuse } from '#shared/contract/refusal.ts';

import type { Actions } from '../api/context.ts';
import { submit } from '../api/context.ts';
import { evidenceKind } from '#shared/domain/evidenceKind.ts';
import { parseSpreadsheet } from '../spreadsheets/parse.ts';
import { TheoryMarks } from './import/theoryMarks.ts';
import { matchMarks } from './matchMarks.ts';
import { substitutions } from './tables.ts';

export const theoryActions = {
  /** Reads a machine-marking file against the batch; commits only when asked to, and only when every row found its person. */
  'theory.importMarks': async (context, input) => {
    const file = context.uploads.get(input.uploadId);
    if (file === null) return refuse('upload-gone');
    const parsed = await parseSpreadsheet({
      kind: 'theoryMarks',
      schema: TheoryMarks,
      uploadId: input.uploadId,
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
    const answer = await submit(context, 'theory.import', input, {
      batchId: input.batchId,
      file: { ...stored, name: file.name },
      rows: parsed.value.counts.rows,
      marks: [...matched.marks],
    });
    if (answer.ok) context.uploads.used(input.uploadId);
    return { ok: true, value: { ...report, answer: answer as CommandAnswer<TheoryImported> } };
  },

  /** Stores the evidence, then proposes. A file that no proposal came to name is swept at the next start. */
  'theory.proposeSubstitution': async (context, { commandId, deskAt, uploadId, ...exam }) => {
    const file = context.uploads.get(uploadId);
    if (file === null) return refuse('upload-gone');
    if (evidenceKind(file.bytes) === null) return refuse('evidence-not-shown', { name: file.name });
    const stored = await context.openSite.files.put(file.bytes);
    const evidence = { ...stored, name: file.name };
    const answer = await submit(
      context,
      'substitution.propose',
      { commandId, deskAt },
      { ...exam, evidence },
    );
    if (answer.ok) context.uploads.used(uploadId);
    return answer;
  },

  'theory.readEvidence': async ({ openSite, offer }, { substitutionId }) => {
    const proposal = openSite.store.orm
      .select()
      .from(substitutions)
      .where(eq(substitutions.substitutionId, substitutionId))
      .get();
    if (proposal === undefined) return refuse('substitution-unknown');
    const bytes = await openSite.files.get(proposal.evidenceSha256);
    if (bytes === null) return refuse('evidence-gone');
    const fileName = proposal.evidenceName ?? proposal.evidenceSha256;
    return { ok: true, value: { downloadId: offer({ name: fileName, bytes }), fileName } };
  },
} satisfies Actions;
