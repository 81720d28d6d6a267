import { pageHeader } from '../../app/client.ts';
import { createFrameReader } from './liveFrames.ts';
import type { LiveFrame } from './liveFrames.ts';

/** Where the live connection stands. */
export type LiveState = 'connecting' | 'live' | 'lost';

/** A connection that ends sooner than this counts as one that failed, so that a short-lived one is not asked for again and again. */
const livedMs = 5_000;
/** The first pause before it is tried again, each next one twice as long, and the longest. */
const firstWaitMs = 500;
const longestWaitMs = 8_000;

interface LiveOptions {
  /** Asks for the address of one connection; null when there is none now. */
  ask(): Promise<string | null>;
  take(frame: LiveFrame): void;
  say(state: LiveState): void;
  readonly signal: AbortSignal;
}

/**
 * Holds the one live connection until it is aborted: asks for an address, reads its frames, and asks for another one when it
 * ends, with growing pauses. Never throws.
 */
export async function holdLive({ ask, take, say, signal }: LiveOptions): Promise<void> {
  let fails = 0;
  while (!signal.aborted) {
    say('connecting');
    const begunMs = performance.now();
    try {
      const href = await ask();
      if (href !== null && !signal.aborted)
        await readFrames(href, signal, (frame) => {
          say('live');
          take(frame);
        });
    } catch {
      // Broken off by us, by the network or by a frame that makes no sense: all of it is begun anew below.
    }
    if (signal.aborted) return;
    say('lost');
    if (performance.now() - begunMs > livedMs) fails = 0;
    await pause(Math.min(firstWaitMs * 2 ** fails, longestWaitMs), signal);
    fails += 1;
  }
}

async function readFrames(
  href: string,
  signal: AbortSignal,
  take: (frame: LiveFrame) => void,
): Promise<void> {
  const answer = await fetch(href, { headers: pageHeader, signal });
  if (!answer.ok || answer.body === null) {
    await answer.body?.cancel();
    return;
  }
  const frames = createFrameReader();
  const bytes = answer.body.getReader();
  try {
    for (;;) {
      const { done, value } = await bytes.read();
      if (done) return;
      for (const frame of frames.push(value)) take(frame);
    }
  } finally {
    await bytes.cancel().catch(() => undefined);
  }
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    signal.addEventListener('abort', end);
  });
}
