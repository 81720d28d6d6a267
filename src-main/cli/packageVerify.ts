import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import { parseAgeIdentityFile } from '#node/ageFile.ts';
import { parseAllowedSigners, type AllowedSigner } from '#node/allowedSigners.ts';
import { errorCode } from '#node/durableFile.ts';
import { verifyPackage, type PackageReport } from '#node/packageOpen.ts';
import type { FormatResult } from '#shared/formats/formatRefusal.ts';
import { formatRefusalText } from '#shared/words/refusals.ts';
import { wordsOf } from '#shared/words/words.ts';
import { commandLanguage } from '#node/commandLanguage.ts';
import type { ExitCode } from '#node/commandLanguage.ts';
import type { CommandIo } from './io.ts';
import { commandWords, usageOf } from './io.ts';

/** How it is used, and where the signature lies. */
function usage(): string {
  const { usage, hint } = commandWords().package;
  return `${usageOf(usage)}${hint}\n`;
}

type Options = {
  readonly file: string;
  readonly allowedSigners: string;
  readonly signer: string;
  readonly identity: string | null;
  readonly json: boolean;
};

/**
 * `kaodian package verify FILE --allowed-signers F --signer CODE [--identity F] [--json]`. Signatures are judged
 * at the present moment. 0: every check passed; 1: refused; 2: wrong use, or a file that cannot be read.
 */
export async function packageVerify(args: readonly string[], io: CommandIo): Promise<ExitCode> {
  const options = parseOptions(args);
  if (options === null) {
    io.stderr(usage());
    return 2;
  }
  try {
    const signers = parseAllowedSigners(await readFile(options.allowedSigners, 'utf8'));
    if (!signers.ok) return wrongUse(io, options.allowedSigners, signers);
    const identity =
      options.identity === null ? null : parseAgeIdentityFile(await readFile(options.identity, 'utf8'));
    if (options.identity !== null && identity?.ok === false) return wrongUse(io, options.identity, identity);
    const report = await verify(options, signers.value, identity?.ok === true ? identity.value : null);
    io.stdout(
      options.json ? `${JSON.stringify(jsonReport(report), null, 2)}\n` : textReport(options.file, report),
    );
    return report.ok ? 0 : 1;
  } catch (error) {
    const code = errorCode(error);
    if (code === null) throw error;
    io.stderr(`${commandWords().fileUnreadable({ code })}\n${usage()}`);
    return 2;
  }
}

function parseOptions(args: readonly string[]): Options | null {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: {
        'allowed-signers': { type: 'string' },
        signer: { type: 'string' },
        identity: { type: 'string' },
        json: { type: 'boolean', default: false },
      },
      allowPositionals: true,
    });
    const [file, ...more] = positionals;
    const allowedSigners = values['allowed-signers'];
    const { signer, identity = null, json } = values;
    if (file === undefined || more.length > 0 || allowedSigners === undefined || signer === undefined)
      return null;
    return { file, allowedSigners, signer, identity, json };
  } catch {
    return null;
  }
}

async function verify(
  options: Options,
  allowedSigners: readonly AllowedSigner[],
  identity: string | null,
): Promise<PackageReport> {
  return verifyPackage({
    source: { path: options.file },
    signature: await signatureBeside(options.file),
    allowedSigners,
    signer: options.signer,
    at: Date.now(),
    ...(identity === null ? {} : { identity }),
  });
}

async function signatureBeside(file: string): Promise<string | null> {
  try {
    return await readFile(`${file}.sig`, 'latin1');
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return null;
    throw error;
  }
}

function wrongUse(io: CommandIo, file: string, result: FormatResult<unknown>): 2 {
  if (!result.ok)
    io.stderr(`${titled(basename(file), formatRefusalText(result.refusal, commandLanguage()))}\n`);
  return 2;
}

function jsonReport(report: PackageReport) {
  const { ok, scope, name, packageSha256, size, bagSha256, signerFingerprint, opened } = report;
  return {
    ok,
    scope,
    name,
    packageSha256,
    size,
    bagSha256,
    signerFingerprint,
    checks: report.checks,
    refusals: report.refusals.map((refusal) => ({
      ...refusal,
      message: formatRefusalText(refusal, commandLanguage()),
    })),
    counts: opened?.files['package.json'].counts ?? null,
    ledger:
      opened === null
        ? null
        : {
            size: opened.ledger.size,
            head: opened.ledger.head,
            checkpointSha256: opened.checkpointSha256,
          },
  };
}

function textReport(file: string, report: PackageReport): string {
  const w = commandWords().package;
  const lines = report.checks.map((check) => {
    const words = w.checks[check.name];
    if (check.state === 'passed') return `  ✓ ${words}`;
    if (check.state === 'failed')
      return `  ✗ ${titled(words, formatRefusalText(check.refusal, commandLanguage()))}`;
    return `  – ${w.notChecked({ check: words, reason: w.reasons[check.reason] })}`;
  });
  const verdict = w.verdicts[report.ok ? report.scope : 'refused'];
  return [
    basename(file),
    ...lines,
    w.hash({ hash: report.packageSha256, size: report.size }),
    w.verdict({ verdict }),
    '',
  ].join('\n');
}

function titled(title: string, text: string): string {
  return wordsOf(commandLanguage(), 'common').titled({ title, text });
}
