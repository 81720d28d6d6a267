import type { KeyObject } from 'node:crypto';
import {
  checkpointText,
  parseCheckpoint,
  videoHeadsText,
  type Checkpoint,
  type VideoHeads,
} from '#shared/formats/checkpointText.ts';
import { refuse, type FormatResult } from '#shared/formats/formatRefusal.ts';
import { shortForm } from '#shared/formats/shortForm.ts';
import { attempt, demand, need } from './attempt.ts';
import type { SshPublicKey } from './ed25519.ts';
import { sha256, sha256Hex } from './hashes.ts';
import { frontierRoot, type MerkleFrontier } from './merkle.ts';
import { signSshsig, verifySshsig } from './sshsig.ts';

export type SignedCheckpoint = {
  readonly text: string;
  /** Armored SSHSIG, namespace kaodian-checkpoint. */
  readonly signature: string;
  /** Hex. */
  readonly sha256: string;
  /** For paper. */
  readonly shortForm: string;
};

export type CheckpointInput = {
  readonly institutionCode: string;
  readonly ledgerId: string;
  readonly epoch: number;
  /** The tree over rows 0 … size - 1. */
  readonly frontier: MerkleFrontier;
  /** Hex row hash of row size - 1. */
  readonly head: string;
  readonly video: VideoHeads;
  /** UTC with milliseconds and Z. */
  readonly time: string;
};

/** What the `video` line of a checkpoint says of the chains' heads: hex. */
export function videoLine(video: VideoHeads): string {
  return sha256Hex(videoHeadsText(video));
}

/** Makes and signs the checkpoint of a ledger as it stands. Throws when the ledger has no row yet. */
export function signCheckpoint(input: CheckpointInput, privateKey: KeyObject): SignedCheckpoint {
  const checkpoint: Checkpoint = {
    institutionCode: input.institutionCode,
    ledgerId: input.ledgerId,
    size: input.frontier.size,
    root: frontierRoot(input.frontier).toString('base64'),
    epoch: input.epoch,
    head: input.head,
    video: videoLine(input.video),
    time: input.time,
  };
  const text = checkpointText(checkpoint);
  return {
    text,
    signature: signSshsig(privateKey, 'kaodian-checkpoint', text),
    sha256: sha256Hex(text),
    shortForm: shortForm(checkpoint, sha256(text)),
  };
}

/** Checks form and signature of a checkpoint; which key may sign is the caller's question. */
export function verifyCheckpoint(
  text: string,
  signature: string,
): FormatResult<{ readonly checkpoint: Checkpoint; readonly key: SshPublicKey }> {
  return attempt(() => {
    const checkpoint = need(parseCheckpoint(text));
    return { checkpoint, key: need(verifySshsig(signature, 'kaodian-checkpoint', text)) };
  });
}

/** Whether a checkpoint describes exactly these rows: size, head and tree root. */
export function checkpointMatches(
  checkpoint: Checkpoint,
  rows: { readonly frontier: MerkleFrontier; readonly head: string },
): FormatResult<null> {
  const { size, head, root } = checkpoint;
  return attempt(() => {
    demand(
      size === rows.frontier.size,
      refuse('checkpoint-size-differs', { checkpoint: size, rows: rows.frontier.size }),
    );
    demand(head === rows.head, refuse('checkpoint-head-differs', { size }));
    const found = frontierRoot(rows.frontier).toString('base64');
    demand(root === found, refuse('checkpoint-root-differs', { size }));
    return null;
  });
}
