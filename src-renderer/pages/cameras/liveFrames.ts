import { liveFrameKinds } from '#shared/contract/recorder.ts';

/** One frame of the live connection: what it is, of which camera (its place in the question), and its bytes. */
export interface LiveFrame {
  readonly kind: number;
  readonly camera: number;
  readonly payload: Uint8Array<ArrayBuffer>;
}

/** Nothing that a camera sends in one piece is larger; a length beyond it means that the stream is not what it should be. */
export const largestFrame = 32 * 1024 * 1024;

const lengthBytes = 4;
const headBytes = 2;

/**
 * Takes frames apart as their bytes arrive, wherever the pieces of the network end.
 * `push` answers with the frames that are whole now, in order.
 * @throws when a length makes no sense: the connection is then to be begun anew
 */
export function createFrameReader(): { push(chunk: Uint8Array): readonly LiveFrame[] } {
  const length = new Uint8Array(lengthBytes);
  let lengthRead = 0;
  let body: Uint8Array<ArrayBuffer> | null = null;
  let bodyRead = 0;
  return {
    push(chunk) {
      const frames: LiveFrame[] = [];
      let at = 0;
      while (at < chunk.length) {
        if (body === null) {
          const taken = Math.min(lengthBytes - lengthRead, chunk.length - at);
          length.set(chunk.subarray(at, at + taken), lengthRead);
          lengthRead += taken;
          at += taken;
          if (lengthRead < lengthBytes) break;
          const size = new DataView(length.buffer).getUint32(0);
          if (size < headBytes || size > largestFrame) throw new Error(`a live frame of ${size} bytes`);
          body = new Uint8Array(size);
          bodyRead = 0;
          lengthRead = 0;
        }
        const taken = Math.min(body.length - bodyRead, chunk.length - at);
        body.set(chunk.subarray(at, at + taken), bodyRead);
        bodyRead += taken;
        at += taken;
        if (bodyRead < body.length) break;
        const [kind = 0, camera = 0] = body;
        frames.push({ kind, camera, payload: body.subarray(headBytes) });
        body = null;
      }
      return frames;
    },
  };
}

/** What a frame says when it is text: the codecs of a new start, or the camera's state; null when it says nothing of the kind. */
export function jsonOf(frame: LiveFrame): Readonly<Record<string, unknown>> | null {
  if (frame.kind !== liveFrameKinds.start && frame.kind !== liveFrameKinds.state) return null;
  try {
    const read: unknown = JSON.parse(new TextDecoder().decode(frame.payload));
    return typeof read === 'object' && read !== null ? (read as Readonly<Record<string, unknown>>) : null;
  } catch {
    return null;
  }
}
