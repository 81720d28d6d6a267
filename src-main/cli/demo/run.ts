import { seededRandom } from '#shared/domain/seating.ts';
import { freezeResults } from '../../core/demo/freezing.ts';
import { addCrew, arrange } from './arranging.ts';
import { makeDemoBatch } from './batch.ts';
import { madeUpRoster } from './files.ts';
import { enrolCentre, foundSite } from './founding.ts';
import { fetchReceipt, sealPackage, writePackage } from './handover.ts';
import { importTheoryMarks, markPractical } from './marks.ts';
import type { DemoOptions } from './options.ts';
import { demoSeed } from './play.ts';
import { readNamedFile } from './uploads.ts';
import type { Play } from './play.ts';
import { checkRoster, importRoster, occupationGroups } from './roster.ts';
import { holdSittings, readAbsentees } from './sittings.ts';
import type { DemoHooks, Stage } from './stage.ts';
import { openStage } from './stage.ts';

/** What `kaodian demo --json` prints. */
export interface DemoReport {
  readonly ok: true;
  readonly counts: {
    readonly imported: number;
    readonly rowsWithErrors: number;
    readonly checkedIn: number;
    readonly absent: number;
    readonly scored: number;
    readonly passed: number;
  };
  readonly package: { readonly path: string; readonly sha256: string };
  readonly receipt: { readonly decision: string | null; readonly files: readonly string[] };
  readonly ledger: { readonly rows: number; readonly ok: boolean };
  readonly milliseconds: Readonly<Record<string, number>>;
}

export type Say = (step: string, detail: string) => void;

/** The whole main job on a fresh site and a fresh centre. Throws `CoreRefused` when the site says no. */
export async function runDemo(options: DemoOptions, say: Say, hooks: DemoHooks = {}): Promise<DemoReport> {
  const stage = await openStage(options.out, hooks);
  try {
    return await playMainJob(stage, options, say);
  } finally {
    await stage.close();
  }
}

async function playMainJob(stage: Stage, options: DemoOptions, say: Say): Promise<DemoReport> {
  const milliseconds: Record<string, number> = {};
  async function step<Value>(name: string, work: () => Promise<Value>): Promise<Value> {
    const startedAt = performance.now();
    const value = await work();
    const tookMs = Math.round(performance.now() - startedAt);
    milliseconds[name] = tookMs;
    say(name, `${tookMs} ms`);
    return value;
  }

  const player = await step('setUp', () => foundSite(stage));
  const play: Play = { stage, options, player, random: seededRandom(demoSeed) };
  await step('enrolCentre', () => enrolCentre(play));
  const roster = options.roster === null ? madeUpRoster() : await readNamedFile(options.roster);
  const registrar = await player.joins('registrar', '考务员', ['registrar']);
  const checked = await step('checkRoster', () => checkRoster(play, registrar, roster));
  const batch = await step('makeBatch', () => makeDemoBatch(play, checked));
  const { batchId } = batch;
  const imported = await step('importRoster', () => importRoster(play, registrar, batchId, roster));
  const groups = await occupationGroups(play, registrar, batchId);
  const crew = await step('addStaff', () => addCrew(play, groups));
  const sittings = await step('arrange', () => arrange(play, registrar, batchId, groups, crew));
  const absentees = await readAbsentees(play);
  const theory = await step('checkInTheory', () => holdSittings(play, crew, sittings, 'theory', absentees));
  await step('theoryMarks', () => importTheoryMarks(play, batchId, theory.cameIn));
  const practical = await step('checkInPractical', () =>
    holdSittings(play, crew, sittings, 'practical', absentees),
  );
  await step('practicalMarks', () => markPractical(play, crew, batch, sittings, practical.cameIn));
  const table = await step('freeze', () => freezeResults(player, registrar, batchId));
  const sealed = await step('seal', () => sealPackage(play, registrar, batchId));
  const path = await step('write', () => writePackage(play, registrar, sealed.packageId));
  const receipt = await step('receipt', () => fetchReceipt(play, registrar, batchId, sealed.packageId));
  const { rows, ok } = await step('verifyLedger', () =>
    player.clientOf(player.chief).ask('ledger.verify', {}),
  );
  return {
    ok: true,
    counts: {
      imported,
      rowsWithErrors: checked.counts.errors,
      checkedIn: theory.present,
      absent: theory.absent,
      scored: table.rows.filter(
        (row) => row.theory.scoreHundredths !== null && row.practical.scoreHundredths !== null,
      ).length,
      passed: table.counts.passed,
    },
    package: { path, sha256: sealed.sha256 },
    receipt,
    ledger: { rows, ok },
    milliseconds,
  };
}
