import type { RecorderPlan, RecorderState } from '#shared/contract/recorder.ts';
import type { RecorderLink, Recording } from '../../src-main/core/api/recording.ts';
import { noRecorder } from '../../src-main/core/cameras/recorderClient.ts';

/** A recorder that says what it is told to say; whatever it is asked for stands in `plans`. */
export function fakeRecorder() {
  const plans: RecorderPlan[] = [];
  const listeners: (() => void)[] = [];
  let state: RecorderState | null = null;
  const link: RecorderLink = {
    state: () => state,
    plan: (plan) => void plans.push(plan),
    onState: (listener) => void listeners.push(listener),
    probe: () => Promise.resolve({ ok: false, failure: 'wrongPassword' }),
    still: () => Promise.resolve(null),
    live: (_, signal) =>
      Promise.resolve(
        new ReadableStream<Uint8Array>({
          start(controller) {
            controller.enqueue(Buffer.from('frames'));
            signal.addEventListener('abort', () => controller.error(new Error('ended')));
          },
        }),
      ),
    playable: ({ index }) => Promise.resolve(index === 0 ? Buffer.from('0123456789') : null),
    close: () => undefined,
  };
  return {
    link,
    plans,
    say(next: RecorderState | null): void {
      state = next;
      for (const listener of listeners) listener();
    },
  };
}

/** Nothing is recorded, and nothing is wrong. */
export const quietRecording: Recording = {
  link: noRecorder,
  raised: () => [],
  replan: () => undefined,
  hold: () => undefined,
  look: () => Promise.resolve(),
  close: () => Promise.resolve(),
};

/** The state of one camera among nothing that is wrong. */
export function stateOf(
  at: string,
  cameras: readonly (Pick<RecorderState['cameras'][number], 'cameraId' | 'state' | 'since' | 'cause'> &
    Partial<RecorderState['cameras'][number]>)[],
  folder: Partial<RecorderState['folder']> = {},
): RecorderState {
  return {
    at,
    ffmpeg: 'ready',
    folder: { state: 'ready', using: 'first', freeBytes: 10 ** 12, hoursLeft: 500, ...folder },
    lastRow: 0,
    cameras: cameras.map((camera) => ({
      faults: [],
      stream: null,
      clockOffsetMs: null,
      bytesPerSecond: 0,
      lastSegmentEnd: null,
      count: 0,
      head: '0'.repeat(64),
      run: null,
      ...camera,
    })),
  };
}
