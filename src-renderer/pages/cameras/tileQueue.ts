import { liveFrameKinds } from '#shared/contract/recorder.ts';
import { jsonOf } from './liveFrames.ts';
import type { LiveFrame } from './liveFrames.ts';

/** More than this waiting to be decoded means that this desk cannot keep up: the queue then goes on at the next key frame. */
const mostWaitingBytes = 6 * 1024 * 1024;

/** What a tile does next: begin anew with these codecs, or take more bytes. */
export type TileStep =
  | { readonly kind: 'begin'; readonly codecs: string; readonly init: Uint8Array<ArrayBuffer> }
  | { readonly kind: 'append'; readonly bytes: Uint8Array<ArrayBuffer> };

/**
 * The bytes of one tile between the connection and the decoder: nothing is decoded before a beginning and a key frame, and
 * after a fault it begins again at the next key frame.
 */
export interface TileQueue {
  push(frame: LiveFrame): void;
  /** The next step, taken from the queue; null while there is none. */
  next(): TileStep | null;
  /** The decoder has failed: begin again. */
  restart(): void;
}

/** Makes the queue of one tile. */
export function createTileQueue(): TileQueue {
  let codecs: string | null = null;
  let init: Uint8Array<ArrayBuffer> | null = null;
  let steps: TileStep[] = [];
  let waitingBytes = 0;
  let begun = false;

  const forget = () => {
    steps = [];
    waitingBytes = 0;
    begun = false;
  };
  return {
    push(frame) {
      switch (frame.kind) {
        case liveFrameKinds.start: {
          const named = jsonOf(frame)?.['codecs'];
          codecs = typeof named === 'string' ? named : null;
          init = null;
          forget();
          return;
        }
        case liveFrameKinds.init:
          init = frame.payload;
          forget();
          return;
        case liveFrameKinds.keyFragment:
          if (codecs === null || init === null) return;
          if (waitingBytes > mostWaitingBytes) forget();
          if (!begun) {
            steps.push({ kind: 'begin', codecs, init });
            begun = true;
          }
          break;
        case liveFrameKinds.fragment:
          if (!begun || waitingBytes > mostWaitingBytes) return;
          break;
        default:
          return;
      }
      steps.push({ kind: 'append', bytes: frame.payload });
      waitingBytes += frame.payload.length;
    },
    next() {
      const step = steps.shift() ?? null;
      if (step?.kind === 'append') waitingBytes -= step.bytes.length;
      return step;
    },
    restart: forget,
  };
}
