import { CoreRefused } from './coreClient.ts';
import { wordFor } from '#shared/words/words.ts';
import type { ExitCode } from '#node/commandLanguage.ts';
import type { CommandIo } from './io.ts';
import { commandWords, usageOf } from './io.ts';
import { demoUsage, parseDemoOptions } from './demo/options.ts';
import { runDemo } from './demo/run.ts';
import type { DemoReport } from './demo/run.ts';

/** `kaodian demo`: the whole main job without a window. Progress on standard error, the report on standard output. */
export async function demo(args: readonly string[], io: CommandIo): Promise<ExitCode> {
  const w = commandWords().demo;
  const options = parseDemoOptions(args);
  if (options === null) {
    io.stderr(usageOf(demoUsage));
    return 2;
  }
  try {
    const report = await runDemo(options, (step, detail) =>
      io.stderr(`✔ ${wordFor(w.steps, step)}  ${detail}\n`),
    );
    io.stdout(options.json ? `${JSON.stringify(report)}\n` : summary(report));
    return report.ledger.ok && report.receipt.decision === 'accepted' ? 0 : 1;
  } catch (error) {
    if (!(error instanceof CoreRefused)) throw error;
    io.stderr(`✘ ${w.failed({ why: error.message })}\n`);
    if (options.json) io.stdout(`${JSON.stringify({ ok: false, refusal: error.refusal })}\n`);
    return 1;
  }
}

function summary({ counts, package: sealed, receipt, ledger }: DemoReport): string {
  const w = commandWords().demo;
  return [
    w.imported({ imported: counts.imported, errors: counts.rowsWithErrors }),
    w.people(counts),
    w.package({ path: sealed.path }),
    `SHA-256 ${sealed.sha256}`,
    w.receipt({ decision: receipt.decision === 'accepted' ? w.accepted : (receipt.decision ?? w.none) }),
    w.ledger({ rows: ledger.rows, verdict: ledger.ok ? w.verified : w.notVerified }),
    '',
  ].join('\n');
}
