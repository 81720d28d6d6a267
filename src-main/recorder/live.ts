import { liveFrameKinds } from '#shared/contract/recorder.ts';
import type { CameraRecorder } from './cameraRecorder.ts';
import type { Fragment, InitFacts } from './mp4Boxes.ts';
import { PictureHealth } from './pictureHealth.ts';
import { StreamSession } from './streamSession.ts';

/** What a watcher gets of one camera. */
interface Watcher {
  readonly begin: (codecs: string, init: Buffer) => void;
  readonly fragment: (bytes: Buffer, key: boolean) => void;
  readonly still: (jpeg: Buffer) => void;
}

/** Short, so that what is seen is what is. */
const fragmentMs = 250;
const againMs = 1_000;
/** What is kept since the last key frame for who comes later. */
const mostKept = 4 * 1024 * 1024;
/** What a slow watcher may owe before pictures are left out for it. */
const mostOwed = 4 * 1024 * 1024;

/** One camera's live picture, for as many as watch it: the sub stream, or what is recorded; started by the first, ended by the last. */
class LiveSource {
  readonly #camera: CameraRecorder;
  readonly #ffmpeg: string;
  readonly #watchers = new Set<Watcher>();
  readonly #onIdle: () => void;
  #session: StreamSession | null = null;
  #untap: (() => void)[] = [];
  #stills: PictureHealth | null = null;
  #begun: { readonly codecs: string; readonly init: Buffer } | null = null;
  #kept: { readonly bytes: Buffer; readonly key: boolean }[] = [];
  #again: NodeJS.Timeout | null = null;

  constructor(camera: CameraRecorder, ffmpeg: string, onIdle: () => void) {
    this.#camera = camera;
    this.#ffmpeg = ffmpeg;
    this.#onIdle = onIdle;
  }

  watch(watcher: Watcher): () => void {
    this.#watchers.add(watcher);
    if (this.#watchers.size === 1) this.#connect();
    else if (this.#begun !== null) {
      watcher.begin(this.#begun.codecs, this.#begun.init);
      for (const { bytes, key } of this.#kept) watcher.fragment(bytes, key);
    }
    if (this.#camera.still !== null && this.#begun === null) watcher.still(this.#camera.still);
    return () => {
      this.#watchers.delete(watcher);
      if (this.#watchers.size > 0) return;
      this.#disconnect();
      this.#onIdle();
    };
  }

  #connect(): void {
    const { source } = this.#camera.planned;
    const hasSub = source.kind === 'rtsp' && source.subUrl !== null;
    const listener = {
      init: (bytes: Buffer, facts: InitFacts) => this.#init(bytes, facts),
      fragment: (fragment: Fragment) => this.#fragment(fragment),
      ended: () => this.#later(),
    };
    if (!hasSub && this.#camera.isRecording) {
      this.#untap = [this.#camera.tap(listener), this.#camera.tapStills((jpeg) => this.#still(jpeg))];
      return;
    }
    const options = { ffmpeg: this.#ffmpeg, source, sound: false, fragmentMs };
    const session = new StreamSession(
      { ...options, stream: hasSub ? 'sub' : 'main' },
      {
        init: listener.init,
        fragment: listener.fragment,
        ended: () => {
          if (this.#session === session) this.#later();
        },
      },
    );
    this.#session = session;
  }

  #later(): void {
    this.#disconnect();
    if (this.#watchers.size > 0) this.#again = setTimeout(() => this.#connect(), againMs);
  }

  #disconnect(): void {
    if (this.#again !== null) clearTimeout(this.#again);
    this.#again = null;
    const session = this.#session;
    this.#session = null;
    session?.end('recorderStopped');
    for (const untap of this.#untap.splice(0)) untap();
    this.#stills?.end();
    this.#stills = null;
    this.#begun = null;
    this.#kept = [];
  }

  #init(bytes: Buffer, facts: InitFacts): void {
    this.#kept = [];
    this.#begun = null;
    if (facts.codec !== 'h264') {
      // No page plays it for certain: stills, from what is recorded or from here.
      if (this.#session !== null) {
        this.#stills ??= new PictureHealth(this.#ffmpeg, (jpeg) => this.#still(jpeg));
        this.#stills.begin(bytes);
      }
      return;
    }
    this.#begun = { codecs: `video/mp4; codecs="${facts.codecs}"`, init: bytes };
    for (const watcher of this.#watchers) watcher.begin(this.#begun.codecs, bytes);
  }

  #fragment({ bytes, key }: Fragment): void {
    this.#session?.watch();
    if (key) this.#stills?.keyFragment(bytes);
    if (this.#begun === null) return;
    if (key) this.#kept = [];
    this.#kept.push({ bytes, key });
    if (this.#kept.reduce((sum, one) => sum + one.bytes.length, 0) > mostKept) this.#kept = [];
    for (const watcher of this.#watchers) watcher.fragment(bytes, key);
  }

  #still(jpeg: Buffer): void {
    if (this.#begun !== null) return;
    for (const watcher of this.#watchers) watcher.still(jpeg);
  }
}

/** Live pictures of all cameras. */
export class LivePictures {
  readonly #sources = new Map<CameraRecorder, LiveSource>();

  /** The body of `/live`: frames of these cameras until the asker goes. */
  stream(
    cameras: readonly CameraRecorder[],
    ffmpeg: string,
    onState: (listener: () => void) => () => void,
  ): ReadableStream<Uint8Array> {
    let endAll = (): void => undefined;
    return new ReadableStream<Uint8Array>(
      {
        start: (controller) => {
          const ends = cameras.map((camera, index) => this.#watch(camera, index, ffmpeg, controller));
          const told = new Map<CameraRecorder, string>();
          const tell = (): void =>
            cameras.forEach((camera, index) => {
              const { state, since, cause } = camera.report();
              const text = JSON.stringify({ state, since, cause });
              if (told.get(camera) === text) return;
              told.set(camera, text);
              controller.enqueue(frameOf(liveFrameKinds.state, index, Buffer.from(text)));
            });
          tell();
          ends.push(onState(tell));
          endAll = () => {
            for (const end of ends) end();
          };
        },
        cancel: () => endAll(),
      },
      new ByteLengthQueuingStrategy({ highWaterMark: mostOwed }),
    );
  }

  #watch(
    camera: CameraRecorder,
    index: number,
    ffmpeg: string,
    controller: ReadableStreamDefaultController<Uint8Array>,
  ): () => void {
    const known = this.#sources.get(camera);
    const source = known ?? new LiveSource(camera, ffmpeg, () => void this.#sources.delete(camera));
    this.#sources.set(camera, source);
    const send = (kind: number, payload: Buffer): void => controller.enqueue(frameOf(kind, index, payload));
    const hasRoom = (): boolean => (controller.desiredSize ?? 0) > 0;
    // A watcher begins, and after a time of its own slowness goes on, at a key frame.
    let needsKey = true;
    return source.watch({
      begin: (codecs, init) => {
        needsKey = true;
        send(liveFrameKinds.start, Buffer.from(JSON.stringify({ codecs })));
        send(liveFrameKinds.init, init);
      },
      fragment: (bytes, key) => {
        if (!hasRoom()) needsKey = true;
        else if (key || !needsKey) {
          needsKey = false;
          send(key ? liveFrameKinds.keyFragment : liveFrameKinds.fragment, bytes);
        }
      },
      still: (jpeg) => {
        if (hasRoom()) send(liveFrameKinds.still, jpeg);
      },
    });
  }
}

/** One frame of `/live` (contract/recorder.ts). */
export function frameOf(kind: number, index: number, payload: Buffer): Buffer {
  const head = Buffer.alloc(6);
  head.writeUInt32BE(payload.length + 2, 0);
  head[4] = kind;
  head[5] = index;
  return Buffer.concat([head, payload]);
}
