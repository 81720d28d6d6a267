import type { PlaylistView } from '#shared/contract/views/cameras.ts';

export type Piece = PlaylistView['pieces'][number];

/** One piece is on the disk for about ten seconds; so far ahead is fetched, in milliseconds of the recording at normal speed. */
const aheadMs = 15_000;

const fromMs = (piece: Piece): number => Date.parse(piece.start);
const untilMs = (piece: Piece): number => Date.parse(piece.end);

/** The name of a piece among those of its camera. */
export function pieceKey(piece: Piece): string {
  return `${piece.run} ${piece.index}`;
}

/** The piece that shows this moment; null when nothing was recorded then. */
export function pieceAt(pieces: readonly Piece[], atMs: number): Piece | null {
  return pieces.find((piece) => fromMs(piece) <= atMs && atMs < untilMs(piece)) ?? null;
}

/** The next piece to fetch: the one that is looked at, then those behind it; null when there is enough. */
export function nextPiece(
  pieces: readonly Piece[],
  have: ReadonlySet<string>,
  atMs: number,
  speed: number,
): Piece | null {
  const until = atMs + aheadMs * Math.max(1, speed);
  return (
    pieces.find((piece) => untilMs(piece) > atMs && fromMs(piece) < until && !have.has(pieceKey(piece))) ??
    null
  );
}

/** Where a piece begins on the time of the player, in seconds. */
export function offsetOf(piece: Piece, zeroMs: number): number {
  return (fromMs(piece) - zeroMs) / 1000;
}

/** The moment where a recording goes on after this one; null when it does not within these pieces. */
export function nextRecordedMs(pieces: readonly Piece[], atMs: number): number | null {
  const starts = pieces.map(fromMs).filter((start) => start > atMs);
  return starts.length === 0 ? null : Math.min(...starts);
}

/** The speed at which an angle comes back into step: at most a quarter slower or faster than the common one. `offS`: how far it lags. */
export function paceOf(offS: number, speed: number): number {
  return speed * (1 + Math.min(0.25, Math.max(-0.25, offS * 0.5)));
}
