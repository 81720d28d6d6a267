import { fstatSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { errorCode } from '#node/durableFile.ts';
import { commandLanguage } from '#node/commandLanguage.ts';
import type { ExitCode } from '#node/commandLanguage.ts';
import { CentreIsRunning } from './app.ts';
import { wordsOf } from '#shared/words/words.ts';
import { systemClock } from './clock.ts';
import { commandOptions, refused, wrongUse, type Io, type Values } from './commandIo.ts';
import { enrolSite, newSignInLink, revokeSiteKey } from './enrol.ts';
import { CopyDiffers } from './exchange.ts';
import { carry, init, open, publishCommand, secretsFor } from './keyCommands.ts';
import { signCalendar } from './signCalendar.ts';
import { CentreHasNoKeys, expireSoon, KeysOfAnotherCentre } from './keys.ts';
import { isLoopback, serveCentre } from './serve.ts';

const words = () => wordsOf(commandLanguage(), 'centre').command;

const commandNames = [
  'run',
  'init',
  'enrol',
  'link',
  'revoke',
  'carry',
  'open',
  'publish',
  'sign-calendar',
] as const;
type CommandName = (typeof commandNames)[number];

/**
 * The centre's commands: run, `init`, `enrol`, `link`, `revoke`; `carry`, `open` and `publish` where packages are opened on
 * a machine off the network; `sign-calendar` there too. 0 done, 1 refused, 2 wrong use.
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
    return await commands[name](values, io, untilStopped);
  } catch (error) {
    if (error instanceof CentreIsRunning) return refused(io, values, 'centre-running', words().running);
    if (error instanceof CentreHasNoKeys) return refused(io, values, 'keys-unknown', words().keysUnknown);
    if (error instanceof KeysOfAnotherCentre)
      return refused(io, values, 'keys-of-another', words().keysOfAnother);
    if (error instanceof CopyDiffers) return refused(io, values, 'copy-differs', words().copyDiffers);
    const code = errorCode(error);
    if (code === 'EADDRINUSE' || code === 'EACCES' || code === 'EADDRNOTAVAIL') {
      const address = `${values.host}:${values.port}`;
      return refused(io, values, 'address-taken', words().addressTaken({ address, code }));
    }
    if (code === 'ENOSPC' || code === 'EFBIG') return refused(io, values, 'drive-full', words().driveFull);
    if (code === 'EROFS' || code === 'EIO' || code === 'EPERM') {
      return refused(io, values, 'drive-unwritable', words().driveUnwritable({ code }));
    }
    if (code === 'ENOENT') {
      io.stderr(`${words().unreadable({ reason: error instanceof Error ? error.message : code })}\n`);
      return 2;
    }
    throw error;
  }
}

const commands: {
  readonly [Name in CommandName]: (
    values: Values,
    io: Io,
    untilStopped: () => Promise<void>,
  ) => Promise<ExitCode>;
} = { run, init, enrol, link, revoke, carry, open, publish: publishCommand, 'sign-calendar': signCalendar };

function parseOptions(
  args: readonly string[],
): { readonly name: CommandName; readonly values: Values } | null {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: commandOptions,
      allowPositionals: true,
    });
    const [wanted = 'run', ...more] = positionals;
    const name = commandNames.find((known) => known === wanted);
    if (more.length > 0 || name === undefined || values.dir === undefined) return null;
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
  const secrets = await secretsFor(values, io);
  if (!secrets.ok) return refused(io, values, secrets.refusal, words().secretsRefused[secrets.refusal]);
  const running = await serveCentre({
    dir: values.dir,
    secrets: secrets.value,
    exchange: null,
    isLookedAt: true,
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
  const { opening, hasRoot } = centre.keyring;
  const { keys } = await centre.keyring.current();
  const liesBeside = opening !== null && secrets.value === null;
  const needsRoot = !hasRoot && expireSoon(keys, systemClock.now());
  const w = words();
  io.stdout(
    values.json
      ? `${JSON.stringify({
          address,
          rootFingerprint,
          signInLink,
          acceptAll: values.accept,
          opens: opening !== null,
          keysLieOpenBeside: liesBeside,
        })}\n`
      : `${[
          w.started({ address, fingerprint: rootFingerprint, link: w.link({ link: signInLink }) }),
          ...(opening === null ? [w.opensElsewhere] : []),
          ...(liesBeside ? [w.keysBesideRisk] : []),
          ...(needsRoot ? [w.keysExpire({ day: keys.expires.slice(0, 10) })] : []),
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
  const secrets = await secretsFor(values, io);
  if (!secrets.ok) return refused(io, values, secrets.refusal, w.secretsRefused[secrets.refusal]);
  const enrolled = await enrolSite({
    dir: values.dir,
    secrets: secrets.value,
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
  const secrets = await secretsFor(values, io);
  if (!secrets.ok) return refused(io, values, secrets.refusal, words().secretsRefused[secrets.refusal]);
  const { dir, 'centre-id': centreId } = values;
  const done = await revokeSiteKey({ dir, centreId, secrets: secrets.value, siteKey, trustBefore: until });
  if (done === 'root-elsewhere') return refused(io, values, done, words().notEnrolled[done]);
  if (done === 'key-unknown') return refused(io, values, 'site-key-unknown', words().keyUnknown);
  io.stdout(
    values.json ? `${JSON.stringify({ revoked: true, trustBefore: until })}\n` : `${words().revoked}\n`,
  );
  return 0;
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
