import { fstatSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { errorCode } from '#node/durableFile.ts';
import { CentreIsRunning } from './app.ts';
import { enrolSite, newSignInLink, revokeSiteKey } from './enrol.ts';
import { isLoopback, serveCentre } from './serve.ts';

type Io = { readonly stdout: (text: string) => void; readonly stderr: (text: string) => void };
type Code = 0 | 1 | 2;

const usage = `用法：
  kaodian centre --dir 目录 [--port 端口] [--accept] [--json]
      [--host 地址 --tls-key 文件 --tls-cert 文件 [--tls-ca 文件]] [--name 域名]… [--centre-id 名称]
  kaodian centre enrol --dir 目录 --code 机构备案码 --site-key 公钥文件 --out 目录
      [--recipient age1…] [--address 网址] [--json]
  kaodian centre link --dir 目录 [--json]
  kaodian centre revoke --dir 目录 --site-key 公钥文件 [--trust-before 时间（UTC）] [--json]
没有 --host 时只在本机回环地址监听；--accept 自动通过一切核验合格的包，只用于演示。
`;

const options = {
  dir: { type: 'string' },
  port: { type: 'string', default: '0' },
  host: { type: 'string', default: '127.0.0.1' },
  name: { type: 'string', multiple: true },
  accept: { type: 'boolean', default: false },
  'centre-id': { type: 'string', default: 'centre' },
  'tls-key': { type: 'string' },
  'tls-cert': { type: 'string' },
  'tls-ca': { type: 'string' },
  code: { type: 'string' },
  'site-key': { type: 'string' },
  out: { type: 'string' },
  recipient: { type: 'string' },
  address: { type: 'string' },
  'trust-before': { type: 'string' },
  json: { type: 'boolean', default: false },
} as const;

type Values = ReturnType<typeof parseArgs<{ options: typeof options }>>['values'] & { readonly dir: string };

/**
 * The centre's commands: run, `enrol`, `link`, `revoke`. 0 done, 1 refused, 2 wrong use.
 * @param untilStopped settles when a running centre shall end
 */
export async function centreCommand(
  args: readonly string[],
  io: Io,
  untilStopped: () => Promise<void> = stopWanted,
): Promise<Code> {
  const options = parseOptions(args);
  if (options === null) return wrongUse(io);
  const { name, values } = options;
  try {
    if (name === 'enrol') return await enrol(values, io);
    if (name === 'link') return await link(values, io);
    if (name === 'revoke') return await revoke(values, io);
    return await run(values, io, untilStopped);
  } catch (error) {
    if (error instanceof CentreIsRunning) {
      return refused(io, values, 'centre-running', '这个目录已有一个中心程序在运行。');
    }
    const code = errorCode(error);
    if (code === 'EADDRINUSE' || code === 'EACCES' || code === 'EADDRNOTAVAIL') {
      return refused(io, values, 'address-taken', `无法在 ${values.host}:${values.port} 监听（${code}）。`);
    }
    if (code === 'ENOENT') {
      io.stderr(`读不到文件（${error instanceof Error ? error.message : code}）\n`);
      return 2;
    }
    throw error;
  }
}

function parseOptions(args: readonly string[]): { readonly name: string; readonly values: Values } | null {
  try {
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
    const [name = 'run', ...more] = positionals;
    if (more.length > 0 || !['run', 'enrol', 'link', 'revoke'].includes(name) || values.dir === undefined)
      return null;
    return { name, values: { ...values, dir: values.dir } };
  } catch {
    return null;
  }
}

async function run(values: Values, io: Io, untilStopped: () => Promise<void>): Promise<Code> {
  const port = Number(values.port);
  const hasTls = values['tls-key'] !== undefined && values['tls-cert'] !== undefined;
  if (!Number.isInteger(port) || port < 0 || port > 65_535) return wrongUse(io);
  if (!isLoopback(values.host) && !hasTls) {
    io.stderr('在本机以外的地址监听必须给出 --tls-key 和 --tls-cert。\n');
    return 2;
  }
  const running = await serveCentre({
    dir: values.dir,
    port,
    host: values.host,
    names: values.name ?? [],
    acceptAll: values.accept,
    centreId: values['centre-id'],
    tlsKeyPath: values['tls-key'] ?? null,
    tlsCertPath: values['tls-cert'] ?? null,
    tlsCaPath: values['tls-ca'] ?? null,
    onFault: (error) =>
      io.stderr(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`),
  });
  const { address, signInLink, centre } = running;
  const { rootFingerprint } = centre;
  io.stdout(
    values.json
      ? `${JSON.stringify({ address, rootFingerprint, signInLink, acceptAll: values.accept })}\n`
      : `中心程序已启动
  接口地址      ${address}
  根密钥指纹    ${rootFingerprint}（请写在纸上交给考点）
  审核页面      ${signInLink}（一分钟内有效，只能用一次）
${values.accept ? '  注意：自动通过一切核验合格的包（演示）\n' : ''}按 Ctrl+C 结束。
`,
  );
  await untilStopped();
  await centre.close();
  return 0;
}

async function enrol(values: Values, io: Io): Promise<Code> {
  const { code, out } = values;
  const siteKeyPath = values['site-key'];
  if (code === undefined || siteKeyPath === undefined || out === undefined) return wrongUse(io);
  const enrolled = await enrolSite({
    dir: values.dir,
    centreId: values['centre-id'],
    institutionCode: code,
    siteKey: await readFile(siteKeyPath, 'utf8'),
    outDir: out,
    recipient: values.recipient ?? null,
    address: values.address ?? null,
  });
  if (!enrolled.ok) return refused(io, values, enrolled.code, enrolRefusals[enrolled.code]);
  const { files, rootFingerprint, siteKeyFingerprint, keysVersion, address } = enrolled;
  io.stdout(
    values.json
      ? `${JSON.stringify({ files, rootFingerprint, siteKeyFingerprint, keysVersion, address })}\n`
      : `已登记 ${code}，密钥文件第 ${keysVersion} 版，写入 ${out}：${files.join('、')}
  根密钥指纹    ${rootFingerprint}
  考点密钥指纹  ${siteKeyFingerprint}
请双方在纸上核对两个指纹。${values.recipient === undefined ? '令牌没有加密，请当面交付。' : ''}
`,
  );
  return 0;
}

const enrolRefusals: Readonly<Record<string, string>> = {
  'institution-code': '机构备案码应为 13 位大写字母或数字。',
  'site-key': '公钥文件不是 ssh-ed25519 公钥。',
  'site-key-of-another': '这个公钥已登记在另一个机构名下。',
  recipient: '--recipient 不是有效的 age 收件人（age1…）。',
};

async function link(values: Values, io: Io): Promise<Code> {
  const signInLink = await newSignInLink(values.dir);
  if (signInLink === null) return refused(io, values, 'centre-never-ran', '这个目录的中心程序还没有启动过。');
  io.stdout(
    values.json ? `${JSON.stringify({ signInLink })}\n` : `${signInLink}（一分钟内有效，只能用一次）\n`,
  );
  return 0;
}

async function revoke(values: Values, io: Io): Promise<Code> {
  const siteKeyPath = values['site-key'];
  const before = values['trust-before'];
  const trustBefore = before === undefined ? null : Date.parse(before);
  if (siteKeyPath === undefined || Number.isNaN(trustBefore)) return wrongUse(io);
  const until = trustBefore === null ? null : new Date(trustBefore).toISOString();
  const siteKey = await readFile(siteKeyPath, 'utf8');
  if (!(await revokeSiteKey(values.dir, values['centre-id'], siteKey, until))) {
    return refused(io, values, 'site-key-unknown', '没有机构登记过这个公钥。');
  }
  io.stdout(values.json ? `${JSON.stringify({ revoked: true, trustBefore: until })}\n` : '密钥已作废。\n');
  return 0;
}

function refused(io: Io, values: Values, code: string, words: string | undefined): 1 {
  if (values.json) io.stdout(`${JSON.stringify({ refusal: { code, message: words ?? code } })}\n`);
  else io.stderr(`${words ?? code}\n`);
  return 1;
}

function wrongUse(io: Io): 2 {
  io.stderr(usage);
  return 2;
}

/** Ctrl+C, a request to end, or the end of a pipe at standard input (whoever started us is gone). */
async function stopWanted(): Promise<void> {
  const input = fstatSync(0);
  await new Promise<void>((resolve) => {
    process.once('SIGINT', () => resolve());
    process.once('SIGTERM', () => resolve());
    if (!input.isFIFO() && !input.isSocket()) return;
    process.stdin.once('end', () => resolve());
    process.stdin.resume();
  });
  process.stdin.pause();
}
