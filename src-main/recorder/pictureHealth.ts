import { createInterface } from 'node:readline';
import { PassThrough } from 'node:stream';
import type { PictureFault } from '#shared/domain/cameras.ts';
import { startFfmpeg } from './ffmpegChild.ts';
import type { RunningFfmpeg } from './ffmpegChild.ts';
import { JpegSplitter } from './jpegs.ts';

/** So often a key frame is looked at; two looks in a row make a fault, within the fifteen seconds of an alarm. */
const lookMs = 3_000;
/** No look for so long: what the last one said does not hold any more. */
const staleMs = 30_000;
/** What a decoder may owe before it gets nothing more. */
const mostOwed = 3;

/** Share of dark dots, percent, and how dark, of 255. */
const blackShare = 98;
const blackBelow = 32;
/** Between the darkest and the lightest tenth of the picture, of 255; a hand, a cloth or a cap before the lens leaves less. */
const leastContrast = 16;

const filters = [
  "scale='min(640,iw)':-2",
  'signalstats',
  `blackframe=amount=0:threshold=${blackBelow}`,
  'freezedetect=n=0.001:d=5',
  // Told at once: without `direct` it waits for 32 KiB, which are minutes of a picture in three seconds.
  'metadata=mode=print:direct=1:file=pipe\\\\:3',
].join(',');

/** What ffmpeg's filters say of one picture. */
interface Look {
  readonly black: boolean;
  readonly flat: boolean;
}

/**
 * Looks at the picture that is recorded: one key frame every few seconds goes through a decoder of its own, whose filters say whether it
 * is black, frozen or without contrast. It costs one decoded picture in three seconds, needs no second connection, and gives the stills.
 */
export class PictureHealth {
  readonly #ffmpeg: string;
  #child: RunningFfmpeg | null = null;
  #lastFedMs = Number.NEGATIVE_INFINITY;
  #lastLookMs = Number.NEGATIVE_INFINITY;
  #owed = 0;
  #looks: Look[] = [];
  #frozen = false;
  #still: Buffer | null = null;
  readonly #onStill: (jpeg: Buffer) => void;

  constructor(ffmpeg: string, onStill: (jpeg: Buffer) => void) {
    this.#ffmpeg = ffmpeg;
    this.#onStill = onStill;
  }

  /** The newest picture, JPEG, at most 640 wide. */
  get still(): Buffer | null {
    return this.#still;
  }

  get faults(): readonly PictureFault[] {
    if (performance.now() - this.#lastLookMs > staleMs) return [];
    const both = (what: (look: Look) => boolean): boolean =>
      this.#looks.length === 2 && this.#looks.every(what);
    const black = both((look) => look.black);
    return [
      ...(black ? (['black'] as const) : []),
      ...(this.#frozen && !black ? (['frozen'] as const) : []),
      ...(!black && both((look) => look.flat && !look.black) ? (['covered'] as const) : []),
    ];
  }

  /** A new stream begins. */
  begin(init: Buffer): void {
    this.end();
    const stills = new JpegSplitter();
    const words = new PassThrough();
    const child = startFfmpeg(
      this.#ffmpeg,
      [
        '-loglevel',
        'error',
        '-threads',
        '1',
        '-flags',
        'low_delay',
        '-skip_frame',
        'nokey',
        '-analyzeduration',
        '0',
        '-fpsprobesize',
        '0',
        '-f',
        'mp4',
        '-i',
        'pipe:0',
        '-map',
        '0:v:0',
        '-an',
        '-filter_threads',
        '1',
        '-vf',
        filters,
        '-fps_mode',
        'passthrough',
        '-c:v',
        'mjpeg',
        '-q:v',
        '6',
        '-threads',
        '1',
        '-flush_packets',
        '1',
        '-f',
        'image2pipe',
        'pipe:1',
      ],
      {
        stdin: 'open',
        onData: (chunk) => {
          for (const jpeg of stills.push(chunk)) {
            this.#still = jpeg;
            this.#owed = 0;
            this.#onStill(jpeg);
          }
        },
        onExtra: (chunk) => void words.write(chunk),
      },
    );
    this.#child = child;
    this.#readWords(words, child);
    void child.ended.then(() => {
      if (this.#child === child) this.#child = null;
    });
    child.write(init);
  }

  /** Takes a fragment that begins with a key frame; looks at it when it is time. */
  keyFragment(bytes: Buffer): void {
    const now = performance.now();
    if (this.#child === null || this.#owed > mostOwed || now - this.#lastFedMs < lookMs) return;
    this.#lastFedMs = now;
    this.#owed += 1;
    this.#child.write(bytes);
  }

  end(): void {
    this.#child?.kill();
    this.#child = null;
    this.#looks = [];
    this.#frozen = false;
    this.#owed = 0;
    this.#lastFedMs = Number.NEGATIVE_INFINITY;
  }

  #readWords(words: PassThrough, child: RunningFfmpeg): void {
    let low = 0;
    let high = 255;
    createInterface({ input: words }).on('line', (line) => {
      if (this.#child !== child) return;
      const [name = '', text = ''] = line.split('=');
      const value = Number(text);
      if (name === 'lavfi.signalstats.YLOW') low = value;
      if (name === 'lavfi.signalstats.YHIGH') high = value;
      if (name === 'lavfi.freezedetect.freeze_start') this.#frozen = true;
      if (name === 'lavfi.freezedetect.freeze_end') this.#frozen = false;
      if (name === 'lavfi.blackframe.pblack') {
        this.#lastLookMs = performance.now();
        this.#looks = [
          ...this.#looks.slice(-1),
          { black: value >= blackShare, flat: high - low < leastContrast },
        ];
      }
    });
  }
}
