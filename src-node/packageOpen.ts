import { createHash } from 'node:crypto';
import { basename } from 'node:path';
import type { PackageFiles } from '#shared/contract/packageFiles.ts';
import type { Checkpoint } from '#shared/formats/checkpointText.ts';
import { accept, refuse, type FormatRefusal, type FormatResult } from '#shared/formats/formatRefusal.ts';
import { parsePackageFileName, type PackageName } from '#shared/formats/packageName.ts';
import { AgeAltered, ageDecrypt } from './ageFile.ts';
import { findSigner, type AllowedSigner } from './allowedSigners.ts';
import { attempt, demand, need } from './attempt.ts';
import { checkBag, checkBagSignature, readBag, type BagFindings, type BagInfo } from './bag.ts';
import { checkpointMatches } from './checkpoint.ts';
import { realFileSystem } from './durableFile.ts';
import { sshFingerprint, type SshPublicKey } from './ed25519.ts';
import { hashStream, type StreamHashes } from './hashes.ts';
import { checkPackageAgreement, readPackageFiles } from './packageFilesCheck.ts';
import {
  checkOwnRecipient,
  checkSealing,
  checkStatedLedger,
  openCheckpoint,
  packageLedgerSteps,
  type KnownHead,
  type LedgerFindings,
} from './packageLedger.ts';
import { startDerivation } from './derive/derivation.ts';
import { CheckList, type PackageCheck } from './packageReport.ts';
import { checkResultsWorkbook } from './resultsWorkbook.ts';
import { inTurns } from './turns.ts';
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

/** What is read of every package. */
const readNames = /^data\/(?:[a-z0-9._-]+\.json|ledger\.ndjson|checkpoint|checkpoint\.sig|results\.xlsx)$/u;

/**
 * Checks a result package from the outside in, and stops where going on would mean trusting what failed: a
 * stranger's file is never decrypted. Every check stands in the report, passed, failed or left out.
 * Throws only when the file cannot be read.
 */
export async function verifyPackage(input: VerifyPackageInput): Promise<PackageReport> {
  const { source, signer, identity } = input;
  const checks = new CheckList();
  const hashes = await hashStream(bytesOf(source));

  const key = checks.note(
    'outer-signature',
    input.signature === null
      ? refuse('signature-missing')
      : verifySshsigDigest(input.signature, 'kaodian-package', hashes.sha512),
  );
  if (key.ok) checks.note('outer-signer', signerOf(input, key.value, 'kaodian-package'));
  const name = checks.note('file-name', nameOf(source));
  if (name.ok) checks.note('file-name', isNamed(name.value, signer));

  const isSound = checks.refusals().length === 0;
  const inside =
    isSound && name.ok && identity !== undefined
      ? await openInside({ ...input, identity }, name.value, hashes, checks)
      : null;
  const refusals = checks.refusals();
  const ok = refusals.length === 0;
  return {
    ok,
    scope: identity === undefined ? 'outside' : 'whole',
    checks: checks.all(isSound && identity === undefined ? 'no-identity' : 'earlier-failed'),
    refusals,
    name: name.ok ? name.value : null,
    packageSha256: hashes.sha256,
    size: hashes.size,
    bagSha256: inside?.bagSha256 ?? null,
    signerFingerprint: key.ok ? sshFingerprint(key.value) : null,
    opened: ok ? (inside?.opened ?? null) : null,
  };
}

/** Opens what the outside vouches for. What later steps stand on ends the walk when it fails; the list has it all. */
async function openInside(
  input: VerifyPackageInput & { readonly identity: string },
  name: PackageName,
  hashes: StreamHashes,
  checks: CheckList,
): Promise<{ readonly bagSha256: string | null; readonly opened: OpenedPackage | null }> {
  let bagSha256: string | null = null;
  const opened = await attempt(async (): Promise<OpenedPackage> => {
    const found = await unpack(input, hashes, checks);
    const bag = need(checks.note('bag', checkBag(found)));
    bagSha256 = bag.bagSha256;
    need(checks.note('inner-signature', innerSigner(input, found)));

    const payload = (file: string) => found.kept.get(`data/${file}`);
    const files = need(checks.note('files', readPackageFiles(payload)));
    checks.note('agreement', nameAgrees(files, name));
    checks.note('agreement', checkPackageAgreement(files, payloadHashes(found)));

    const rows = payload('ledger.ndjson') ?? Buffer.alloc(0);
    const { batchId } = files['package.json'];
    const derivation = startDerivation(batchId);
    const ledger = need(
      checks.note(
        'ledger',
        await attempt(() =>
          inTurns(packageLedgerSteps(rows, batchId, input.knownHead ?? null, derivation.take)),
        ),
      ),
    );
    const checkpointFiles = [payload('checkpoint'), payload('checkpoint.sig')] as const;
    const stated = need(checks.note('checkpoint', openCheckpoint(...checkpointFiles)));
    const { checkpoint } = stated;
    checks.note('checkpoint', signerOf(input, stated.key, 'kaodian-checkpoint'));
    checks.note('checkpoint', checkStatedLedger(stated, ledger, files));
    checks.note('tree-root', checkpointMatches(checkpoint, ledger));

    const sealing = checks.note('sealing', checkSealing(ledger, files, found.mtimeSeconds));
    if (sealing.ok) {
      checks.note('derived', await attempt(() => inTurns(derivation.compareSteps(files, sealing.value))));
      checks.note('workbook', checkResultsWorkbook(payload('results.xlsx') ?? Buffer.alloc(0), files));
    }
    if (input.readingBack === true) checks.skip('recipient', 'reading-back');
    else if (sealing.ok) checks.note('recipient', await checkOwnRecipient(sealing.value, input.identity));
    return {
      files,
      bagInfo: bag.info,
      ledger,
      checkpoint,
      checkpointSha256: stated.sha256,
      hashes: found.hashes,
      kept: found.kept,
    };
  });
  return { bagSha256, opened: opened.ok ? opened.value : null };
}

/** Hashes of the files below `data/`, by their names there. */
function payloadHashes({ hashes }: BagFindings): ReadonlyMap<string, string> {
  const prefix = 'data/';
  return new Map(
    Array.from(hashes).flatMap(([name, hash]) =>
      name.startsWith(prefix) ? [[name.slice(prefix.length), hash] as const] : [],
    ),
  );
}

/** Decrypts the file and reads its tar in one pass, so that a piece which was altered shows while the tar is read. */
async function unpack(
  input: VerifyPackageInput & { readonly identity: string },
  signed: StreamHashes,
  checks: CheckList,
): Promise<BagFindings> {
  const decrypted = await ageDecrypt(sameBytes(bytesOf(input.source), signed), input.identity);
  const tar = need(checks.note('decryption', decrypted));
  try {
    const read = await readBag(tar, (file) => readNames.test(file) || input.keep?.(file) === true);
    return need(checks.note('archive', read));
  } catch (error) {
    if (!(error instanceof AgeAltered)) throw error;
    return need(checks.note('decryption', refuse('age-altered')));
  }
}

function signerOf(
  input: VerifyPackageInput,
  key: SshPublicKey,
  namespace: SignatureNamespace,
): FormatResult<AllowedSigner> {
  return findSigner(input.allowedSigners, { principal: input.signer, key, namespace, at: input.at });
}

function innerSigner(input: VerifyPackageInput, found: BagFindings): FormatResult<AllowedSigner> {
  return attempt(() => need(signerOf(input, need(checkBagSignature(found)), 'kaodian-bag')));
}

function nameOf(source: VerifyPackageInput['source']): FormatResult<PackageName> {
  return parsePackageFileName('path' in source ? basename(source.path) : source.name);
}

function isNamed({ institutionCode }: PackageName, signer: string): FormatResult<null> {
  return institutionCode === signer
    ? accept(null)
    : refuse('package-institution-differs', { name: institutionCode, signer });
}

function nameAgrees(files: PackageFiles, name: PackageName): FormatResult<null> {
  const { institutionCode, batchNo, revision } = files['package.json'];
  const inside = <T>(stated: T, named: T) => ({ name: named, inside: stated });
  return attempt(() => {
    demand(
      institutionCode === name.institutionCode,
      refuse('package-institution-differs', inside(institutionCode, name.institutionCode)),
    );
    demand(batchNo === name.batchNo, refuse('package-batch-differs', inside(batchNo, name.batchNo)));
    demand(revision === name.revision, refuse('package-revision-differs', inside(revision, name.revision)));
    return null;
  });
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
