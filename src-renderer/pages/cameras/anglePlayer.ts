import type { PlaylistView } from '#shared/contract/views/cameras.ts';
import { pageHeader } from '../../app/client.ts';
import { mp4TypeOf } from './mp4Codecs.ts';
import { nextPiece, offsetOf, paceOf, pieceAt, pieceKey } from './pieces.ts';
import type { Piece } from './pieces.ts';

/**
 * What an angle shows now: its picture, one that is on its way, nothing because nothing was recorded, or a recording that could
 * not be fetched or played.
 */
export type AngleState = 'showing' | 'waiting' | 'nothing' | 'failed';

export interface AnglePlayer {
  /** What there is to play; pieces that came before stay. */
  setPieces(playlist: PlaylistView): void;
  /** Shows this moment, moving at this speed. Answers with what is on the screen; to be called a few times a second. */
  follow(atMs: number, speed: number, running: boolean): AngleState;
  close(): void;
}

/** Farther off the common time than this an angle jumps, in seconds; less is made up for by its speed. */
const offS = 1;
/** After a jump it has so long to find its pace again. */
const settleMs = 1500;
/** Behind the moment so much stays to go back into, in seconds. */
const keepS = 40;
/** A picture that was asked for is waited for so long before the angle counts as failed. */
const patienceMs = 20_000;

interface Loaded {
  readonly media: MediaSource;
  readonly address: string;
  buffer: SourceBuffer | null;
  type: string;
}

/**
 * Plays the segments of one camera one after the other. `zeroMs` is the moment at which the player's own time is 0: each segment is
 * put at its moment, so that what is missing stays missing.
 */
export function createAnglePlayer(video: HTMLVideoElement, zeroMs: number): AnglePlayer {
  let pieces: readonly Piece[] = [];
  const have = new Set<string>();
  const broken = new Set<string>();
  const abort = new AbortController();
  let loaded: Loaded | null = null;
  let fetching = false;
  let waitsSinceMs: number | null = null;
  let jumpedMs = -settleMs;

  async function append(piece: Piece, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
    const type = mp4TypeOf(bytes);
    if (type === null || !MediaSource.isTypeSupported(type)) throw new Error('not playable here');
    loaded ??= await open(type);
    const { buffer } = loaded;
    if (buffer === null) throw new Error('closed');
    // What the piece before may have left unfinished is not joined to this one.
    buffer.abort();
    if (loaded.type !== type) buffer.changeType(type);
    loaded.type = type;
    buffer.mode = 'sequence';
    buffer.timestampOffset = offsetOf(piece, zeroMs);
    await settled(buffer, () => buffer.appendBuffer(bytes));
  }

  async function open(type: string): Promise<Loaded> {
    const media = new MediaSource();
    const made: Loaded = { media, address: URL.createObjectURL(media), buffer: null, type };
    await new Promise<void>((resolve) => {
      media.addEventListener('sourceopen', () => resolve(), { once: true });
      video.src = made.address;
    });
    made.buffer = media.addSourceBuffer(type);
    return made;
  }

  async function load(piece: Piece): Promise<void> {
    fetching = true;
    const key = pieceKey(piece);
    try {
      const answer = await fetch(piece.href, { headers: pageHeader, signal: abort.signal });
      if (!answer.ok) throw new Error(`${answer.status}`);
      await append(piece, new Uint8Array(await answer.arrayBuffer()));
    } catch {
      if (!abort.signal.aborted) broken.add(key);
    } finally {
      have.add(key);
      fetching = false;
    }
  }

  /** Throws away what lies far behind; those pieces are fetched again when somebody goes back. */
  function forgetOld(atS: number): void {
    const buffer = loaded?.buffer ?? null;
    if (buffer === null || buffer.updating || fetching || buffer.buffered.length === 0) return;
    const before = atS - keepS;
    if (buffer.buffered.start(0) >= before - keepS / 2) return;
    for (const piece of pieces) if (offsetOf(piece, zeroMs) < before) have.delete(pieceKey(piece));
    buffer.remove(0, before);
  }

  return {
    setPieces(playlist) {
      const known = new Set(playlist.pieces.map(pieceKey));
      pieces = [...pieces.filter((piece) => !known.has(pieceKey(piece))), ...playlist.pieces].toSorted(
        (one, other) => one.start.localeCompare(other.start),
      );
      // Addresses are new: what could not be fetched before may be tried again.
      for (const key of broken) have.delete(key);
      broken.clear();
    },
    follow(atMs, speed, running) {
      const atS = (atMs - zeroMs) / 1000;
      const piece = pieceAt(pieces, atMs);
      if (!fetching && !abort.signal.aborted) {
        const next = nextPiece(pieces, have, atMs, speed);
        if (next !== null) void load(next);
        else forgetOld(atS);
      }
      if (piece === null || broken.has(pieceKey(piece))) {
        video.pause();
        waitsSinceMs = null;
        return piece === null ? 'nothing' : 'failed';
      }
      if (!covers(loaded?.buffer ?? null, atS)) {
        video.pause();
        waitsSinceMs ??= performance.now();
        // Fetched, and yet nothing stands there: its bytes are fewer than its times say. It does not hold up the others.
        const late =
          performance.now() - waitsSinceMs > patienceMs || (have.has(pieceKey(piece)) && !fetching);
        return late ? 'failed' : 'waiting';
      }
      waitsSinceMs = null;
      const off = atS - video.currentTime;
      const now = performance.now();
      if (
        running
          ? Math.abs(off) > offS * Math.max(1, speed) && now - jumpedMs > settleMs
          : Math.abs(off) > 0.05
      ) {
        if (!video.seeking) {
          video.currentTime = atS;
          jumpedMs = now;
        }
      }
      const pace = running ? paceOf(off, speed) : speed;
      if (Math.abs(video.playbackRate - pace) > 0.01) video.playbackRate = pace;
      if (running && video.paused) void video.play().catch(() => undefined);
      else if (!running && !video.paused) video.pause();
      return video.readyState >= HTMLMediaElement.HAVE_CURRENT_DATA ? 'showing' : 'waiting';
    },
    close() {
      abort.abort();
      if (loaded !== null) URL.revokeObjectURL(loaded.address);
      loaded = null;
      video.removeAttribute('src');
      video.load();
    },
  };
}

/** Whether there is a picture at this time; the ends of segments are not measured to the thousandth. */
function covers(buffer: SourceBuffer | null, atS: number): boolean {
  if (buffer === null) return false;
  const { buffered } = buffer;
  return Array.from({ length: buffered.length }, (_, index) => index).some(
    (index) => buffered.start(index) - 0.25 <= atS && atS <= buffered.end(index) + 0.25,
  );
}

/** Runs one change of a buffer and waits for its end. */
function settled(buffer: SourceBuffer, change: () => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const done = () => {
      buffer.removeEventListener('updateend', done);
      buffer.removeEventListener('error', failed);
      resolve();
    };
    const failed = () => {
      buffer.removeEventListener('updateend', done);
      buffer.removeEventListener('error', failed);
      reject(new Error('the decoder refused it'));
    };
    buffer.addEventListener('updateend', done);
    buffer.addEventListener('error', failed);
    change();
  });
}
