import { newUlid } from '#node/newUlid.ts';
import { defaultBatchRules } from '#shared/contract/batchRules.ts';
import type { RubricModule } from '#shared/contract/commands/practical.ts';
import type { BatchId, CommandId, RubricId } from '#shared/contract/ids.ts';
import type { RosterReport } from '#shared/contract/rosterReport.ts';
import type { OccupationLevel } from '#shared/contract/values.ts';
import { deskTime } from '#shared/domain/deskTime.ts';
import { siteDay } from '#shared/domain/sittingTimes.ts';
import { adoptDemoRubric, makeBatch } from '../../core/demo/preparing.ts';
import type { Play } from './play.ts';
import { siteTime } from './play.ts';
import { readNamedFile, withUpload } from './uploads.ts';

/** The batch of the demonstration, and the rubric of each of its occupations and levels. */
export interface DemoBatch {
  readonly batchId: BatchId;
  readonly modulesOf: (line: OccupationLevel) => readonly RubricModule[];
}

const keyOf = ({ code, level }: OccupationLevel): string => `${code} ${level}`;

/** Makes a batch of today for the occupations of a roster. */
export async function makeDemoBatch(play: Play, report: RosterReport): Promise<DemoBatch> {
  const { player } = play;
  const lines = linesOf(report);
  const today = siteDay(new Date(siteTime(play)).toISOString());
  for (const { edition, code } of lines) {
    const [found] = await player.clientOf(player.chief).ask('occupations.search', { text: code });
    if (found?.licensed?.action === 'confirm')
      await player.does(player.chief, 'institution.confirmLicensed', {
        edition,
        code,
        reason: '演示：已向主管部门核实，可以开展认定',
      });
  }
  const majors = lines.map((line) => ({ line, major: `${line.name}专业` }));
  const batchId = await makeBatch(player, majors, {
    batchNo: `${today.slice(2, 4)}${today.slice(5, 7)}-DEMO`,
    name: `${today.slice(0, 4)}年演示批次`,
    firstDay: today,
    lastDay: today,
    // The demonstration is over in minutes: it publishes no list. A real batch keeps the default.
    rules: { ...defaultBatchRules, publicationWorkingDays: 0 },
  });
  await player.does(player.chief, 'batch.recordPlan', {
    batchId,
    submittedOn: today,
    proof: '演示：计划已报送',
  });
  const modules = new Map<string, readonly RubricModule[]>();
  for (const line of lines) modules.set(keyOf(line), await adoptRubric(play, batchId, line));
  return { batchId, modulesOf: (line) => modules.get(keyOf(line)) ?? [] };
}

function linesOf({ people }: RosterReport): readonly OccupationLevel[] {
  const lines = new Map<string, OccupationLevel>();
  for (const { status, values } of people) {
    const { occupationEdition: edition, occupationCode: code, occupationName: name, level } = values;
    if (status === 'error' || edition === null || code === null || name === null || level === null) continue;
    const line = { edition, code, name, level: level as OccupationLevel['level'] };
    lines.set(keyOf(line), line);
  }
  return [...lines.values()];
}

/** The rubric that the command line names, or the made-up one. */
async function adoptRubric(
  { player, options }: Play,
  batchId: BatchId,
  occupationLevel: OccupationLevel,
): Promise<readonly RubricModule[]> {
  if (options.rubric === null) return adoptDemoRubric(player, player.chief, batchId, occupationLevel);
  const client = player.clientOf(player.chief);
  const rubricId = newUlid() as RubricId;
  const commandId = newUlid() as CommandId;
  let modules: readonly RubricModule[] = [];
  await withUpload(client, await readNamedFile(options.rubric), async (uploadId) => {
    const read = await client.act('practical.readRubric', { uploadId });
    if (!read.ok) return read.refusal;
    ({ modules } = read.value);
    const deskAt = deskTime(Date.now());
    const adopted = await client.act('practical.adoptRubric', {
      commandId,
      deskAt,
      uploadId,
      batchId,
      rubricId,
      occupationLevel,
    });
    return adopted.ok ? null : adopted.refusal;
  });
  return modules;
}
