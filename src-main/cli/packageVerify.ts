import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import { parseAgeIdentityFile } from '#node/ageFile.ts';
import { parseAllowedSigners, type AllowedSigner } from '#node/allowedSigners.ts';
import { errorCode } from '#node/durableFile.ts';
import { verifyPackage, type PackageReport } from '#node/packageOpen.ts';
import type { NotCheckedReason, PackageCheckName } from '#node/packageReport.ts';
import type { FormatResult } from '#shared/formats/formatRefusal.ts';
import { formatRefusalText } from '#shared/formats/formatWords.ts';
import type { CommandIo, ExitCode } from './io.ts';

const usage = `用法：kaodian package verify 文件 --allowed-signers 名单 --signer 机构备案码 [--identity 密钥文件] [--json]
签名文件是“文件.sig”，与报送包放在一起。没有 --identity 时只核验外层签名。
`;

const checkWords: Readonly<Record<PackageCheckName, string>> = {
  'outer-signature': '外层签名与文件相符',
  'outer-signer': '外层签名者已登记并在有效期内',
  'file-name': '文件名与签名机构一致',
  decryption: '解密完整',
  archive: '归档格式合规',
  bag: '文件清单双向一致',
  'inner-signature': '内层签名有效',
  files: '数据文件符合格式',
  agreement: '机构、批次、版次与数目一致',
  ledger: '留痕逐条相连',
  checkpoint: '检查点签名有效且与留痕一致',
  'tree-root': '检查点总校验值覆盖全部留痕',
  sealing: '封包记录与报送包一致',
  recipient: '本方密钥在收件方之列',
};

const reasonWords: Readonly<Record<NotCheckedReason, string>> = {
  'no-identity': '未提供解密密钥',
  'earlier-failed': '前面的核验未通过',
  'rows-begin-later': '留痕从上次回执之后开始，需由中心对照核验',
  'reading-back': '回读',
};

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
    io.stderr(usage);
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
    io.stderr(`读不到文件（${code}）\n${usage}`);
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
  if (!result.ok) io.stderr(`${basename(file)}：${formatRefusalText(result.refusal, 'zh')}\n`);
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
    refusals: report.refusals.map((refusal) => ({ ...refusal, message: formatRefusalText(refusal, 'zh') })),
    counts: opened?.files['package.json'].counts ?? null,
    ledger:
      opened === null
        ? null
        : {
            fromSeq: opened.ledger.fromSeq,
            size: opened.ledger.size,
            head: opened.ledger.head,
            checkpointSha256: opened.checkpointSha256,
          },
  };
}

function textReport(file: string, report: PackageReport): string {
  const lines = report.checks.map((check) => {
    const words = checkWords[check.name];
    if (check.state === 'passed') return `  ✓ ${words}`;
    if (check.state === 'failed') return `  ✗ ${words}：${formatRefusalText(check.refusal, 'zh')}`;
    return `  – ${words}（未核验：${reasonWords[check.reason]}）`;
  });
  const verdict = !report.ok
    ? '不予接收'
    : report.scope === 'whole'
      ? '核验通过'
      : '外层签名有效；内容尚未核验';
  return [
    basename(file),
    ...lines,
    `SHA-256 ${report.packageSha256}（${report.size} 字节）`,
    `结论：${verdict}`,
    '',
  ].join('\n');
}
