import { newUlid } from '#node/newUlid.ts';
import type { CameraReport, RecorderPlan, RecorderState } from '#shared/contract/recorder.ts';
import type { GapCause } from '#shared/domain/cameras.ts';
import { recordingLimits } from '#shared/domain/cameras.ts';
import { bootId } from './bootId.ts';
import { CameraRecorder } from './cameraRecorder.ts';
import type { RecorderRoom } from './cameraRecorder.ts';
import { findFfmpeg } from './ffmpegChild.ts';
import { chooseFolder, lookAtFolder } from './folders.ts';
import type { FolderChoice } from './folders.ts';
import { openSegmentStore } from './segmentStore.ts';
import type { SegmentStore } from './segmentStore.ts';
import { settleFolder, settleGaps } from './settle.ts';

export interface RecorderOptions {
  readonly siteDir: string;
  readonly packedFfmpeg: string | null;
}

const tickMs = 200;
const folderMs = 1_000;
/** A change is told at once, but not more often than this. */
const tellMs = 250;
/** And without any change so often, so that who listens knows that we live. */
const livingMs = 5_000;

/** All cameras of a site together: the plan, the folders, the rows, and what they tell. */
export class Recorder {
  readonly store: SegmentStore;
  readonly run = newUlid();
  readonly ffmpeg: string | null;
  readonly #cameras = new Map<string, CameraRecorder>();
  /** Cameras that no plan wants any more, until their last segment is in the chain. */
  readonly #leaving = new Set<CameraRecorder>();
  readonly #listeners = new Set<() => void>();
  readonly #timers: NodeJS.Timeout[] = [];
  readonly #rates = new Map<string, number>();
  readonly #settledFolders = new Set<string>();
  #plan: RecorderPlan | null = null;
  #folder: FolderChoice | null = null;
  #clockOffsetMs = 0;
  #tellTimer: NodeJS.Timeout | null = null;
  #looking: Promise<void> | null = null;

  private constructor(options: RecorderOptions) {
    this.store = openSegmentStore(options.siteDir);
    this.ffmpeg = findFfmpeg(options.packedFfmpeg, process.env);
  }

  /** Opens the rows of a site, settles what the last run left, and waits for a plan. */
  static async open(options: RecorderOptions): Promise<Recorder> {
    const recorder = new Recorder(options);
    await recorder.#settle();
    recorder.#start();
    return recorder;
  }

  get plan(): RecorderPlan | null {
    return this.#plan;
  }

  /** Folder that is written to now; null: none. */
  get folder(): string | null {
    return this.#folder?.path ?? null;
  }

  /** Both folders of the plan, or those of the last one. */
  get folders(): readonly string[] {
    return JSON.parse(this.store.note('folders') ?? '[]') as string[];
  }

  camera(cameraId: string): CameraRecorder | null {
    return this.#cameras.get(cameraId) ?? null;
  }

  /** Calls back at each change, at most four times a second, and at least every five seconds. */
  onState(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** Tells whoever listens, soon. */
  changed(): void {
    this.#tellTimer ??= setTimeout(() => {
      this.#tellTimer = null;
      for (const listener of this.#listeners) listener();
    }, tellMs);
  }

  /** Takes a plan; recording goes on by it at once. */
  async setPlan(plan: RecorderPlan): Promise<void> {
    this.#plan = plan;
    this.#clockOffsetMs = plan.clockOffsetMs;
    this.store.keepNote('ledger', plan.ledger);
    this.store.keepNote('epoch', String(plan.epoch));
    this.store.keepNote('clockOffsetMs', String(plan.clockOffsetMs));
    this.store.keepNote('folderMark', plan.folderMark);
    const folders = [plan.folder, ...(plan.secondFolder === null ? [] : [plan.secondFolder])];
    this.store.keepNote('folders', JSON.stringify(folders));
    this.store.keepWanted(new Map(plan.cameras.map(({ cameraId, spans }) => [cameraId, spans])));
    await this.#lookAtFolders();
    const wanted = new Set(plan.cameras.map(({ cameraId }) => cameraId));
    for (const [cameraId, camera] of this.#cameras) {
      if (wanted.has(cameraId)) continue;
      this.#cameras.delete(cameraId);
      this.#leaving.add(camera);
      camera.update({ ...camera.planned, spans: [] });
    }
    for (const planned of plan.cameras) {
      const known = this.#cameras.get(planned.cameraId);
      if (known !== undefined) {
        known.update(planned);
        continue;
      }
      const camera = new CameraRecorder(planned, this.#room());
      this.#cameras.set(planned.cameraId, camera);
      camera.tick();
    }
    this.changed();
  }

  state(): RecorderState {
    const folder = this.#folder;
    const using = folder?.using ?? null;
    const seen = using === 'second' ? folder?.second : folder?.first;
    return {
      at: new Date(Date.now() + this.#clockOffsetMs).toISOString(),
      ffmpeg: this.ffmpeg === null ? 'missing' : 'ready',
      folder: {
        state: folder?.first.state ?? 'missing',
        using,
        freeBytes: seen?.freeBytes ?? null,
        hoursLeft: this.#hoursLeft(),
      },
      lastRow: this.store.lastRow(),
      cameras: [...this.#cameras.values()].map((camera): CameraReport => camera.report()),
    };
  }

  /** Ends all recording and brings what there is to the chain. */
  async stop(): Promise<void> {
    for (const timer of this.#timers) clearInterval(timer);
    if (this.#tellTimer !== null) clearTimeout(this.#tellTimer);
    await this.#looking;
    await Promise.all([...this.#cameras.values(), ...this.#leaving].map((camera) => camera.stop()));
    this.store.keepNote('ended', 'well');
    this.store.close();
  }

  #room(): RecorderRoom {
    return {
      store: this.store,
      run: this.run,
      ffmpeg: () => this.ffmpeg,
      folder: () => ({ path: this.folder, cause: this.#folderCause() }),
      folderFailed: () => void this.#lookAtFolders(),
      clockOffsetMs: () => this.#clockOffsetMs,
      rowWritten: () => this.changed(),
      changed: () => this.changed(),
    };
  }

  #start(): void {
    this.#timers.push(
      setInterval(() => {
        for (const camera of [...this.#cameras.values(), ...this.#leaving]) camera.tick();
        for (const camera of this.#leaving)
          if (camera.report().state === 'off') {
            this.#leaving.delete(camera);
            void camera.stop();
          }
      }, tickMs),
      setInterval(() => {
        for (const camera of this.#cameras.values()) {
          camera.sync();
          if (camera.bytesPerSecond > 0) this.#rates.set(camera.cameraId, camera.bytesPerSecond);
        }
      }, recordingLimits.syncMs),
      setInterval(() => void this.#lookAtFolders(), folderMs),
      setInterval(() => this.changed(), livingMs),
    );
  }

  /** Brings files and rows of the last run together, then what was missed since is a gap. */
  async #settle(): Promise<void> {
    this.#clockOffsetMs = Number(this.store.note('clockOffsetMs') ?? 0);
    const mark = this.store.note('folderMark');
    for (const folder of this.folders) {
      const seen = mark === null ? null : await lookAtFolder(folder, mark);
      if (seen?.state === 'ready' || seen?.state === 'full') await this.#settleFolder(folder);
    }
    const boot = await bootId();
    const isNewBoot = this.store.note('boot') !== boot && this.store.note('ended') !== 'well';
    const cause: GapCause = isNewBoot ? 'powerLost' : 'recorderStopped';
    settleGaps(this.store, this.run, Date.now() + this.#clockOffsetMs, cause);
    this.store.keepNote('boot', boot);
    this.store.keepNote('ended', 'not yet');
  }

  async #settleFolder(folder: string): Promise<void> {
    this.#settledFolders.add(folder);
    const isOpen = (path: string): boolean =>
      [...this.#cameras.values(), ...this.#leaving].some((camera) => camera.isOpen(path));
    await settleFolder(this.store, folder, isOpen);
  }

  #lookAtFolders(): Promise<void> {
    this.#looking ??= this.#look()
      .catch((error: unknown) => void process.stderr.write(`folders: ${String(error)}\n`))
      .finally(() => (this.#looking = null));
    return this.#looking;
  }

  async #look(): Promise<void> {
    const plan = this.#plan;
    if (plan === null) return;
    const before = this.#folder;
    const choice = await chooseFolder(plan);
    for (const [path, seen] of [
      [plan.folder, choice.first],
      [plan.secondFolder, choice.second],
    ] as const) {
      if (path === null || seen === null) continue;
      // A folder that was away may hold what its last segments left.
      if (seen.state === 'missing') this.#settledFolders.delete(path);
      else if (seen.state === 'ready' && !this.#settledFolders.has(path)) await this.#settleFolder(path);
    }
    this.#folder = choice;
    if (before?.using !== choice.using || before?.first.state !== choice.first.state) this.changed();
  }

  #folderCause(): GapCause {
    switch (this.#folder?.first.state) {
      case 'full':
        return 'diskFull';
      case 'notWritable':
        return 'writeFailed';
      case 'ready':
        return 'starting';
      default:
        return 'folderMissing';
    }
  }

  /** Both folders' room over the rate of all cameras of the plan; a camera that has not recorded yet counts as the mean of the others. */
  #hoursLeft(): number | null {
    const rates = [...this.#cameras.keys()].map((cameraId) => this.#rates.get(cameraId) ?? null);
    const known = rates.filter((rate) => rate !== null);
    const folder = this.#folder;
    if (known.length === 0 || folder === null) return null;
    const mean = known.reduce((sum, rate) => sum + rate, 0) / known.length;
    const bytesPerSecond = rates.reduce<number>((sum, rate) => sum + (rate ?? mean), 0);
    const free = [folder.first, folder.second].reduce(
      (sum, seen) => sum + (seen?.state === 'ready' ? (seen.freeBytes ?? 0) : 0),
      0,
    );
    return Math.round((free / bytesPerSecond / 3600) * 100) / 100;
  }
}
