import { createHash } from 'node:crypto';
import { basename } from 'node:path';
import type { PackageFiles } from '#shared/contract/packageFiles.ts';
import type { Checkpoint } from '#shared/formats/checkpointText.ts';
import { accept, refuse, type FormatRefusal, type FormatResult } from '#shared/formats/formatRefusal.ts';
import { parsePackageFileName, type PackageName } from '#shared/formats/packageName.ts';
import { findSigner, type AllowedSigner } from './allowedSigners.ts';
import { checkBag, checkBagSignature, type BagInfo } from './bag.ts';
import { checkpointMatches } from './checkpoint.ts';
import { realFileSystem } from './durableFile.ts';
import { sshFingerprint, type SshPublicKey } from './ed25519.ts';
import { hashStream, type StreamHashes } from './hashes.ts';
import { readPackageContents, type PackageContents } from './packageContents.ts';
import { checkPackageAgreement, readPackageFiles } from './packageFilesCheck.ts';
import { checkPackageLedger, type KnownHead, type LedgerFindings } from './packageLedger.ts';
import { CheckList, type PackageCheck } from './packageReport.ts';
import { checkOwnRecipient, checkSealing, checkStatedLedger, openCheckpoint } from './packageSealingRow.ts';
import { verifySshsigDigest, type SignatureNamespace } from './sshsig.ts';

export type VerifyPackageInput = {
  /** The encrypted file: on disk, or in memory with the name it came under. */
  readonly source: { readonly path: string } | { readonly name: string; readonly bytes: Uint8Array };
  /** Text of the `.sig` file; null when it is missing. */
  readonly signature: string | null;
  readonly allowedSigners: readonly AllowedSigner[];
  /** The institution whose package this must be. */
  readonly signer: string;
  /** `AGE-SECRET-KEY-1…`; without it only the outside is checked. */
  readonly identity?: string;
  /** Milliseconds: when this file was first received. Signatures are judged at that time. */
  readonly at: number;
  /** Head of the last receipted checkpoint of this institution's ledger. */
  readonly knownHead?: KnownHead | null;
  /** True while the site reads its own package back with the ephemeral identity. */
  readonly readingBack?: boolean;
  /** Further files (by full name, `data/…`) whose bytes the report should carry. */
  readonly keep?: (name: string) => boolean;
};

/** What an intact package holds. */
export type OpenedPackage = {
  readonly files: PackageFiles;
  readonly bagInfo: BagInfo;
  readonly ledger: LedgerFindings;
  readonly checkpoint: Checkpoint;
  readonly checkpointSha256: string;
  /** Hex hashes of all files of the bag. */
  readonly hashes: ReadonlyMap<string, string>;
  /** Bytes of the files that were read, and of those asked for. */
  readonly kept: ReadonlyMap<string, Uint8Array>;
};

export type PackageReport = {
  /** True when no check failed. Without an identity that says nothing about the inside: see `scope`. */
  readonly ok: boolean;
  readonly scope: 'outside' | 'whole';
  readonly checks: readonly PackageCheck[];
  readonly refusals: readonly FormatRefusal[];
  readonly name: PackageName | null;
  readonly packageSha256: string;
  readonly size: number;
  readonly bagSha256: string | null;
  /** Fingerprint of the key of the outer signature, once it verified. */
  readonly signerFingerprint: string | null;
  /** Only when every check passed and an identity was given. */
  readonly opened: OpenedPackage | null;
};

/**
 * Checks a result package from the outside in, and stops where going on would mean trusting what failed: a
 * stranger's file is never decrypted. Every check stands in the report, passed, failed or left out.
 * Throws only when the file cannot be read.
 */
export async function verifyPackage(input: VerifyPackageInput): Promise<PackageReport> {
  const checks = new CheckList();
  const hashes = await hashStream(bytesOf(input.source));
  const key = checkOutside(input, hashes, checks);
  const name = checkName(input, checks);
  const base = {
    name,
    packageSha256: hashes.sha256,
    size: hashes.size,
    signerFingerprint: key === null ? null : sshFingerprint(key),
  };
  const outsideOk = checks.all('earlier-failed').every((check) => check.state !== 'failed');
  if (input.identity === undefined) {
    return report(checks.all(outsideOk ? 'no-identity' : 'earlier-failed'), 'outside', base, null, null);
  }
  const inside =
    outsideOk && name !== null ? await checkInside(input, input.identity, name, hashes, checks) : null;
  return report(
    checks.all('earlier-failed'),
    'whole',
    base,
    inside?.bagSha256 ?? null,
    inside?.opened ?? null,
  );
}

function report(
  checks: readonly PackageCheck[],
  scope: PackageReport['scope'],
  base: Pick<PackageReport, 'name' | 'packageSha256' | 'size' | 'signerFingerprint'>,
  bagSha256: string | null,
  opened: OpenedPackage | null,
): PackageReport {
  const refusals = checks.flatMap((check) => (check.state === 'failed' ? [check.refusal] : []));
  const ok = refusals.length === 0;
  return { ok, scope, checks, refusals, ...base, bagSha256, opened: ok ? opened : null };
}

/** Outer signature and its key; null when the signature is not good. */
function checkOutside(
  input: VerifyPackageInput,
  hashes: StreamHashes,
  checks: CheckList,
): SshPublicKey | null {
  const key: FormatResult<SshPublicKey> =
    input.signature === null
      ? refuse('signature-missing')
      : verifySshsigDigest(input.signature, 'kaodian-package', hashes.sha512);
  checks.note('outer-signature', key);
  if (!key.ok) return null;
  checks.note('outer-signer', signerOf(input, key.value, 'kaodian-package'));
  return key.value;
}

function checkName(input: VerifyPackageInput, checks: CheckList): PackageName | null {
  const name = parsePackageFileName('path' in input.source ? basename(input.source.path) : input.source.name);
  if (!checks.note('file-name', name) || !name.ok) return null;
  if (name.value.institutionCode !== input.signer) {
    const facts = { name: name.value.institutionCode, signer: input.signer };
    checks.note('file-name', refuse('package-institution-differs', facts));
  }
  return name.value;
}

function signerOf(
  input: VerifyPackageInput,
  key: SshPublicKey,
  namespace: SignatureNamespace,
): FormatResult<AllowedSigner> {
  return findSigner(input.allowedSigners, { principal: input.signer, key, namespace, at: input.at });
}

type Inside = { readonly bagSha256: string; readonly opened: OpenedPackage | null };

async function checkInside(
  input: VerifyPackageInput,
  identity: string,
  name: PackageName,
  hashes: StreamHashes,
  checks: CheckList,
): Promise<Inside | null> {
  const read = await readPackageContents(
    sameBytes(bytesOf(input.source), hashes),
    identity,
    input.keep ?? (() => false),
  );
  if (read.step === 'archive') checks.note('decryption', accept(null));
  checks.note(read.step, read);
  if (!read.ok) return null;
  const contents = read.value;
  const bag = checkBag(contents);
  if (!checks.note('bag', bag) || !bag.ok) return null;
  const innerKey = checkBagSignature(contents);
  const innerSigner = innerKey.ok ? signerOf(input, innerKey.value, 'kaodian-bag') : innerKey;
  const { bagSha256, info } = bag.value;
  if (!checks.note('inner-signature', innerSigner)) return { bagSha256, opened: null };
  const opened = await checkPayload(input, identity, name, contents, info, checks);
  return { bagSha256, opened };
}

async function checkPayload(
  input: VerifyPackageInput,
  identity: string,
  name: PackageName,
  contents: PackageContents,
  bagInfo: BagInfo,
  checks: CheckList,
): Promise<OpenedPackage | null> {
  const payload = (file: string) => contents.kept.get(`data/${file}`);
  const files = readPackageFiles(payload);
  if (!checks.note('files', files) || !files.ok) return null;
  checks.note('agreement', nameAgrees(files.value, name));
  checks.note(
    'agreement',
    checkPackageAgreement(files.value, (file) => contents.hashes.get(`data/${file}`)),
  );

  const ledger = checkPackageLedger(payload('ledger.ndjson') ?? Buffer.alloc(0), input.knownHead ?? null);
  if (!checks.note('ledger', ledger) || !ledger.ok) return null;
  const opened = openCheckpoint(payload('checkpoint'), payload('checkpoint.sig'));
  if (!checks.note('checkpoint', opened) || !opened.ok) return null;
  const { checkpoint, key, sha256: checkpointSha256, shortForm } = opened.value;
  checks.note('checkpoint', signerOf(input, key, 'kaodian-checkpoint'));
  checks.note(
    'checkpoint',
    checkStatedLedger({ checkpoint, checkpointSha256, shortForm, ledger: ledger.value, files: files.value }),
  );
  if (ledger.value.frontier === null) checks.skip('tree-root', 'rows-begin-later');
  else {
    const { frontier, head } = ledger.value;
    checks.note('tree-root', checkpointMatches(checkpoint, { frontier, head }));
  }
  const sealing = checkSealing(ledger.value, files.value, contents.mtimeSeconds);
  checks.note('sealing', sealing);
  if (input.readingBack === true) checks.skip('recipient', 'reading-back');
  else if (sealing.ok) checks.note('recipient', await checkOwnRecipient(sealing.value, identity));
  return {
    files: files.value,
    bagInfo,
    ledger: ledger.value,
    checkpoint,
    checkpointSha256,
    hashes: contents.hashes,
    kept: contents.kept,
  };
}

function nameAgrees(files: PackageFiles, name: PackageName): FormatResult<null> {
  const identity = files['package.json'];
  if (identity.institutionCode !== name.institutionCode) {
    return refuse('package-institution-differs', {
      name: name.institutionCode,
      inside: identity.institutionCode,
    });
  }
  if (identity.batchNo !== name.batchNo) {
    return refuse('package-batch-differs', { name: name.batchNo, inside: identity.batchNo });
  }
  if (identity.revision !== name.revision) {
    return refuse('package-revision-differs', { name: name.revision, inside: identity.revision });
  }
  return accept(null);
}

async function* bytesOf(source: VerifyPackageInput['source']): AsyncGenerator<Uint8Array> {
  if ('path' in source) yield* realFileSystem.read(source.path);
  else yield source.bytes;
}

/** What is decrypted must be what was signed, even if the file on disk changes between the two readings. */
async function* sameBytes(
  source: AsyncIterable<Uint8Array>,
  signed: StreamHashes,
): AsyncGenerator<Uint8Array> {
  const hash = createHash('sha256');
  for await (const chunk of source) {
    hash.update(chunk);
    yield chunk;
  }
  if (hash.digest('hex') !== signed.sha256) throw new Error('the file changed while it was read');
}
