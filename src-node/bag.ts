import { createHash, type KeyObject } from 'node:crypto';
import { refuse, type FormatResult } from '#shared/formats/formatRefusal.ts';
import { attempt, demand, need } from './attempt.ts';
import type { SshPublicKey } from './ed25519.ts';
import { sha256Hex } from './hashes.ts';
import { signSshsig, verifySshsig } from './sshsig.ts';
import { readTar } from './tarReader.ts';
import { compareTarNames } from './tarWriter.ts';

/** A BagIt bag (RFC 8493) with the site's signature over its tag manifest. */

export const bagDeclaration = 'BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n';
export const tagManifestName = 'tagmanifest-sha256.txt';
export const tagManifestSignatureName = 'tagmanifest-sha256.txt.sig';
const manifestName = 'manifest-sha256.txt';
const bagInfoName = 'bag-info.txt';
const taggedNames = [bagInfoName, 'bagit.txt', manifestName] as const;

/** Exactly what stands in the root beside `data/`. */
export const bagRootNames: readonly string[] = [...taggedNames, tagManifestName, tagManifestSignatureName];

const payloadPrefix = 'data/';
const manifestLinePattern = /^([0-9a-f]{64}) {2}([^\s]+)$/u;
const infoLinePattern = /^([A-Za-z0-9-]+): (\S(?:.*\S)?)$/u;

/** Labels and values of `bag-info.txt`, in order. */
export type BagInfo = readonly (readonly [label: string, value: string])[];

export type Bag = {
  /** Every file of the bag by its name, payload included. */
  readonly files: ReadonlyMap<string, Uint8Array>;
  /** Hex SHA-256 of the tag manifest: what names the content. */
  readonly bagSha256: string;
};

/**
 * Builds the bag of these payload files (names without `data/`). The same input gives the same bytes.
 * `Payload-Oxum` is added to the info. Throws on a label or value that has no line.
 */
export function buildBag(
  payload: ReadonlyMap<string, Uint8Array>,
  bagInfo: BagInfo,
  signingKey: KeyObject,
): Bag {
  const files = new Map<string, Uint8Array>();
  let octets = 0;
  for (const [name, bytes] of payload) {
    files.set(payloadPrefix + name, bytes);
    octets += bytes.length;
  }
  const info = infoText([...bagInfo, ['Payload-Oxum', `${octets}.${payload.size}`]]);
  files.set(manifestName, Buffer.from(manifestText(files)));
  files.set('bagit.txt', Buffer.from(bagDeclaration));
  files.set(bagInfoName, Buffer.from(info));
  const tagManifest = manifestText(
    new Map(taggedNames.map((name) => [name, files.get(name) ?? Buffer.alloc(0)])),
  );
  files.set(tagManifestName, Buffer.from(tagManifest));
  files.set(tagManifestSignatureName, Buffer.from(signSshsig(signingKey, 'kaodian-bag', tagManifest)));
  return { files, bagSha256: sha256Hex(tagManifest) };
}

/** What a reader found in a bag. */
export type BagFindings = {
  /** Size in bytes of every file, by full name. */
  readonly sizes: ReadonlyMap<string, number>;
  /** Hex SHA-256 of every file. */
  readonly hashes: ReadonlyMap<string, string>;
  /** The bytes of the files in the root, and of those asked for. */
  readonly kept: ReadonlyMap<string, Uint8Array>;
  /** The one time of all files, seconds since 1970; null for a bag of none. */
  readonly mtimeSeconds: number | null;
};

/** What is read of a bag is held in memory; more than this is no package of an exam. */
const maxKeptBytes = 1 << 30;

/**
 * Reads a bag out of a tar in one pass: hashes of everything, and the bytes of the root's files and of those that
 * `keep` asks for. Nothing is judged yet but the tar. Refusals: tar-*.
 */
export function readBag(
  tar: AsyncIterable<Uint8Array>,
  keep: (name: string) => boolean,
): Promise<FormatResult<BagFindings>> {
  const sizes = new Map<string, number>();
  const hashes = new Map<string, string>();
  const kept = new Map<string, Uint8Array>();
  let keptBytes = 0;
  return attempt(async () => {
    const read = await readTar(tar, ({ name, size }) => {
      const hash = createHash('sha256');
      const isKept = bagRootNames.includes(name) || keep(name);
      const chunks: Uint8Array[] = [];
      return {
        write(chunk) {
          hash.update(chunk);
          if (!isKept) return;
          keptBytes += chunk.length;
          if (keptBytes <= maxKeptBytes) chunks.push(chunk);
        },
        end() {
          sizes.set(name, size);
          hashes.set(name, hash.digest('hex'));
          if (isKept) kept.set(name, Buffer.concat(chunks));
        },
      };
    });
    const { mtimeSeconds } = need(read);
    demand(keptBytes <= maxKeptBytes, refuse('tar-size', { limit: maxKeptBytes }));
    return { sizes, hashes, kept, mtimeSeconds };
  });
}

export type CheckedBag = { readonly bagSha256: string; readonly info: BagInfo };

/**
 * Checks a bag both ways: the root holds exactly its five files, the tag manifest lists exactly its three,
 * the manifest equals the files under `data/`, and every hash agrees. The signature is `checkBagSignature`.
 * Refusals: bag-*.
 */
export function checkBag(found: Omit<BagFindings, 'mtimeSeconds'>): FormatResult<CheckedBag> {
  return attempt(() => {
    for (const name of bagRootNames) demand(found.kept.has(name), refuse('bag-file-missing', { name }));
    const names = [...found.hashes.keys()];
    const payload = names.filter((name) => name.startsWith(payloadPrefix));
    const stranger = names.find((name) => !name.startsWith(payloadPrefix) && !bagRootNames.includes(name));
    demand(stranger === undefined, refuse('bag-file-extra', { name: stranger ?? '' }));
    demand(rootText(found, 'bagit.txt') === bagDeclaration, refuse('bag-declaration'));
    checkManifest(found, tagManifestName, taggedNames);
    checkManifest(found, manifestName, payload);
    const info = readInfo(rootText(found, bagInfoName));
    const octets = payload.reduce((sum, name) => sum + (found.sizes.get(name) ?? 0), 0);
    const oxum = info.find(([label]) => label === 'Payload-Oxum')?.[1] ?? '';
    demand(oxum === `${octets}.${payload.length}`, refuse('bag-oxum-differs', { found: oxum }));
    return { bagSha256: found.hashes.get(tagManifestName) ?? '', info };
  });
}

/** Checks the signature over the tag manifest and names its key. Refusals: signature-*. */
export function checkBagSignature(found: Pick<BagFindings, 'kept'>): FormatResult<SshPublicKey> {
  const manifest = found.kept.get(tagManifestName);
  const signature = found.kept.get(tagManifestSignatureName);
  if (manifest === undefined || signature === undefined) return refuse('signature-missing');
  return verifySshsig(Buffer.from(signature).toString('latin1'), 'kaodian-bag', manifest);
}

function manifestText(files: ReadonlyMap<string, Uint8Array>): string {
  return [...files]
    .toSorted(([left], [right]) => compareTarNames(left, right))
    .map(([name, bytes]) => `${sha256Hex(bytes)}  ${name}\n`)
    .join('');
}

/** A manifest lists exactly the expected files, sorted, each with its hash. */
function checkManifest(
  found: Pick<BagFindings, 'hashes' | 'kept'>,
  manifest: string,
  expected: readonly string[],
): void {
  const text = rootText(found, manifest);
  const listed = new Map<string, string>();
  let before = '';
  for (const [index, line] of text.split('\n').slice(0, -1).entries()) {
    const [, hash, name] = manifestLinePattern.exec(line) ?? [];
    demand(
      hash !== undefined && name !== undefined && compareTarNames(before, name) < 0,
      refuse('bag-manifest-malformed', { manifest, line: index + 1 }),
    );
    listed.set(name, hash);
    before = name;
  }
  demand(text.endsWith('\n'), refuse('bag-manifest-malformed', { manifest, line: listed.size + 1 }));
  for (const name of expected) demand(listed.has(name), refuse('bag-file-extra', { manifest, name }));
  const known = new Set(expected);
  for (const [name, hash] of listed) {
    demand(known.has(name), refuse('bag-file-missing', { manifest, name }));
    demand(found.hashes.get(name) === hash, refuse('bag-hash-differs', { manifest, name }));
  }
}

function infoText(info: BagInfo): string {
  return info
    .map(([label, value]) => {
      const line = `${label}: ${value}`;
      if (!infoLinePattern.test(line)) throw new TypeError(`no line of bag-info.txt: ${label}`);
      return `${line}\n`;
    })
    .join('');
}

function readInfo(text: string): BagInfo {
  const malformed = refuse('bag-info-malformed');
  demand(text.endsWith('\n'), malformed);
  return text
    .slice(0, -1)
    .split('\n')
    .map((line) => {
      const [, label, value] = infoLinePattern.exec(line) ?? [];
      demand(label !== undefined && value !== undefined, malformed);
      return [label, value];
    });
}

function rootText(found: Pick<BagFindings, 'kept'>, name: string): string {
  return Buffer.from(found.kept.get(name) ?? []).toString('utf8');
}
