import type { CommandInput } from '#shared/contract/commands/index.ts';
import type { RubricModule } from '#shared/contract/commands/practical.ts';
import type { SheetKind } from '#shared/domain/practicalKinds.ts';
import type { BatchId, EnrolmentId } from '#shared/contract/ids.ts';
import { sheetModules } from '#shared/domain/practicalSheets.ts';
import { sheetMarks } from './marks.ts';
import type { Person, Player } from './player.ts';
import { at, together } from './player.ts';
import type { Group } from './seating.ts';

/** Double entry of a theory mark (null: absent) by two people; what the second types may differ, or be still to come (undefined). */
export async function enterTheory(
  player: Player,
  { markEntry, markVerifier }: { readonly markEntry: Person; readonly markVerifier: Person },
  enrolmentId: EnrolmentId,
  first: number | null,
  second: number | null | undefined,
): Promise<void> {
  await player.does(markEntry, 'theory.enter', { enrolmentId, scoreHundredths: first });
  if (second !== undefined)
    await player.does(markVerifier, 'theory.enter', { enrolmentId, scoreHundredths: second });
}

/** One person fills and signs one sheet. */
export async function fillSheet(
  player: Player,
  person: Person,
  enrolmentId: EnrolmentId,
  kind: SheetKind,
  marks: CommandInput<'sheet.mark'>['marks'],
): Promise<void> {
  await player.does(person, 'sheet.mark', { enrolmentId, kind, marks });
  await player.does(person, 'sheet.sign', { enrolmentId, kind });
}

/** All sheets of a candidate: the lead's observations, three judges, the measurements, and their verification by another person. */
export async function markCandidate(
  player: Player,
  { lead, examiners, measurer, verifier }: Group,
  enrolmentId: EnrolmentId,
  modules: readonly RubricModule[],
  ability: number,
  random: () => number,
): Promise<void> {
  const has = (kind: SheetKind): boolean => sheetModules(modules, kind).length > 0;
  const fill = async (kind: SheetKind, people: readonly Person[]): Promise<void> => {
    if (!has(kind)) return;
    for (const person of people)
      await fillSheet(player, person, enrolmentId, kind, sheetMarks(modules, kind, ability, random));
  };
  await fill('observe', [lead]);
  await fill('judge', [lead, ...examiners]);
  await fill('measure', [measurer]);
  if (has('measure'))
    await player.does(verifier, 'sheet.verify', { enrolmentId, kind: 'measure', by: measurer.userId });
}

/** The lead of each candidate settles what the examiners see too differently, and the chief agrees: the middle mark counts. */
export async function settleSpreads(
  player: Player,
  batchId: BatchId,
  leadOf: (enrolmentId: EnrolmentId) => Person,
  reason: string,
): Promise<void> {
  const { rows } = await player.asks(player.chief, 'practical.matrix', { batchId });
  for (const { enrolmentId, spreads } of rows)
    for (const { moduleNo, itemNo, byExaminer, adjudicated } of spreads) {
      if (adjudicated !== null) continue;
      const marks = byExaminer.map((one) => one.scoreHundredths).toSorted((left, right) => left - right);
      await together(player, leadOf(enrolmentId), player.chief, 'adjudication.decide', {
        enrolmentId,
        moduleNo,
        itemNo,
        scoreHundredths: at(marks, Math.floor(marks.length / 2)),
        vetoed: false,
        reason,
      });
    }
}
