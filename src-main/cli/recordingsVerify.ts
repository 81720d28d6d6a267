import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { recordingsFile } from '#node/segmentChain.ts';
import type { ExitCode } from '#node/commandLanguage.ts';
import { verifyLevels } from '#shared/contract/recorder.ts';
import type { VerifyLevel, VerifyReport } from '#shared/contract/recorder.ts';
import { openSegmentStore } from '../recorder/segmentStore.ts';
import { verifyRecordings } from '../recorder/verify.ts';
import type { CommandIo } from './io.ts';
import { commandWords, usageOf } from './io.ts';

const usage = 'recordings verify DIR [--level presence|size|hash] [--folder DIR …] [--json]';

interface Options {
  readonly site: string;
  readonly level: VerifyLevel;
  readonly folders: readonly string[];
  readonly json: boolean;
}

/**
 * `kaodian recordings verify`: every row of a site's recordings, its chain, and the file that it names, as far as the level asks
 * (without one: by hash). Recording may go on meanwhile. `--folder`: where the pictures lie now, when they were moved. 0 sound, 1 not, 2 wrong use.
 */
export async function recordingsVerify(args: readonly string[], io: CommandIo): Promise<ExitCode> {
  const options = parseOptions(args);
  if (options === null) {
    io.stderr(usageOf(usage));
    return 2;
  }
  const w = commandWords();
  if (!existsSync(join(options.site, recordingsFile))) {
    if (options.json) io.stdout(`${JSON.stringify({ ok: false, message: w.recordings.none })}\n`);
    else io.stderr(`${w.recordings.none}\n`);
    return 1;
  }
  const store = openSegmentStore(options.site, { readOnly: true });
  try {
    const report = await verifyRecordings(store, {
      level: options.level,
      cameras: null,
      folders: options.folders,
    });
    io.stdout(options.json ? `${JSON.stringify(report)}\n` : `${linesOf(report).join('\n')}\n`);
    return report.ok ? 0 : 1;
  } finally {
    store.close();
  }
}

function linesOf(report: VerifyReport): readonly string[] {
  const w = commandWords().recordings;
  return [
    ...report.findings.map(({ fault, file, camera, index }) =>
      w.finding({ fault: w.faults[fault], what: file ?? `${camera ?? ''} ${index ?? ''}` }),
    ),
    w.counts(report),
    report.ok ? w.sound[report.level] : w.unsound,
  ];
}

function parseOptions(args: readonly string[]): Options | null {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        level: { type: 'string' },
        folder: { type: 'string', multiple: true },
        json: { type: 'boolean' },
      },
    });
    const [site] = positionals;
    const level = verifyLevels.find((one) => one === (values.level ?? 'hash'));
    if (site === undefined || positionals.length > 1 || level === undefined) return null;
    const folders = (values.folder ?? []).map((folder) => resolve(folder));
    return { site, level, folders, json: values.json ?? false };
  } catch {
    return null;
  }
}
