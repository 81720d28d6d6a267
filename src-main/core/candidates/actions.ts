import { firstLanguage, wordsOf } from '#shared/words/words.ts';
import type { ActionInput } from '#shared/contract/actions.ts';
import { refuse } from '#shared/contract/refusal.ts';
import type { Result } from '#shared/contract/refusal.ts';
import { RosterReport } from '#shared/contract/rosterReport.ts';
import { siteDay } from '#shared/domain/sittingTimes.ts';
import type { Actions, ReadContext } from '../api/context.ts';
import { submit } from '../api/context.ts';
import { batchRow } from '../batches/queries.ts';
import { parseSpreadsheet } from '../spreadsheets/parse.ts';
import { composeRoster } from './composeRoster.ts';
import { correctedCopy } from './import/correctedCopy.ts';

type Choices = Required<ActionInput<'roster.check'>>;

/**
 * Reads an upload as a roster in the import child, with the person's choices and fixes. Nobody needs an account for that before
 * there is a site; afterwards everybody does.
 */
async function readRoster(context: ReadContext, choices: Choices): Promise<Result<RosterReport>> {
  if (context.signedIn === null && (await context.host.founded())) return refuse('signed-out');
  const file = context.uploads.get(choices.uploadId);
  if (file === null) return refuse('upload-gone');
  const today = siteDay(new Date(context.host.clock.now()).toISOString());
  return parseSpreadsheet({
    kind: 'roster',
    schema: RosterReport,
    uploadId: choices.uploadId,
    bytes: file.bytes,
    fileName: file.name,
    resourcesDir: context.host.resourcesDir,
    roster: { today, mapping: choices.mapping, fixes: choices.fixes },
    signal: context.signal,
  });
}

export const candidatesActions = {
  'roster.check': (context, choices) => readRoster(context, choices),
  'roster.correctedCopy': async (context, choices) => {
    const report = await readRoster(context, choices);
    if (!report.ok) return report;
    const { copy } = wordsOf(firstLanguage, 'roster');
    const fileName = copy.fileName({ name: report.value.fileName.replace(/\.[^.]+$/, '') });
    return {
      ok: true,
      value: {
        downloadId: context.offer({ name: fileName, bytes: correctedCopy(report.value, firstLanguage) }),
        fileName,
      },
    };
  },
  'roster.import': async (context, input) => {
    const file = context.uploads.get(input.uploadId);
    const report = await readRoster(context, input);
    if (file === null || !report.ok) return report.ok ? refuse('upload-gone') : report;
    const { counts } = report.value;
    if (counts.errors > 0 && !input.skipErrors) return refuse('roster-has-errors', { count: counts.errors });
    const batch = batchRow(context.openSite.store, input.batchId);
    if (batch === null) return refuse('batch-unknown');
    const { people, leftOut } = composeRoster(report.value, batch.occupationLevels, input.commandId);
    if (people.length === 0) return refuse('roster-empty');
    const stored = await context.openSite.files.put(file.bytes);
    const answer = await submit(context, 'roster.import', input, {
      batchId: input.batchId,
      file: { ...stored, name: report.value.fileName },
      rows: counts.rows,
      people: [...people],
      leftOut: [...leftOut],
    });
    if (answer.ok) context.uploads.used(input.uploadId);
    return answer as never;
  },
} satisfies Actions;
