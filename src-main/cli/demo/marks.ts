import { newUlid } from '#node/newUlid.ts';
import type { BatchId, CommandId, EnrolmentId } from '#shared/contract/ids.ts';
import { deskTime } from '#shared/domain/deskTime.ts';
import { seededRandom } from '#shared/domain/seating.ts';
import { machineExport } from '../../core/demo/markFile.ts';
import { markCandidate, settleSpreads } from '../../core/demo/marking.ts';
import { abilityOf, theoryMark } from '../../core/demo/marks.ts';
import { at } from '../../core/demo/player.ts';
import { groupOf } from '../../core/demo/seating.ts';
import type { Crew, Sittings } from './arranging.ts';
import type { DemoBatch } from './batch.ts';
import { readMarkFile } from './markFile.ts';
import type { Play } from './play.ts';
import { demoSeed } from './play.ts';
import type { ApiPlayer } from './apiPlayer.ts';
import { readNamedFile, withUpload } from './uploads.ts';
import type { NamedFile } from './uploads.ts';
import { finishSitting } from './sittings.ts';

/** Imports the machine-marking file that the command line names, or one drawn for those who came; another person compares it. */
export async function importTheoryMarks(
  { player, options, random }: Play,
  batchId: BatchId,
  cameIn: ReadonlySet<EnrolmentId>,
): Promise<void> {
  const entry = player.clientOf(await player.joins('dfy', '登分员', ['markEntry']));
  const grid = await entry.ask('theory.grid', { batchId });
  const drawn = grid.map((row) => ({
    ticketNumber: row.ticketNumber ?? '',
    name: row.name ?? '',
    scoreHundredths: cameIn.has(row.enrolmentId) ? theoryMark(abilityOf(random), random) : null,
  }));
  const file = options.theory === null ? machineExport(drawn) : await readNamedFile(options.theory);
  const commandId = newUlid() as CommandId;
  const deskAt = deskTime(Date.now());
  await withUpload(entry, file, async (uploadId) => {
    const answer = await entry.act('theory.importMarks', {
      commandId,
      deskAt,
      uploadId,
      batchId,
      commit: true,
    });
    if (!answer.ok) return answer.refusal;
    return answer.value.answer?.ok === false ? answer.value.answer.refusal : null;
  });
  await compareWithPaper(player, batchId, file);
}

/** A second person reads the drawn lines on the papers, which say what the file says. */
async function compareWithPaper(player: ApiPlayer, batchId: BatchId, file: NamedFile): Promise<void> {
  const verifier = await player.joins('hfy', '核分员', ['markVerifier']);
  const { rows } = await readMarkFile(file);
  const paper = new Map(rows.map((row) => [row.row, row.totalHundredths]));
  for (const { due } of await player.asks(verifier, 'theory.comparisons', { batchId }))
    for (const { enrolmentId, row } of due) {
      const scoreHundredths = paper.get(row) ?? null;
      await player.does(verifier, 'theory.compare', { enrolmentId, scoreHundredths, lookedAgain: false });
    }
}

/** Every room's group marks whoever came to it, all rooms side by side; then the leads settle the spreads. */
export async function markPractical(
  play: Play,
  crew: Crew,
  { batchId, modulesOf }: DemoBatch,
  { practical }: Sittings,
  cameIn: ReadonlySet<EnrolmentId>,
): Promise<void> {
  const { player } = play;
  const { rows } = await player.asks(player.chief, 'practical.matrix', { batchId });
  const lineOf = new Map(rows.map((row) => [row.enrolmentId, row.occupationLevel]));
  await Promise.all(
    practical.map(async (sitting, room) => {
      const random = seededRandom(demoSeed + room + 1);
      for (const { enrolmentId } of sitting.seats) {
        const line = lineOf.get(enrolmentId);
        if (!cameIn.has(enrolmentId) || line === undefined) continue;
        const ability = abilityOf(random);
        await markCandidate(player, groupOf(crew, room), enrolmentId, modulesOf(line), ability, random);
      }
      await finishSitting(play, sitting);
    }),
  );
  const roomOf = new Map(
    practical.flatMap(({ seats }, room) => seats.map(({ enrolmentId }) => [enrolmentId, room])),
  );
  await settleSpreads(
    player,
    batchId,
    (enrolmentId) => at(crew.leads, roomOf.get(enrolmentId) ?? -1),
    '复看工件，取中间评分',
  );
}
