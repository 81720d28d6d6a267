import type { KeyObject } from 'node:crypto';
import { accept, refuse, type FormatResult } from '#shared/formats/formatRefusal.ts';
import type { SshPublicKey } from './ed25519.ts';
import { sha256Hex } from './hashes.ts';
import { signSshsig, verifySshsig } from './sshsig.ts';
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

/** What a reader found in a bag: size and hash of every file, and the bytes of those in the root. */
export type BagFindings = {
  readonly sizes: ReadonlyMap<string, number>;
  readonly hashes: ReadonlyMap<string, string>;
  readonly rootFiles: ReadonlyMap<string, Uint8Array>;
};

export type CheckedBag = { readonly bagSha256: string; readonly info: BagInfo };

/**
 * Checks a bag both ways: the root holds exactly its five files, the tag manifest lists exactly its three,
 * the manifest equals the files under `data/`, and every hash agrees. The signature is `checkBagSignature`.
 * Refusals: bag-*.
 */
export function checkBag(found: BagFindings): FormatResult<CheckedBag> {
  for (const name of bagRootNames) {
    if (!found.rootFiles.has(name)) return refuse('bag-file-missing', { name });
  }
  const payload = [...found.hashes.keys()].filter((name) => name.startsWith(payloadPrefix));
  const stranger = [...found.hashes.keys()].find(
    (name) => !name.startsWith(payloadPrefix) && !bagRootNames.includes(name),
  );
  if (stranger !== undefined) return refuse('bag-file-extra', { name: stranger });
  if (rootText(found, 'bagit.txt') !== bagDeclaration) return refuse('bag-declaration');
  const tagFault = manifestFault(found, tagManifestName, taggedNames);
  if (tagFault !== null) return tagFault;
  const fault = manifestFault(found, manifestName, payload);
  if (fault !== null) return fault;
  const info = parseInfo(rootText(found, bagInfoName));
  if (info === null) return refuse('bag-info-malformed');
  const octets = payload.reduce((sum, name) => sum + (found.sizes.get(name) ?? 0), 0);
  const oxum = info.find(([label]) => label === 'Payload-Oxum')?.[1];
  if (oxum !== `${octets}.${payload.length}`) return refuse('bag-oxum-differs', { found: oxum ?? '' });
  return accept({ bagSha256: found.hashes.get(tagManifestName) ?? '', info });
}

/** Checks the signature over the tag manifest and names its key. */
export function checkBagSignature(found: Pick<BagFindings, 'rootFiles'>): FormatResult<SshPublicKey> {
  const manifest = found.rootFiles.get(tagManifestName);
  const signature = found.rootFiles.get(tagManifestSignatureName);
  if (manifest === undefined || signature === undefined) return refuse('signature-missing');
  return verifySshsig(Buffer.from(signature).toString('latin1'), 'kaodian-bag', manifest);
}

function manifestText(files: ReadonlyMap<string, Uint8Array>): string {
  return [...files]
    .toSorted(([left], [right]) => compareTarNames(left, right))
    .map(([name, bytes]) => `${sha256Hex(bytes)}  ${name}\n`)
    .join('');
}

/** The first difference between a manifest and the files it must list. */
function manifestFault(found: BagFindings, manifest: string, expected: readonly string[]) {
  const text = rootText(found, manifest);
  const listed = new Map<string, string>();
  let before = '';
  for (const [index, line] of text.split('\n').slice(0, -1).entries()) {
    const [, hash, name] = manifestLinePattern.exec(line) ?? [];
    if (hash === undefined || name === undefined || compareTarNames(before, name) >= 0) {
      return refuse('bag-manifest-malformed', { manifest, line: index + 1 });
    }
    listed.set(name, hash);
    before = name;
  }
  if (!text.endsWith('\n')) return refuse('bag-manifest-malformed', { manifest, line: listed.size + 1 });
  const extra = expected.find((name) => !listed.has(name));
  if (extra !== undefined) return refuse('bag-file-extra', { manifest, name: extra });
  const known = new Set(expected);
  for (const [name, hash] of listed) {
    if (!known.has(name)) return refuse('bag-file-missing', { manifest, name });
    if (found.hashes.get(name) !== hash) return refuse('bag-hash-differs', { manifest, name });
  }
  return null;
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

function parseInfo(text: string): BagInfo | null {
  if (!text.endsWith('\n')) return null;
  const info: [string, string][] = [];
  for (const line of text.slice(0, -1).split('\n')) {
    const [, label, value] = infoLinePattern.exec(line) ?? [];
    if (label === undefined || value === undefined) return null;
    info.push([label, value]);
  }
  return info;
}

function rootText(found: BagFindings, name: string): string {
  return Buffer.from(found.rootFiles.get(name) ?? []).toString('utf8');
}
