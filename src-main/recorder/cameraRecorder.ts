import { isDeepStrictEqual } from 'node:util';
import { errorCode } from '#node/durableFile.ts';
import { segmentPath } from '#node/segmentChain.ts';
import type { CameraReport, PlannedCamera } from '#shared/contract/recorder.ts';
import type { CameraState, GapCause, PictureFault } from '#shared/domain/cameras.ts';
import { recordingLimits } from '#shared/domain/cameras.ts';
import { CameraClock, MediaClock } from './mediaClock.ts';
import { movedToZero } from './mp4Boxes.ts';
import type { Fragment, InitFacts } from './mp4Boxes.ts';
import { PictureHealth } from './pictureHealth.ts';
import { retryAfterMs } from './retry.ts';
import type { SegmentStore, WantedSpan } from './segmentStore.ts';
import { SegmentWriter } from './segmentWriter.ts';
import { gapOf, settleFile } from './settle.ts';
import { spanAt, wantedWithin } from './spans.ts';
import type { Stretch } from './spans.ts';
import { StreamSession } from './streamSession.ts';
import type { StreamListener } from './streamSession.ts';

/** What a camera's recorder has of the whole. */
export interface RecorderRoom {
  readonly store: SegmentStore;
  readonly run: string;
  readonly ffmpeg: () => string | null;
  /** Folder to write to; null: none can be written, and why. */
  readonly folder: () => { readonly path: string | null; readonly cause: GapCause };
  /** Look at the folders again, something went wrong in one. */
  readonly folderFailed: () => void;
  /** Site's clock minus the host's, milliseconds. */
  readonly clockOffsetMs: () => number;
  readonly rowWritten: () => void;
  readonly changed: () => void;
}

/** A segment that is being written. */
interface OpenSegment {
  readonly writer: SegmentWriter;
  readonly folder: string;
  readonly index: number;
  readonly part: string;
  readonly startMs: number;
  readonly zeroSeconds: number;
  readonly facts: InitFacts;
  endMs: number;
  failed: boolean;
}

const fragmentMs = 1_000;
/** A stream without key frames is cut here all the same. */
const longestSegmentMs = 120_000;
/** Bytes that wait for a slow disk before the camera waits too, and when it may go on. */
const mostWaiting = 16 * 1024 * 1024;
const fewWaiting = 4 * 1024 * 1024;
/** How long the end of a span waits for the fragment that holds it. */
const endWaitMs = 3_000;
const rowRetryMs = 2_000;

/**
 * Records one camera by its plan: keeps the stream, cuts it into segments, brings them to the disk and then to the chain, and writes down
 * what is missing. It holds up nobody else: what waits, waits in here, and is bounded.
 */
export class CameraRecorder {
  #planned: PlannedCamera;
  readonly #room: RecorderRoom;
  #session: StreamSession | null = null;
  #init: { readonly bytes: Buffer; readonly facts: InitFacts } | null = null;
  #clock = new MediaClock();
  #cameraClock = new CameraClock();
  #segment: OpenSegment | null = null;
  /** Rows go to the chain one after another, in the order of their times. */
  #rows: Promise<void> = Promise.resolve();
  #coveredMs: number | null;
  #gapCause: GapCause = 'starting';
  #cause: GapCause | null = null;
  #lastPictureMs: number | null = null;
  #wantedSinceMs: number | null = null;
  #endsAtMs: number | null = null;
  #endingSince: number | null = null;
  #attempt = 0;
  #nextTryAt = 0;
  #state: { readonly state: CameraState; readonly sinceMs: number };
  #lastEnd: string | null = null;
  #health: PictureHealth | null = null;
  #stopped = false;
  readonly #taps = new Set<StreamListener>();
  readonly #stillTaps = new Set<(jpeg: Buffer) => void>();

  constructor(planned: PlannedCamera, room: RecorderRoom) {
    this.#planned = planned;
    this.#room = room;
    const until = room.store.coveredUntil(planned.cameraId);
    this.#coveredMs = until === null ? null : Date.parse(until);
    this.#state = { state: 'off', sinceMs: this.#nowMs() };
  }

  get cameraId(): string {
    return this.#planned.cameraId;
  }

  get planned(): PlannedCamera {
    return this.#planned;
  }

  get still(): Buffer | null {
    return this.#health?.still ?? null;
  }

  get isRecording(): boolean {
    return this.#session?.hasPicture === true;
  }

  get bytesPerSecond(): number {
    return this.#session?.bytesPerSecond ?? 0;
  }

  /** Whether a path is that of the segment that is written now. */
  isOpen(path: string): boolean {
    return this.#segment?.part === path;
  }

  #nowMs(): number {
    return Date.now() + this.#room.clockOffsetMs();
  }

  /** The plan has changed. */
  update(planned: PlannedCamera): void {
    const before = this.#planned;
    const offset = this.#wantedSinceMs;
    this.#planned = planned;
    if (!isDeepStrictEqual(before.source, planned.source) || before.sound !== planned.sound) {
      this.#attempt = 0;
      this.#nextTryAt = 0;
      this.#session?.end('starting');
    }
    // A span that was taken away ends now; what is running keeps its pictures up to here.
    if (offset !== null && spanAt(planned.spans, this.#nowMs()) === null && this.#endsAtMs === null)
      this.#endsAtMs = this.#nowMs();
    this.tick();
  }

  /** Looks at everything that changes with time; called a few times a second. */
  tick(): void {
    if (this.#stopped) return;
    const nowMs = this.#nowMs();
    const span = spanAt(this.#planned.spans, nowMs);
    if (span !== null) {
      this.#endsAtMs = null;
      this.#endingSince = null;
      if (this.#wantedSinceMs === null) {
        this.#wantedSinceMs = nowMs;
        this.#gapCause = 'starting';
      }
      if (this.#session === null && performance.now() >= this.#nextTryAt) this.#begin();
    } else if (this.#wantedSinceMs !== null) this.#finishWanted(nowMs);
    this.#session?.watch();
    this.#checkFolder();
    this.#relieve();
    this.#enter(this.#stateNow(nowMs), nowMs);
  }

  /** Forces what has arrived to the disk. */
  sync(): void {
    void this.#segment?.writer.sync().catch(() => undefined);
  }

  /** Listens to the stream that is recorded; answers what ends it. The newest init segment comes at once. */
  tap(listener: StreamListener): () => void {
    this.#taps.add(listener);
    if (this.#init !== null && this.#session !== null) listener.init(this.#init.bytes, this.#init.facts);
    return () => void this.#taps.delete(listener);
  }

  tapStills(listener: (jpeg: Buffer) => void): () => void {
    this.#stillTaps.add(listener);
    return () => void this.#stillTaps.delete(listener);
  }

  report(): CameraReport {
    const { count, head } = this.#room.store.head(this.cameraId);
    return {
      cameraId: this.cameraId,
      state: this.#state.state,
      since: new Date(this.#state.sinceMs).toISOString(),
      faults: this.isRecording ? [...this.#faults()] : [],
      cause: this.isRecording ? null : this.#cause,
      stream: this.#session?.facts ?? null,
      clockOffsetMs: this.#clockOffset(),
      bytesPerSecond: this.bytesPerSecond,
      lastSegmentEnd: this.#lastEnd,
      count,
      head,
      run: this.#segment === null ? null : this.#room.run,
    };
  }

  /** Ends everything and brings what is there to the chain. */
  async stop(): Promise<void> {
    this.#stopped = true;
    const session = this.#session;
    this.#session = null;
    session?.end('recorderStopped');
    this.#health?.end();
    if (this.#segment !== null) this.#finish(this.#segment.endMs);
    else if (this.#wantedSinceMs !== null) this.#gapUpTo(this.#endsAtMs ?? this.#nowMs());
    await this.#rows;
  }

  // ── the stream

  #begin(): void {
    const ffmpeg = this.#room.ffmpeg();
    const folder = this.#room.folder();
    if (ffmpeg === null) return this.#cannot('noFfmpeg');
    if (folder.path === null) return this.#cannot(folder.cause);
    this.#clock = new MediaClock();
    this.#cameraClock = new CameraClock();
    this.#init = null;
    const session = new StreamSession(
      { ffmpeg, source: this.#planned.source, stream: 'main', sound: this.#planned.sound, fragmentMs },
      {
        init: (bytes, facts) => {
          if (this.#session !== session) return;
          this.#init = { bytes, facts };
          (this.#health ??= new PictureHealth(ffmpeg, (jpeg) => this.#newStill(jpeg))).begin(bytes);
          for (const tap of this.#taps) tap.init(bytes, facts);
        },
        fragment: (fragment, arrivedMs) => {
          if (this.#session === session) this.#fragment(fragment, arrivedMs);
        },
        ended: (cause) => {
          if (this.#session === session) this.#ended(cause);
        },
      },
    );
    this.#session = session;
  }

  #newStill(jpeg: Buffer): void {
    for (const tap of this.#stillTaps) tap(jpeg);
  }

  #cannot(cause: GapCause): void {
    this.#nextTryAt = performance.now() + 1_000;
    this.#missing(cause);
  }

  /** From here on nothing is kept, and this is why; the first reason that is one stays with the gap. */
  #missing(cause: GapCause): void {
    this.#cause = cause;
    if (this.#gapCause === 'starting') this.#gapCause = cause;
  }

  #ended(cause: GapCause): void {
    const session = this.#session;
    this.#session = null;
    this.#init = null;
    this.#health?.end();
    for (const tap of this.#taps) tap.ended(cause);
    if (this.#segment !== null) {
      this.#finish(this.#segment.endMs);
      this.#gapCause = 'starting';
    }
    if (session?.hasPicture === true) this.#attempt = 0;
    this.#missing(cause);
    this.#attempt += 1;
    this.#nextTryAt = performance.now() + (cause === 'starting' ? 0 : retryAfterMs(cause, this.#attempt));
    this.#room.changed();
  }

  #fragment(fragment: Fragment, arrivedMs: number): void {
    const init = this.#init;
    if (init === null) return;
    const endSeconds = fragment.startSeconds + fragment.durationSeconds;
    if (!this.#clock.heard(endSeconds, arrivedMs)) return this.#session?.end('streamLost');
    const offset = this.#room.clockOffsetMs();
    const startMs = this.#clock.at(fragment.startSeconds) + offset;
    const endMs = this.#clock.at(endSeconds) + offset;
    this.#cameraClock.heard(fragment.cameraMs, startMs - offset, arrivedMs);
    this.#lastPictureMs = endMs;
    this.#attempt = 0;
    const open = this.#segment;
    const lengthMs = open === null ? 0 : (fragment.startSeconds - open.zeroSeconds) * 1000;
    if (
      open !== null &&
      (fragment.key ? lengthMs >= recordingLimits.segmentMs : lengthMs >= longestSegmentMs)
    )
      this.#finish(Math.max(open.startMs, startMs));
    if (this.#segment === null && (fragment.key || open !== null))
      this.#open(init, startMs, fragment.startSeconds);
    const segment = this.#segment;
    if (segment !== null) {
      segment.endMs = Math.max(segment.startMs, endMs);
      this.#write(segment, movedToZero(fragment.bytes, init.facts, segment.zeroSeconds));
    }
    if (fragment.key) this.#health?.keyFragment(fragment.bytes);
    for (const tap of this.#taps) tap.fragment(fragment, arrivedMs);
    if (this.#endsAtMs !== null && endMs >= this.#endsAtMs) this.#finishWanted(this.#nowMs());
  }

  // ── segments and rows

  #open(
    init: { readonly bytes: Buffer; readonly facts: InitFacts },
    firstMs: number,
    zeroSeconds: number,
  ): void {
    const folder = this.#room.folder();
    if (folder.path === null) return this.#session?.end(folder.cause);
    const startMs = Math.max(firstMs, this.#coveredMs ?? firstMs);
    this.#gapUpTo(startMs);
    const index = this.#room.store.takeIndex(this.cameraId, this.#room.run);
    const name = { camera: this.cameraId, run: this.#room.run, index };
    const part = segmentPath(name, new Date(startMs).toISOString(), 'mp4.part');
    const writer = new SegmentWriter(folder.path, part);
    this.#segment = {
      writer,
      folder: folder.path,
      index,
      part,
      startMs,
      zeroSeconds,
      facts: init.facts,
      endMs: startMs,
      failed: false,
    };
    this.#cause = null;
    this.#gapCause = 'starting';
    this.#write(this.#segment, init.bytes);
  }

  #write(segment: OpenSegment, bytes: Buffer): void {
    segment.writer.write(bytes).then(
      () => this.#relieve(),
      () => this.#failed(segment),
    );
    if (segment.writer.waitingBytes > mostWaiting) this.#session?.pause();
  }

  #relieve(): void {
    if (this.#session?.paused === true && (this.#segment?.writer.waitingBytes ?? 0) < fewWaiting)
      this.#session.resume();
  }

  /** The disk did not take it: what it did take is kept, and the stream begins again, in the other folder if there is one. */
  #failed(segment: OpenSegment): void {
    if (segment.failed) return;
    segment.failed = true;
    const cause = causeOfDisk(segment.writer.error);
    if (this.#segment === segment) this.#segment = null;
    this.#coveredMs = Math.max(segment.endMs, this.#coveredMs ?? segment.endMs);
    this.#room.folderFailed();
    this.#queue(async () => {
      await segment.writer.abandon();
      await this.#salvage(segment, cause);
    });
    this.#gapCause = cause;
    this.#session?.end(cause);
    if (this.#session === null) this.#cause = cause;
  }

  /** Gives the whole fragments of a broken-off segment their row, as far as its folder is still there; the rest of it is a gap. */
  async #salvage(segment: OpenSegment, cause: GapCause): Promise<void> {
    let savedMs = segment.startMs;
    try {
      const what = await settleFile(this.#room.store, segment.folder, segment.part);
      const until = this.#room.store.coveredUntil(this.cameraId);
      if (what !== 'empty' && until !== null) savedMs = Date.parse(until);
    } catch (error) {
      // The folder is gone: whoever finds it again settles it.
      if (errorCode(error) === null) throw error;
    }
    this.#room.rowWritten();
    if (savedMs < segment.endMs) await this.#appendGap({ fromMs: savedMs, toMs: segment.endMs }, cause);
  }

  #finish(endMs: number): void {
    const segment = this.#segment;
    this.#segment = null;
    if (segment === null) return;
    this.#coveredMs = Math.max(endMs, segment.startMs);
    const end = new Date(this.#coveredMs).toISOString();
    const start = new Date(segment.startMs).toISOString();
    const name = { camera: this.cameraId, run: this.#room.run, index: segment.index };
    const finished = segment.writer.finish(segmentPath(name, start));
    finished.catch(() => undefined);
    const clockOffsetMs = this.#clockOffset() ?? 0;
    this.#queue(async () => {
      let written;
      try {
        written = await finished;
      } catch {
        return this.#failed(segment);
      }
      await this.#append(() => {
        this.#room.store.append({
          ...name,
          kind: 'segment',
          start,
          end,
          clockOffsetMs,
          cause: null,
          size: written.size,
          sha256: written.sha256,
          folder: segment.folder,
          file: written.file,
        });
        this.#lastEnd = end;
      });
    });
  }

  /** Writes down what of the time up to a moment was wanted and not kept. */
  #gapUpTo(toMs: number): void {
    const spans = this.#spansWanted();
    const fromMs = this.#coveredMs ?? Number.NEGATIVE_INFINITY;
    const cause = this.#gapCause;
    for (const stretch of wantedWithin(spans, { fromMs, toMs }))
      this.#queue(() => this.#appendGap(stretch, cause));
    this.#coveredMs = Math.max(toMs, this.#coveredMs ?? toMs);
  }

  #appendGap(stretch: Stretch, cause: GapCause): Promise<void> {
    const index = this.#room.store.takeIndex(this.cameraId, this.#room.run);
    const gap = gapOf(this.cameraId, this.#room.run, index, stretch, cause);
    return this.#append(() => void this.#room.store.append(gap));
  }

  /** The plan's spans, and the one that a newer plan has ended just now. */
  #spansWanted(): readonly WantedSpan[] {
    if (this.#wantedSinceMs === null || this.#endsAtMs === null) return this.#planned.spans;
    const until = new Date(this.#endsAtMs).toISOString();
    return [...this.#planned.spans, { from: new Date(this.#wantedSinceMs).toISOString(), until }];
  }

  /** Nothing is wanted any more: the last fragment may still come, then all ends. */
  #finishWanted(nowMs: number): void {
    const before = this.#planned.spans.map(({ until }) => (until === null ? Number.NaN : Date.parse(until)));
    this.#endsAtMs ??= Math.max(...before.filter((time) => time <= nowMs), this.#wantedSinceMs ?? nowMs);
    this.#endingSince ??= performance.now();
    const reached = (this.#lastPictureMs ?? 0) >= this.#endsAtMs;
    const isWaiting = this.#segment !== null && !reached && performance.now() - this.#endingSince < endWaitMs;
    if (isWaiting) return;
    if (this.#segment !== null) this.#finish(this.#segment.endMs);
    this.#gapUpTo(this.#endsAtMs);
    const session = this.#session;
    this.#session = null;
    session?.end('recorderStopped');
    this.#health?.end();
    for (const tap of this.#taps) tap.ended('recorderStopped');
    this.#wantedSinceMs = null;
    this.#endsAtMs = null;
    this.#endingSince = null;
    this.#cause = null;
    this.#lastPictureMs = null;
  }

  #queue(step: () => Promise<void>): void {
    this.#rows = this.#rows.then(step).catch((error: unknown) => {
      process.stderr.write(
        `${this.cameraId}: ${error instanceof Error ? (error.stack ?? '') : String(error)}\n`,
      );
    });
  }

  /** Writes a row; while the database cannot, it waits and tries again, unless all ends. */
  async #append(write: () => void): Promise<void> {
    for (;;) {
      try {
        write();
        this.#room.rowWritten();
        return;
      } catch (error) {
        const code = errorCode(error) ?? '';
        if (this.#stopped || !/^SQLITE_(?:FULL|IOERR|BUSY|CANTOPEN|READONLY)/.test(code)) throw error;
        this.#cause = 'writeFailed';
        await new Promise((resolve) => setTimeout(resolve, rowRetryMs));
      }
    }
  }

  // ── how it stands

  #checkFolder(): void {
    const segment = this.#segment;
    const folder = this.#room.folder();
    if (segment === null || segment.failed || folder.path === segment.folder) return;
    // The folder is gone or full, or the first one is back: the segment ends here, the next begins there.
    this.#gapCause = folder.path === null ? folder.cause : 'starting';
    this.#session?.end(this.#gapCause);
  }

  #clockOffset(): number | null {
    const offset = this.#cameraClock.offsetMs;
    return offset === null ? null : offset - this.#room.clockOffsetMs();
  }

  #faults(): readonly PictureFault[] {
    const facts = this.#session?.facts ?? null;
    const least = this.#planned.leastPicture;
    const clock = this.#cameraClock.offsetMs;
    const faults: PictureFault[] = [...(this.#health?.faults ?? [])];
    if (facts !== null && least !== null && (facts.width < least.width || facts.height < least.height))
      faults.push('smallPicture');
    if (clock !== null && Math.abs(clock) > recordingLimits.clockOffMs) faults.push('wrongClock');
    if ((facts?.keyFrameMs ?? 0) > recordingLimits.keyFrameMs) faults.push('longKeyFrames');
    if (facts?.playable === false && !hasSubStream(this.#planned)) faults.push('noPreview');
    return faults;
  }

  #stateNow(nowMs: number): CameraState {
    if (this.#wantedSinceMs === null) return 'off';
    if (this.isRecording && this.#segment !== null)
      return this.#faults().length > 0 ? 'degraded' : 'recording';
    const sinceMs = Math.max(this.#wantedSinceMs, this.#lastPictureMs ?? 0);
    return nowMs - sinceMs > recordingLimits.lostAfterMs ? 'lost' : 'connecting';
  }

  #enter(state: CameraState, nowMs: number): void {
    if (state === this.#state.state) return;
    // Lost since the last picture, not since it was noticed.
    const sinceMs = state === 'lost' ? Math.max(this.#wantedSinceMs ?? 0, this.#lastPictureMs ?? 0) : nowMs;
    this.#state = { state, sinceMs };
    this.#room.changed();
  }
}

function hasSubStream({ source }: PlannedCamera): boolean {
  return source.kind === 'rtsp' && source.subUrl !== null;
}

/** What an error of the disk means. */
export function causeOfDisk(error: unknown): GapCause {
  const code = errorCode(error);
  if (code === 'ENOSPC' || code === 'EDQUOT' || code === 'EFBIG') return 'diskFull';
  if (code === 'ENOENT' || code === 'ENOTDIR' || code === 'ENODEV' || code === 'ENXIO')
    return 'folderMissing';
  return 'writeFailed';
}
