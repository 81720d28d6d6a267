import { usualHttpLimits, type HttpLimits } from '#node/httpLimits.ts';

const KiB = 1024;
const MiB = 1024 * KiB;
const GiB = 1024 * MiB;
const hourMs = 60 * 60 * 1000;

/**
 * Every limit of the centre, once, with its reason. What passes one is answered with a problem that has words at the
 * site; nothing of it is kept, and what was there before stays.
 */
export type CentreLimits = {
  /** Before anybody is known: the secret of a link and a name of 60 characters. */
  readonly signInFormBytes: number;
  /** A signed-in reviewer's decision: two fields a candidate on 40,000 candidates, with some thousand reasons. */
  readonly decisionFormBytes: number;
  /** A piece with a checksum is held in memory until it is checked; a site sends 4 MiB at a time. */
  readonly checkedPieceBytes: number;
  /** Pieces held in memory at once: times the size above, what uploads may ever take of the memory. */
  readonly piecesAtOnce: number;
  /** A site sends one after another; the second is the one whose answer was lost. So no token holds all of them. */
  readonly piecesOfOneAtOnce: number;
  /** Photographs and scans of some ten thousand candidates. */
  readonly packageBytes: number;
  /** A site sends the batches of a season; one of them may wait for its line for days. */
  readonly uploadsOfOne: number;
  /** What one institution may have announced and not finished: two of the largest packages. */
  readonly uploadBytesOfOne: number;
  /** Disk that no upload takes: receipts, records and the index must still be written. */
  readonly diskReserveBytes: number;
  /** How long an unfinished upload may wait: a week of a broken line. Published as `Upload-Expires`. */
  readonly uploadLifetimeMs: number;
  /** An announcement that nothing follows is no upload: a client sends its first piece at once. */
  readonly emptyUploadLifetimeMs: number;
  /** How often what waited too long is swept. */
  readonly sweepMs: number;
  readonly http: HttpLimits;
};

export const usualCentreLimits: CentreLimits = {
  signInFormBytes: 4 * KiB,
  decisionFormBytes: 8 * MiB,
  checkedPieceBytes: 16 * MiB,
  piecesAtOnce: 8,
  piecesOfOneAtOnce: 2,
  packageBytes: 64 * GiB,
  uploadsOfOne: 16,
  uploadBytesOfOne: 128 * GiB,
  diskReserveBytes: GiB,
  uploadLifetimeMs: 7 * 24 * hourMs,
  emptyUploadLifetimeMs: hourMs,
  sweepMs: hourMs / 4,
  // A site holds one connection, a reviewer's browser six; a school's whole network may come from one address.
  http: { ...usualHttpLimits, connectionsPerAddress: 64 },
};
