import type { RecorderSource, StreamFacts } from '#shared/contract/recorder.ts';
import type { GapCause } from '#shared/domain/cameras.ts';
import { recordingLimits } from '#shared/domain/cameras.ts';
import { mp4Output, sourceArguments } from './ffmpegArguments.ts';
import { startFfmpeg } from './ffmpegChild.ts';
import type { RunningFfmpeg } from './ffmpegChild.ts';
import { Mp4Splitter, NotMp4 } from './mp4Boxes.ts';
import type { Fragment, InitFacts } from './mp4Boxes.ts';
import { causeOf } from './redact.ts';

/** Who listens to a stream. */
export interface StreamListener {
  readonly init: (bytes: Buffer, facts: InitFacts) => void;
  readonly fragment: (fragment: Fragment, arrivedMs: number) => void;
  /** The stream is over, and why. */
  readonly ended: (cause: GapCause) => void;
}

export interface StreamOptions {
  readonly ffmpeg: string;
  readonly source: RecorderSource;
  readonly stream: 'main' | 'sub';
  readonly sound: boolean;
  readonly fragmentMs: number;
}

/** A stream that gives its first picture so late gives none; longer than key frames may be apart in any camera worth the name. */
const firstPictureMs = 30_000;

/** One connection to a camera, from ffmpeg's start to its end. It starts nothing again; that is for whoever made it. */
export class StreamSession {
  readonly startedAtMs = performance.now();
  readonly #child: RunningFfmpeg | null;
  readonly #splitter = new Mp4Splitter();
  readonly #listener: StreamListener;
  #endCause: GapCause | null = null;
  #facts: InitFacts | null = null;
  #lastAtMs: number | null = null;
  #lastKey: number | null = null;
  #keyDistancesMs: number[] = [];
  #rates: number[] = [];
  #bytes: { readonly atMs: number; readonly bytes: number }[] = [];
  #paused = false;

  constructor(options: StreamOptions, listener: StreamListener) {
    this.#listener = listener;
    const input = sourceArguments(options.source, options.stream, process.platform, Date.now());
    if (input === null) {
      this.#child = null;
      setImmediate(() => listener.ended('unreachable'));
      return;
    }
    const sound = options.sound ? ['-map', '0:a:0?', '-c:a', 'aac', '-b:a', '32k', '-ac', '1'] : ['-an'];
    const args = ['-loglevel', 'warning', ...input.input, '-map', '0:v:0', ...input.coding, ...sound];
    this.#child = startFfmpeg(options.ffmpeg, [...args, ...mp4Output(options.fragmentMs)], {
      stdin: input.stdin,
      secrets: input.secrets,
      onData: (chunk) => this.#take(chunk),
    });
    void this.#child.ended.then(() => listener.ended(this.#endCause ?? this.#ownCause()));
  }

  /** A picture has come. */
  get hasPicture(): boolean {
    return this.#lastAtMs !== null;
  }

  get paused(): boolean {
    return this.#paused;
  }

  /** What ffmpeg said last, without secrets. */
  get said(): readonly string[] {
    return this.#child?.said ?? [];
  }

  get pid(): number | undefined {
    return this.#child?.pid;
  }

  get facts(): StreamFacts | null {
    if (this.#facts === null) return null;
    const rate = this.#rates.at(-1);
    return {
      codec: this.#facts.codecs,
      width: this.#facts.width,
      height: this.#facts.height,
      rateHundredths: rate === undefined ? null : Math.round(rate * 100),
      keyFrameMs: this.#keyDistancesMs.length === 0 ? null : Math.round(Math.max(...this.#keyDistancesMs)),
      sound: this.#facts.sound,
      playable: this.#facts.codec === 'h264',
    };
  }

  /** Over the last ten seconds. */
  get bytesPerSecond(): number {
    const first = this.#bytes[0];
    const last = this.#bytes.at(-1);
    if (first === undefined || last === undefined || last.atMs - first.atMs < 500) return 0;
    const sum = this.#bytes.slice(1).reduce((total, one) => total + one.bytes, 0);
    return Math.round((sum * 1000) / (last.atMs - first.atMs));
  }

  /** Ends it; the listener hears this cause. */
  end(cause: GapCause): void {
    this.#endCause ??= cause;
    this.#child?.kill();
  }

  /** Lets the camera wait while the disk does. */
  pause(): void {
    if (this.#paused) return;
    this.#paused = true;
    this.#child?.pause();
  }

  resume(): void {
    if (!this.#paused) return;
    this.#paused = false;
    this.#lastAtMs = performance.now();
    this.#child?.resume();
  }

  /** Ends it where it lives but gives nothing. */
  watch(): void {
    const now = performance.now();
    if (this.#lastAtMs === null) {
      if (now - this.startedAtMs > firstPictureMs) this.end('noVideo');
    } else if (!this.#paused && now - this.#lastAtMs > recordingLimits.stallMs) this.end('streamStalled');
  }

  #ownCause(): GapCause {
    const said = this.said;
    if (!this.hasPicture) return causeOf(said);
    return said.some((line) => /timed out/i.test(line)) ? 'streamStalled' : 'streamLost';
  }

  #take(chunk: Buffer): void {
    if (this.#endCause !== null) return;
    try {
      for (const piece of this.#splitter.push(chunk)) {
        if (piece.kind === 'init') {
          this.#facts = piece.facts;
          this.#listener.init(piece.bytes, piece.facts);
        } else this.#hear(piece.fragment);
        if (this.#endCause !== null) return;
      }
    } catch (error) {
      // Bytes that are no picture say nothing about the camera's address: the stream broke.
      if (error instanceof NotMp4 || error instanceof RangeError) this.end('streamLost');
      else throw error;
    }
  }

  #hear(fragment: Fragment): void {
    const now = performance.now();
    this.#lastAtMs = now;
    this.#bytes.push({ atMs: now, bytes: fragment.bytes.length });
    while (this.#bytes.length > 2 && now - (this.#bytes[0]?.atMs ?? 0) > 10_000) this.#bytes.shift();
    if (fragment.otherFormat) return this.end('formatChanged');
    if (fragment.durationSeconds > 0 && fragment.pictures > 1) {
      this.#rates = [...this.#rates.slice(-4), fragment.pictures / fragment.durationSeconds];
    }
    if (fragment.key) {
      if (this.#lastKey !== null)
        this.#keyDistancesMs = [
          ...this.#keyDistancesMs.slice(-4),
          (fragment.startSeconds - this.#lastKey) * 1000,
        ];
      this.#lastKey = fragment.startSeconds;
    } else if (this.#lastKey !== null) {
      // The next one is not there yet, and already later than allowed: that is known now.
      const sinceMs = (fragment.startSeconds + fragment.durationSeconds - this.#lastKey) * 1000;
      if (sinceMs > recordingLimits.keyFrameMs && sinceMs > Math.max(0, ...this.#keyDistancesMs))
        this.#keyDistancesMs = [...this.#keyDistancesMs.slice(-4), sinceMs];
    }
    this.#listener.fragment(fragment, Date.now());
  }
}
