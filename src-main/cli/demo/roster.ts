import { newUlid } from '#node/newUlid.ts';
import type { BatchId, CommandId } from '#shared/contract/ids.ts';
import type { RosterReport } from '#shared/contract/rosterReport.ts';
import { pageRows } from '#shared/domain/limits.ts';
import { deskTime } from '#shared/domain/deskTime.ts';
import type { Person } from '../../core/demo/player.ts';
import type { OccupationGroup } from './arranging.ts';
import type { Play } from './play.ts';
import { withUpload } from './uploads.ts';
import type { NamedFile } from './uploads.ts';

/** Looks the roster through, as the page does before it imports. */
export async function checkRoster(
  { player }: Play,
  registrar: Person,
  file: NamedFile,
): Promise<RosterReport> {
  const client = player.clientOf(registrar);
  let report: RosterReport | null = null;
  await withUpload(client, file, async (uploadId) => {
    const answer = await client.act('roster.check', { uploadId, fixes: [], mapping: [] });
    if (!answer.ok) return answer.refusal;
    report = answer.value;
    return null;
  });
  if (report === null) throw new Error('no report');
  return report;
}

/** Imports whoever has no fault; answers how many. */
export async function importRoster(
  { player }: Play,
  registrar: Person,
  batchId: BatchId,
  file: NamedFile,
): Promise<number> {
  const client = player.clientOf(registrar);
  let imported = 0;
  const commandId = newUlid() as CommandId;
  const deskAt = deskTime(Date.now());
  await withUpload(client, file, async (uploadId) => {
    const answer = await client.act('roster.import', {
      commandId,
      deskAt,
      uploadId,
      batchId,
      fixes: [],
      mapping: [],
      skipErrors: true,
    });
    if (!answer.ok) return answer.refusal;
    ({ imported } = answer.result);
    return null;
  });
  return imported;
}

/** How many of the batch stand there for each occupation, whatever their level. */
export async function occupationGroups(
  { player }: Play,
  registrar: Person,
  batchId: BatchId,
): Promise<readonly OccupationGroup[]> {
  const client = player.clientOf(registrar);
  const groups = new Map<string, OccupationGroup>();
  const limit = pageRows.max;
  for (let offset = 0, total = 1; offset < total; offset += limit) {
    const page = await client.ask('candidates.list', { batchId, text: '', offset, limit });
    total = page.total;
    for (const { occupationLevel: line } of page.rows) {
      const key = `${line.edition} ${line.code}`;
      groups.set(key, { line, people: (groups.get(key)?.people ?? 0) + 1 });
    }
  }
  return [...groups.values()];
}
