import { fstatSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { errorCode } from '#node/durableFile.ts';
import { wordsOf } from '#shared/words/words.ts';
import { commandLanguage } from '#node/commandLanguage.ts';
import type { ExitCode } from '#node/commandLanguage.ts';
import { CentreIsRunning } from './app.ts';
import { enrolSite, newSignInLink, revokeSiteKey } from './enrol.ts';
import { isLoopback, serveCentre } from './serve.ts';

type Io = { readonly stdout: (text: string) => void; readonly stderr: (text: string) => void };

const words = () => wordsOf(commandLanguage(), 'centre').command;

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
): Promise<ExitCode> {
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
      return refused(io, values, 'centre-running', words().running);
    }
    const code = errorCode(error);
    if (code === 'EADDRINUSE' || code === 'EACCES' || code === 'EADDRNOTAVAIL') {
      const address = `${values.host}:${values.port}`;
      return refused(io, values, 'address-taken', words().addressTaken({ address, code }));
    }
    if (code === 'ENOENT') {
      io.stderr(`${words().unreadable({ reason: error instanceof Error ? error.message : code })}\n`);
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

async function run(values: Values, io: Io, untilStopped: () => Promise<void>): Promise<ExitCode> {
  const port = Number(values.port);
  const hasTls = values['tls-key'] !== undefined && values['tls-cert'] !== undefined;
  if (!Number.isInteger(port) || port < 0 || port > 65_535) return wrongUse(io);
  if (!isLoopback(values.host) && !hasTls) {
    io.stderr(`${words().tlsNeeded}\n`);
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
  const w = words();
  io.stdout(
    values.json
      ? `${JSON.stringify({ address, rootFingerprint, signInLink, acceptAll: values.accept })}\n`
      : `${[
          w.started({ address, fingerprint: rootFingerprint, link: w.link({ link: signInLink }) }),
          ...(values.accept ? [w.acceptsAll] : []),
          w.stop,
        ].join('\n')}\n`,
  );
  await untilStopped();
  await centre.close();
  return 0;
}

async function enrol(values: Values, io: Io): Promise<ExitCode> {
  const { code, out } = values;
  const siteKeyPath = values['site-key'];
  if (code === undefined || siteKeyPath === undefined || out === undefined) return wrongUse(io);
  const w = words();
  const enrolled = await enrolSite({
    dir: values.dir,
    centreId: values['centre-id'],
    institutionCode: code,
    siteKey: await readFile(siteKeyPath, 'utf8'),
    outDir: out,
    recipient: values.recipient ?? null,
    address: values.address ?? null,
  });
  if (!enrolled.ok) return refused(io, values, enrolled.code, w.notEnrolled[enrolled.code]);
  const { files, rootFingerprint, siteKeyFingerprint, keysVersion, address } = enrolled;
  io.stdout(
    values.json
      ? `${JSON.stringify({ files, rootFingerprint, siteKeyFingerprint, keysVersion, address })}\n`
      : `${w.enrolled({
          code,
          version: keysVersion,
          folder: out,
          files,
          fingerprint: rootFingerprint,
          siteFingerprint: siteKeyFingerprint,
        })}${values.recipient === undefined ? w.tokenPlain : ''}\n`,
  );
  return 0;
}

async function link(values: Values, io: Io): Promise<ExitCode> {
  const signInLink = await newSignInLink(values.dir);
  if (signInLink === null) return refused(io, values, 'centre-never-ran', words().neverRan);
  io.stdout(values.json ? `${JSON.stringify({ signInLink })}\n` : `${words().link({ link: signInLink })}\n`);
  return 0;
}

async function revoke(values: Values, io: Io): Promise<ExitCode> {
  const siteKeyPath = values['site-key'];
  const before = values['trust-before'];
  const trustBefore = before === undefined ? null : Date.parse(before);
  if (siteKeyPath === undefined || Number.isNaN(trustBefore)) return wrongUse(io);
  const until = trustBefore === null ? null : new Date(trustBefore).toISOString();
  const siteKey = await readFile(siteKeyPath, 'utf8');
  if (!(await revokeSiteKey(values.dir, values['centre-id'], siteKey, until))) {
    return refused(io, values, 'site-key-unknown', words().keyUnknown);
  }
  io.stdout(
    values.json ? `${JSON.stringify({ revoked: true, trustBefore: until })}\n` : `${words().revoked}\n`,
  );
  return 0;
}

function refused(io: Io, values: Values, code: string, message: string): 1 {
  if (values.json) io.stdout(`${JSON.stringify({ refusal: { code, message } })}\n`);
  else io.stderr(`${message}\n`);
  return 1;
}

function wrongUse(io: Io): 2 {
  io.stderr(words().usage);
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
