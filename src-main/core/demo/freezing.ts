import type { BatchId } from '#shared/contract/ids.ts';
import type { ResultTable } from '#shared/contract/views/results.ts';
import type { Person, Player } from './player.ts';
import { together } from './player.ts';

/** The registrar asks for the results to be frozen as they stand, the chief agrees. Answers what was frozen. */
export async function freezeResults(
  player: Player,
  registrar: Person,
  batchId: BatchId,
): Promise<ResultTable> {
  const table = await player.asks(registrar, 'results.table', { batchId });
  if (table === null) throw new Error('no results to freeze');
  const { tableSha256 } = table;
  await together(player, registrar, player.chief, 'results.freeze', { batchId, tableSha256 });
  return table;
}
