import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { commandLanguage } from '#node/commandLanguage.ts';
import type { ExitCode } from '#node/commandLanguage.ts';
import { errorCode } from '#node/durableFile.ts';
import { parseSshPublicKeyLine, sshFingerprint } from '#node/ed25519.ts';
import { verifyEvidenceCase } from '#node/evidenceCase.ts';
import { formatRefusalText } from '#shared/words/refusals.ts';
import type { CommandIo } from './io.ts';
import { commandWords, usageOf } from './io.ts';

/**
 * `kaodian evidence verify FOLDER --key PUB`: checks a case of recordings (docs/evidence.md) against the public key of the site that made
 * it, an OpenSSH line. 0: sound; 1: refused; 2: wrong use, or a file that cannot be read.
 */
export async function evidenceVerify(args: readonly string[], io: CommandIo): Promise<ExitCode> {
  const w = commandWords();
  const options = parseOptions(args);
  if (options === null) {
    io.stderr(usageOf(w.evidence.usage));
    return 2;
  }
  try {
    const key = parseSshPublicKeyLine((await readFile(options.key, 'utf8')).trim());
    if (!key.ok) {
      io.stderr(`${formatRefusalText(key.refusal, commandLanguage())}\n`);
      return 2;
    }
    const verdict = await verifyEvidenceCase(options.folder, key.value);
    if (!verdict.ok) {
      io.stdout(
        `${w.evidence.refused({ problem: formatRefusalText(verdict.refusal, commandLanguage()) })}\n`,
      );
      return 1;
    }
    const { files, segments } = verdict.value;
    io.stdout(`${w.evidence.sound({ files, segments, key: sshFingerprint(key.value) })}\n`);
    return 0;
  } catch (error) {
    const code = errorCode(error);
    if (code === null) throw error;
    io.stderr(`${w.fileUnreadable({ code })}\n`);
    return 2;
  }
}

function parseOptions(args: readonly string[]): { readonly folder: string; readonly key: string } | null {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: { key: { type: 'string' } },
      allowPositionals: true,
    });
    const [folder, ...more] = positionals;
    return folder === undefined || more.length > 0 || values.key === undefined
      ? null
      : { folder, key: values.key };
  } catch {
    return null;
  }
}
