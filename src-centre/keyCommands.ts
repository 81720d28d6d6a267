import { networkInterfaces } from 'node:os';
import { resolve } from 'node:path';
import type { Attempted } from '#node/attempt.ts';
import { commandLanguage } from '#node/commandLanguage.ts';
import type { ExitCode } from '#node/commandLanguage.ts';
import { errorCode } from '#node/durableFile.ts';
import { shortestPassphrase } from '#shared/domain/limits.ts';
import { wordsOf } from '#shared/words/words.ts';
import { systemClock } from './clock.ts';
import { passphraseFrom, refused, wrongUse, type Io, type Values } from './commandIo.ts';
import { backFolder, carryOut, type NotTaken } from './exchange.ts';
import { centreFolders } from './folders.ts';
import { openKeyring, readCurrentKeys } from './keys.ts';
import { publish } from './publish.ts';
import {
  makeSecretKeys,
  moveSecretKeys,
  noteRoot,
  readSecretKeys,
  rootFingerprintIn,
  secretsIn,
  wrapSecretKeys,
  type SecretKeys,
  type SecretsRefusal,
} from './secretKeys.ts';
import { serveCentre } from './serve.ts';

const words = () => wordsOf(commandLanguage(), 'centre').command;

/**
 * The secrets that a command shall use: those of `--keys`, else those beside the public keys where they need a
 * passphrase, else null (beside, open or elsewhere: `secretsBeside` knows).
 */
export async function secretsFor(
  values: Values,
  io: Io,
): Promise<Attempted<SecretKeys | null, SecretsRefusal>> {
  const folder = values.keys ?? centreFolders(values.dir).keys;
  const kind = await secretsIn(folder);
  if (kind !== 'wrapped')
    return values.keys === undefined ? { ok: true, value: null } : readSecretKeys(folder, null);
  return readSecretKeys(folder, await passphraseFrom(values, io, words().passphraseAsked));
}

/** Makes a centre's keys where the person says, or moves those that lie beside the intake there. */
export async function init(values: Values, io: Io): Promise<ExitCode> {
  const w = words();
  const here = centreFolders(values.dir).keys;
  const where = await placeFor(values, io, here);
  if (where === null) return refused(io, values, 'keys-place-needed', w.keysPlaceNeeded);
  const passphrase = values['no-passphrase'] ? null : await newPassphrase(values, io);
  if (passphrase === undefined)
    return refused(io, values, 'passphrase-needed', w.newPassphraseNeeded({ least: shortestPassphrase }));
  const keeping = { passphrase, ...(io.workFactor === undefined ? {} : { workFactor: io.workFactor }) };
  const beside = await secretsIn(here);
  const isApart = resolve(where) !== resolve(here);
  const isKnown = (await readCurrentKeys(here)) !== null;
  if (beside === 'none' && isKnown && (await secretsIn(where)) === 'none') {
    return refused(io, values, 'keys-elsewhere', w.keysElsewhere);
  }
  let moved: readonly string[] = [];
  if (beside === 'none') {
    await makeSecretKeys(where, keeping);
  } else if (isApart) {
    const done = await moveSecretKeys(here, where, keeping);
    if (!done.ok) return refused(io, values, done.refusal, w.secretsRefused[done.refusal]);
    moved = done.value;
  } else if (passphrase !== null) {
    const done = await wrapSecretKeys(here, { ...keeping, passphrase });
    if (!done.ok) return refused(io, values, done.refusal, w.secretsRefused[done.refusal]);
  }
  const secrets = await readSecretKeys(where, passphrase);
  if (!secrets.ok) return refused(io, values, secrets.refusal, w.secretsRefused[secrets.refusal]);
  const keyring = await openKeyring(here, {
    clock: systemClock,
    centreId: values['centre-id'],
    tlsCa: null,
    secrets: secrets.value,
  });
  const [root = ''] = (await keyring.current()).keys.roots;
  await noteRoot(where, root);
  const { rootFingerprint } = keyring;
  io.stdout(
    values.json
      ? `${JSON.stringify({ rootFingerprint, keys: where, moved, wrapped: passphrase !== null })}\n`
      : `${[
          w.initiated({ folder: where, fingerprint: rootFingerprint }),
          isApart ? w.keysApart : w.keysBeside({ dir: values.dir }),
          ...(moved.length > 0 ? [w.keysMoved] : []),
          ...(passphrase === null ? [w.keysOpen] : []),
        ].join('\n')}\n`,
  );
  return 0;
}

async function placeFor(values: Values, io: Io, here: string): Promise<string | null> {
  if (values.keys !== undefined) return values.keys;
  if (values['keys-here']) return here;
  if (io.ask === undefined) return null;
  const answer = (await io.ask(words().keysPlaceAsked({ here }), false)).trim();
  return answer === '' ? null : answer;
}

/** Undefined: none was given, it is too short, or was not typed alike twice. */
async function newPassphrase(values: Values, io: Io): Promise<string | undefined> {
  const first = await passphraseFrom(values, io, words().newPassphraseAsked({ least: shortestPassphrase }));
  if (first === null || first.length < shortestPassphrase) return undefined;
  if (values['passphrase-file'] !== undefined) return first;
  return (await passphraseFrom(values, io, words().passphraseAgain)) === first ? first : undefined;
}

/** At the intake: copies to a folder what is to be opened elsewhere. */
export async function carry(values: Values, io: Io): Promise<ExitCode> {
  if (values.to === undefined) return wrongUse(io);
  const { packages, skipped } = await carryOut(values.dir, values.to, values.all);
  io.stdout(
    values.json
      ? `${JSON.stringify({ packages, skipped })}\n`
      : `${words().carried({ count: packages.length, skipped, folder: values.to, names: packages })}\n`,
  );
  return 0;
}

/** At the intake: publishes what came back. */
export async function publishCommand(values: Values, io: Io): Promise<ExitCode> {
  if (values.from === undefined) return wrongUse(io);
  const w = words();
  const { receipts, reviews, keysVersion, notTaken } = await publish(
    values.dir,
    values.from,
    systemClock.now(),
  );
  io.stdout(
    values.json
      ? `${JSON.stringify({ receipts, reviews, keysVersion, notTaken })}\n`
      : `${[w.published({ receipts, reviews, version: keysVersion }), ...notTakenLines(notTaken)].join('\n')}\n`,
  );
  return notTaken.length > 0 ? 1 : 0;
}

/** On a machine off the network: opens what was carried, shows it to the reviewer, signs, and writes what goes back. */
export async function open(values: Values, io: Io, untilStopped: () => Promise<void>): Promise<ExitCode> {
  const { keys, from } = values;
  const port = Number(values.port);
  if (keys === undefined || from === undefined || !Number.isInteger(port) || port < 0 || port > 65_535)
    return wrongUse(io);
  const w = words();
  const secrets = await secretsFor(values, io);
  if (!secrets.ok) return refused(io, values, secrets.refusal, w.secretsRefused[secrets.refusal]);
  const rootFingerprint = secrets.value === null ? null : await rootFingerprintIn(keys, secrets.value);
  if (secrets.value?.opening == null || rootFingerprint === null) {
    return refused(io, values, 'keys-missing', w.secretsRefused['keys-missing']);
  }
  const back = values.back ?? backFolder(from);
  const { centre, signInLink } = await serveCentre({
    dir: values.dir,
    port,
    host: '127.0.0.1',
    names: [],
    acceptAll: values.accept,
    centreId: values['centre-id'],
    secrets: secrets.value,
    exchange: {
      from,
      back,
      rootFingerprint,
      onBackFault: (error) =>
        io.stderr(`${w.backUnwritable({ folder: back, reason: errorCode(error) ?? '' })}\n`),
    },
    isLookedAt: !values.once,
    tlsKeyPath: null,
    tlsCertPath: null,
    tlsCaPath: null,
    onFault: (error) =>
      io.stderr(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`),
  });
  const { packages = [], notTaken = [] } = centre.taken ?? {};
  io.stdout(
    values.json
      ? `${JSON.stringify({ signInLink, packages, notTaken, back })}\n`
      : `${[
          w.opened({ count: packages.length, back, fingerprint: rootFingerprint }),
          ...notTakenLines(notTaken),
          ...(isOnNetwork() ? [w.onNetwork] : []),
          ...(values.accept ? [w.acceptsAll] : []),
          ...(values.once ? [] : [w.reviewAt({ link: w.link({ link: signInLink }) }), w.stop]),
        ].join('\n')}\n`,
  );
  if (!values.once) await untilStopped();
  await centre.idle();
  await centre.close();
  return notTaken.length > 0 ? 1 : 0;
}

function notTakenLines(notTaken: readonly NotTaken[]): readonly string[] {
  const w = words();
  return notTaken.map(({ name, code }) => w.notTaken({ name, reason: w.notTakenReasons[code] }));
}

/** Whether this machine has an address that others could reach. */
function isOnNetwork(): boolean {
  return Object.values(networkInterfaces()).some((all) => all?.some(({ internal }) => !internal) === true);
}
