import type { RubricModule } from '#shared/contract/commands/practical.ts';
import { refuse } from '#shared/contract/refusal.ts';
import type { Result } from '#shared/contract/refusal.ts';

import type { Actions, ReadContext } from '../api/context.ts';
import { submit } from '../api/context.ts';
import { parseSpreadsheet } from '../spreadsheets/parse.ts';
import { Rubric } from './import/rubric.ts';

/** Reads an upload as a rubric in the import child. */
async function readRubricFile(context: ReadContext, uploadId: string): Promise<Result<Rubric>> {
  const file = context.uploads.get(uploadId);
  if (file === null) return refuse('upload-gone');
  return parseSpreadsheet({
    kind: 'rubric',
    schema: Rubric,
    uploadId,
    bytes: file.bytes,
    fileName: file.name,
    resourcesDir: context.host.resourcesDir,
    signal: context.signal,
  });
}

/** The modules as the command wants them; null while something is missing that only a person can say. */
export function modulesOf(rubric: Rubric): readonly RubricModule[] | null {
  const modules: RubricModule[] = [];
  for (const [index, module] of rubric.modules.entries()) {
    const weightPercent = module.weightHundredths / 100;
    if (module.minutes === null || !Number.isInteger(weightPercent)) return null;
    modules.push({
      no: index + 1,
      title: module.title,
      code: module.code ?? '',
      weightPercent,
      minutes: module.minutes,
      items: module.items.map((item) => ({
        no: item.no,
        content: item.content,
        point: item.points,
        fullHundredths: item.fullHundredths,
        rule: item.rule,
        kind: item.mode,
        vetoEnds: item.vetoEffect,
      })),
    });
  }
  return modules;
}

export const practicalActions = {
  'practical.readRubric': async (context, { uploadId }) => {
    const rubric = await readRubricFile(context, uploadId);
    if (!rubric.ok) return rubric;
    const problems = rubric.value.problems.map((problem) => ({
      code: problem.code,
      row: problem.row ?? 0,
      value: Object.values(problem.facts).join(' '),
    }));
    return { ok: true, value: { modules: modulesOf(rubric.value) ?? [], problems } };
  },
  'practical.adoptRubric': async (context, input) => {
    const file = context.uploads.get(input.uploadId);
    const rubric = await readRubricFile(context, input.uploadId);
    if (file === null || !rubric.ok) return rubric.ok ? refuse('upload-gone') : rubric;
    const modules = modulesOf(rubric.value);
    if (rubric.value.problems.length > 0 || modules === null)
      return refuse('rubric-has-problems', { count: rubric.value.problems.length });
    const stored = await context.openSite.files.put(file.bytes);
    return submit(context, 'rubric.adopt', input, {
      rubricId: input.rubricId,
      batchId: input.batchId,
      occupationLevel: input.occupationLevel,
      modules: [...modules],
      file: { ...stored, name: file.name },
    });
  },
} satisfies Actions;
