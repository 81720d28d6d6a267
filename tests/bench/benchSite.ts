import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newUlid } from '#node/newUlid.ts';
import { resourcesFolder } from '#node/programs.ts';
import { defaultBatchRules } from '#shared/contract/batchRules.ts';
import type { BatchId } from '#shared/contract/ids.ts';
import type { SittingView } from '#shared/contract/views/preparation.ts';
import { siteDay } from '#shared/domain/sittingTimes.ts';
import { buildCore, hostClock } from '../../src-main/core/app.ts';
import type { Core } from '../../src-main/core/app.ts';
import { createDemoClock } from '../../src-main/core/demo/demoClock.ts';
import { madeUpPeople } from '../../src-main/core/demo/people.ts';
import type { Player } from '../../src-main/core/demo/player.ts';
import { at } from '../../src-main/core/demo/player.ts';
import { addRooms, makeBatch, rosterLines } from '../../src-main/core/demo/preparing.ts';
import { openScript } from '../../src-main/core/demo/script.ts';
import { session, sittingsOf } from '../../src-main/core/demo/seating.ts';
import type { Store } from '../../src-main/core/store/openDatabase.ts';

const occupation = { edition: '2022', code: '6-18-01-01', name: '车工', level: 3 } as const;

/** The made-up chief of every measured site. */
export const chief = { loginName: 'chief', password: 'bench-only' } as const;

/** Founds a real site in a folder. */
export async function foundSite(
  dir: string,
  passphrase: string | null,
  keepSiteKey: (siteKeyHex: string) => void = () => undefined,
): Promise<Core> {
  const core = await buildCore({
    dir,
    resourcesDir: resourcesFolder(),
    clock: hostClock,
    softwareVersion: '0',
    keepSiteKey,
  });
  await core.host.setUp(
    {
      institutionCode: 'S500100000001',
      institutionName: '实测',
      chiefLoginName: chief.loginName,
      chiefDisplayName: '负责人',
      chiefPassword: chief.password,
      passphrase,
    },
    'host',
  );
  return core;
}

/** A real site in a temporary folder, with people who have seats. */
export interface BenchSite {
  readonly store: Store;
  /** Gives commands as the founder, among others; a refusal is an error. */
  readonly player: Player;
  /** The sitting that they have seats in, and that admits them. */
  readonly sitting: SittingView;
  readonly ledgerRows: () => number;
  /** Adds made-up people until the ledger has at least this many rows. */
  readonly growTo: (rows: number) => Promise<void>;
  readonly close: () => Promise<void>;
}

/** Founds a site with a batch and `candidates` made-up people who have seats in a sitting that admits them. */
export async function openBenchSite(candidates: number): Promise<BenchSite> {
  const dir = mkdtempSync(join(tmpdir(), 'kaodian-bench-'));
  const core = await foundSite(dir, null);
  const site = core.host.current();
  if (site === null) throw new Error('the site was not founded');
  const player = openScript(site, createDemoClock(hostClock), Date.now());
  const { chief, does, composes } = player;
  const now = new Date().toISOString();
  const days = { firstDay: siteDay(now), lastDay: siteDay(now), rules: defaultBatchRules };
  const batchId = await makeBatch(player, [{ line: occupation, major: '数控' }], {
    batchNo: 'BENCH',
    name: '实测批次',
    ...days,
  });

  const roster = await site.files.put(Buffer.from('a roster'));
  let drawn = 0;
  const register = async (count: number, into: BatchId): Promise<void> => {
    drawn += 1;
    const people = madeUpPeople(count, drawn, ['一班', '二班']);
    await composes(chief, 'roster.import', {
      batchId: into,
      file: { ...roster, name: '实测.xlsx' },
      rows: people.length,
      people: rosterLines(people, occupation),
      leftOut: [],
    });
  };
  await register(candidates, batchId);
  const roomIds = await addRooms(player, chief, ['实测车间'], 'practical', 500, occupation);
  await does(chief, 'arrangement.seat', {
    batchId,
    rule: 'rosterOrder',
    seed: 1,
    sessions: [session('practical', now, 60, roomIds)],
  });
  const sitting = at(await sittingsOf(player, chief, batchId, 'practical'), 0);
  await does(chief, 'sitting.admit', { sittingId: sitting.sittingId });

  const filling = newUlid() as BatchId;
  await does(chief, 'batch.create', {
    batchId: filling,
    batchNo: 'BENCH-2',
    name: '填充批次',
    occupationLevels: [occupation],
    ...days,
  });
  const ledgerRows = (): number => site.ledger.tail().size;
  return {
    store: site.store,
    player,
    sitting,
    ledgerRows,
    async growTo(rows) {
      while (ledgerRows() < rows) await register(Math.min(5000, rows - ledgerRows() + 1), filling);
    },
    async close() {
      await core.close();
      rmSync(dir, { recursive: true, force: true });
    },
  };
}
