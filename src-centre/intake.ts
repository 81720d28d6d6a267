import { sshFingerprint } from '#node/ed25519.ts';
import { hashFile } from '#node/hashes.ts';
import { parseSshsig, verifySshsigDigest } from '#node/sshsig.ts';
import type { Clock } from './clock.ts';
import type { CentreKeyring } from './keys.ts';
import type { OneAtATime } from './oneAtATime.ts';
import type { StoredPackage } from './packageRecord.ts';
import type { PackageStore } from './packageStore.ts';
import { accepted, refused, type Outcome } from './problem.ts';
import { signerAt } from './signerAt.ts';
import { metadataOfUpload, type UploadMetadata } from './uploadMetadata.ts';
import type { Uploads } from './uploads.ts';

export type Intake = {
  find(institutionCode: string, sha256: string): Promise<StoredPackage | null>;
  /**
   * Whether a package may be sent at all, before a byte of it is: known signer, no replay. Gives the package
   * when it is here already. Problems: signer-*, package-replayed, signature-invalid.
   */
  admit(metadata: UploadMetadata): Promise<Outcome<StoredPackage | null>>;
  /**
   * Takes a complete upload in: hash, then signature over the encrypted bytes, and only then the package's
   * own place, on the disk before this returns. A refused upload is removed. Nothing is decrypted here.
   */
  finish(uploadId: string): Promise<Outcome<StoredPackage>>;
  /** Takes in what was complete when the process died. */
  finishWaiting(): Promise<void>;
};

type IntakeParts = {
  readonly store: PackageStore;
  readonly uploads: Uploads;
  readonly keyring: CentreKeyring;
  readonly clock: Clock;
  readonly oneAtATime: OneAtATime;
  /** Called after the package is on the disk. */
  readonly onReceived: (stored: StoredPackage) => void;
};

/** Arrival of packages. The signature is judged at the moment of arrival, which is kept for ever. */
export function openIntake(parts: IntakeParts): Intake {
  const { store, uploads, keyring, clock } = parts;

  const admit = async (metadata: UploadMetadata): Promise<Outcome<StoredPackage | null>> => {
    const known = await store.find(metadata.institutionCode, metadata.sha256);
    if (known !== null) {
      return known.intake.name === metadata.name
        ? accepted(known)
        : refused('package-replayed', { receivedAs: known.intake.name });
    }
    for (const holder of await store.holdersOf(metadata.sha256)) {
      const other = await store.find(holder, metadata.sha256);
      // Only a package shown to be the other's own may shut this one out: else a thief could be there first.
      if (other?.review !== null && other?.review.verdict !== 'refused') return refused('package-replayed');
    }
    const signature = parseSshsig(metadata.signature);
    if (!signature.ok) return refused('signature-invalid', { why: signature.refusal.code });
    const { keys } = await keyring.current();
    const signer = signerAt(keys, metadata.institutionCode, signature.value.key, clock.now().getTime());
    return signer.ok ? accepted(null) : signer;
  };

  const takeIn = async (uploadId: string): Promise<Outcome<StoredPackage>> => {
    const upload = await uploads.find(uploadId);
    const metadata = upload === null ? null : metadataOfUpload(upload.metadata);
    if (upload === null || metadata === null) return refused('upload-unknown');
    const admitted = await admit(metadata);
    if (!admitted.ok) return admitted;
    if (admitted.value !== null) return accepted(admitted.value);
    const hashes = await hashFile(upload.path);
    if (hashes.sha256 !== metadata.sha256 || hashes.size !== upload.size) {
      return refused('hash-differs', { announced: metadata.sha256, received: hashes.sha256 });
    }
    const key = verifySshsigDigest(metadata.signature, 'kaodian-package', hashes.sha512);
    if (!key.ok) return refused('signature-invalid', { why: key.refusal.code });
    const firstReceivedAt = clock.now();
    const { keys } = await keyring.current();
    const signer = signerAt(keys, metadata.institutionCode, key.value, firstReceivedAt.getTime());
    if (!signer.ok) return signer;
    const intake = {
      format: 'kaodian-centre-intake-v1' as const,
      name: metadata.name,
      sha256: metadata.sha256,
      size: hashes.size,
      institutionCode: metadata.institutionCode,
      batchNo: metadata.batchNo,
      revision: metadata.revision,
      firstReceivedAt: firstReceivedAt.toISOString(),
      signer: sshFingerprint(key.value),
    };
    await store.keep(intake, upload.path, metadata.signature);
    return accepted({ intake, review: null });
  };

  const finish = (uploadId: string): Promise<Outcome<StoredPackage>> =>
    parts.oneAtATime(`finish ${uploadId}`, async () => {
      const taken = await takeIn(uploadId);
      await uploads.remove(uploadId);
      if (taken.ok && taken.value.review === null) parts.onReceived(taken.value);
      return taken;
    });

  return {
    find: (institutionCode, sha256) => store.find(institutionCode, sha256),
    admit,
    finish,
    async finishWaiting() {
      for (const upload of await uploads.list()) {
        if (upload.offset === upload.size) await finish(upload.id);
      }
    },
  };
}
