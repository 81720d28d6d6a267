import { rmSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { CommandAnswer } from '#shared/contract/command.ts';
import { seededRandom } from '#shared/domain/seating.ts';
import { runDemo } from '../../src-main/cli/demo/run.ts';
import { openSiteFolder } from '../../src-main/cli/openSiteFolder.ts';
import { capabilities } from '../../src-main/core/capabilities.ts';
import { rebuildTables, tableHashes } from '../../src-main/core/ledger/replay.ts';
import { isFullRun, testSeed } from '../support/properties.ts';
import { testFolder } from '../support/testSite.ts';

const kills = isFullRun ? 50 : 6;
/** Commands of the demonstration with its own roster, about; the kills are spread over them. */
const commandsInAll = 850;

let folder: ReturnType<typeof testFolder>;
beforeEach(() => {
  folder = testFolder();
});
afterEach(() => rmSync(folder.dir, { recursive: true, force: true }));

test(
  `the core is killed ${kills} times while the main job runs: nothing acknowledged is missing, and the job ends`,
  { timeout: 900_000 },
  async () => {
    const random = seededRandom(testSeed);
    const acknowledged: { readonly id: string; readonly answer: CommandAnswer }[] = [];
    let pid = 0;
    let killed = 0;
    let nextAt = 5 + Math.floor(random() * 20);
    let armed = false;
    const kill = (): void => {
      armed = false;
      try {
        process.kill(pid, 'SIGKILL');
        killed += 1;
      } catch {
        // It was just dying from the kill before.
      }
    };

    const report = await runDemo(
      { out: folder.dir, roster: null, theory: null, rubric: null, json: true },
      () => undefined,
      {
        onCore: (corePid) => {
          pid = corePid;
        },
        onAcknowledged: (id, answer) => {
          acknowledged.push({ id, answer });
          if (armed || killed >= kills || acknowledged.length < nextAt) return;
          armed = true;
          nextAt = acknowledged.length + 1 + Math.floor((random() * 2 * commandsInAll) / kills);
          // A moment later, so that the blow falls into whatever is going on then: deciding, writing, syncing, answering.
          setTimeout(kill, random() * 12);
        },
      },
    );

    expect(killed).toBeGreaterThanOrEqual(Math.ceil(kills * 0.6));
    expect(report.receipt.decision).toBe('accepted');
    expect(report.ledger.ok).toBe(true);

    const opened = await openSiteFolder(
      join(folder.dir, 'site'),
      join(folder.dir, 'keys', 'site.key'),
      false,
    );
    if (!opened.ok) throw new Error(opened.message);
    const { store } = opened;
    try {
      const rows = store.raw
        .prepare("SELECT seq, json_extract(header, '$.command') AS command FROM ledger_rows")
        .all() as { seq: number; command: string }[];
      const seqsOf = Map.groupBy(rows, (row) => row.command);
      for (const { id, answer } of acknowledged) {
        if (!answer.ok || answer.rows === null) continue;
        const seqs = (seqsOf.get(id) ?? []).map((row) => row.seq);
        expect(seqs, `command ${id}`).toContain(answer.rows[0]);
        expect(seqs, `command ${id}`).toContain(answer.rows[1]);
      }
      // No command happened twice: its rows stand together.
      for (const [command, own] of seqsOf) {
        if (command === 'clock') continue;
        const seqs = own.map((row) => row.seq);
        expect(Math.max(...seqs) - Math.min(...seqs) + 1, `command ${command}`).toBe(seqs.length);
      }
      const before = tableHashes(store, capabilities);
      rebuildTables(store, capabilities);
      expect(tableHashes(store, capabilities)).toEqual(before);
    } finally {
      store.close();
    }
    expect(await readFile(`${report.package.path}.sig`, 'utf8')).toContain('BEGIN SSH SIGNATURE');
  },
);
