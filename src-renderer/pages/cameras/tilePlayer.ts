import { liveFrameKinds } from '#shared/contract/recorder.ts';
import { liveStep } from './liveEdge.ts';
import type { LiveFrame } from './liveFrames.ts';
import { createTileQueue } from './tileQueue.ts';
import type { TileStep } from './tileQueue.ts';

/** What a tile shows: nothing yet, a moving picture, a still as the address of its bytes, or one that cannot be shown here. */
export type TilePicture =
  | { readonly kind: 'none' | 'moving' | 'unplayable' }
  | { readonly kind: 'still'; readonly address: string };

export interface TilePlayer {
  take(frame: LiveFrame): void;
  close(): void;
}

interface Playing {
  readonly media: MediaSource;
  readonly address: string;
  buffer: SourceBuffer | null;
}

/** A decoder that fails more often than this without a picture in between is left alone until the camera begins anew. */
const mostFailures = 5;

/** Plays the frames of one camera in a video element, near the newest picture; begins again by itself after a fault. */
export function createTilePlayer(video: HTMLVideoElement, show: (picture: TilePicture) => void): TilePlayer {
  const queue = createTileQueue();
  let playing: Playing | null = null;
  let still: string | null = null;
  let failures = 0;

  function end(): void {
    if (playing === null) return;
    URL.revokeObjectURL(playing.address);
    playing = null;
    video.removeAttribute('src');
    video.load();
  }
  function dropStill(): void {
    if (still !== null) URL.revokeObjectURL(still);
    still = null;
  }
  function fail(): void {
    failures += 1;
    queue.restart();
    end();
    show({ kind: failures > mostFailures ? 'unplayable' : 'none' });
  }

  function begin({ codecs, init }: Extract<TileStep, { readonly kind: 'begin' }>): void {
    end();
    if (!MediaSource.isTypeSupported(codecs)) {
      show({ kind: 'unplayable' });
      return;
    }
    const media = new MediaSource();
    const mine: Playing = { media, address: URL.createObjectURL(media), buffer: null };
    playing = mine;
    media.addEventListener(
      'sourceopen',
      () => {
        if (playing !== mine) return;
        const buffer = media.addSourceBuffer(codecs);
        mine.buffer = buffer;
        buffer.addEventListener('updateend', pump);
        buffer.addEventListener('error', () => playing === mine && fail());
        buffer.appendBuffer(init);
      },
      { once: true },
    );
    video.src = mine.address;
  }

  function stayNear(buffer: SourceBuffer): void {
    const { buffered } = buffer;
    const last = buffered.length - 1;
    if (last < 0) return;
    const step = liveStep({
      first: buffered.start(0),
      start: buffered.start(last),
      end: buffered.end(last),
      at: video.currentTime,
    });
    if (step.seekTo !== null) video.currentTime = step.seekTo;
    if (video.playbackRate !== step.rate) video.playbackRate = step.rate;
    // A browser pauses what it takes to be out of sight.
    if (video.paused) void video.play().catch(() => undefined);
    if (step.removeBefore !== null) buffer.remove(0, step.removeBefore);
  }

  function pump(): void {
    const buffer = playing?.buffer ?? null;
    if (playing !== null && (buffer === null || buffer.updating)) return;
    try {
      if (buffer !== null) {
        stayNear(buffer);
        if (buffer.updating) return;
      }
      const step = queue.next();
      if (step === null) return;
      if (step.kind === 'begin') begin(step);
      else if (buffer !== null) buffer.appendBuffer(step.bytes);
    } catch {
      fail();
    }
  }

  const onError = () => playing !== null && fail();
  const onPlaying = () => {
    failures = 0;
    dropStill();
    show({ kind: 'moving' });
  };
  video.addEventListener('error', onError);
  video.addEventListener('playing', onPlaying);

  return {
    take(frame) {
      if (frame.kind === liveFrameKinds.still) {
        const before = still;
        still = URL.createObjectURL(new Blob([frame.payload], { type: 'image/jpeg' }));
        show({ kind: 'still', address: still });
        // Only once the new one stands there.
        if (before !== null) setTimeout(() => URL.revokeObjectURL(before), 1000);
        return;
      }
      if (frame.kind === liveFrameKinds.start) {
        failures = 0;
        end();
        show({ kind: 'none' });
      }
      if (failures > mostFailures) return;
      queue.push(frame);
      pump();
    },
    close() {
      video.removeEventListener('error', onError);
      video.removeEventListener('playing', onPlaying);
      end();
      dropStill();
    },
  };
}
