import { findSigner } from '#node/allowedSigners.ts';
import { siteSigners } from '#node/centreKeys.ts';
import { sshFingerprint, type SshPublicKey } from '#node/ed25519.ts';
import { hashFile } from '#node/hashes.ts';
import { parseSshsig, verifySshsigDigest } from '#node/sshsig.ts';
import type { FormatResult } from '#shared/formats/formatRefusal.ts';
import type { Clock } from './clock.ts';
import type { CentreKeyring } from './keys.ts';
import type { OneAtATime } from './oneAtATime.ts';
import type { StoredPackage } from './packageRecord.ts';
import type { PackageStore } from './packageStore.ts';
import { attempt, demand, need, refused, type Outcome } from './problem.ts';
import { metadataOfUpload, type UploadMetadata, type Uploads } from './uploads.ts';

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

  const admit = (metadata: UploadMetadata): Promise<Outcome<StoredPackage | null>> =>
    attempt(async () => {
      const known = await store.find(metadata.institutionCode, metadata.sha256);
      if (known !== null) {
        const receivedAs = known.intake.name;
        demand(receivedAs === metadata.name, refused('package-replayed', { receivedAs }));
        return known;
      }
      for (const holder of await store.holdersOf(metadata.sha256)) {
        const other = await store.find(holder, metadata.sha256);
        // Only a package shown to be the other's own may shut this one out: else a thief could be there first.
        const isTheirs = other?.review !== null && other?.review.verdict !== 'refused';
        demand(!isTheirs, refused('package-replayed'));
      }
      const signature = signed(parseSshsig(metadata.signature));
      await checkSigner(metadata.institutionCode, signature.key, clock.now());
      return null;
    });

  const takeIn = async (uploadId: string): Promise<StoredPackage> => {
    const upload = await uploads.find(uploadId);
    const metadata = upload === null ? null : metadataOfUpload(upload.metadata);
    demand(upload !== null && metadata !== null, refused('upload-unknown'));
    const known = need(await admit(metadata));
    if (known !== null) return known;
    const { name, sha256, institutionCode, batchNo, revision, signature } = metadata;
    const { size, ...received } = await hashFile(upload.path);
    demand(
      received.sha256 === sha256 && size === upload.size,
      refused('hash-differs', { announced: sha256, received: received.sha256 }),
    );
    const key = signed(verifySshsigDigest(signature, 'kaodian-package', received.sha512));
    const firstReceivedAt = clock.now();
    await checkSigner(institutionCode, key, firstReceivedAt);
    const intake = {
      format: 'kaodian-centre-intake-v1' as const,
      name,
      sha256,
      size,
      institutionCode,
      batchNo,
      revision,
      firstReceivedAt: firstReceivedAt.toISOString(),
      signer: sshFingerprint(key),
    };
    await store.keep(intake, upload.path, signature);
    return { intake, review: null };
  };

  /** Whether the institution's key counts for a package that is first received at this time. Problems: signer-*. */
  const checkSigner = async (institutionCode: string, key: SshPublicKey, at: Date): Promise<void> => {
    const { keys } = await keyring.current();
    const wanted = {
      principal: institutionCode,
      key,
      namespace: 'kaodian-package',
      at: at.getTime(),
    } as const;
    const found = findSigner(siteSigners(keys), wanted);
    if (found.ok) return;
    const { code } = found.refusal;
    need(
      code === 'signer-unknown' || code === 'signer-revoked'
        ? refused(code)
        : refused('signer-not-valid', { why: code }),
    );
  };

  const finish = (uploadId: string): Promise<Outcome<StoredPackage>> =>
    parts.oneAtATime(`finish ${uploadId}`, async () => {
      const taken = await attempt(() => takeIn(uploadId));
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

/** What a reading of the package's signature gave. Problem: signature-invalid. */
function signed<T>(read: FormatResult<T>): T {
  return read.ok ? read.value : need(refused('signature-invalid', { why: read.refusal.code }));
}
