import { refusalOf } from '#shared/contract/refusal.ts';
import type { PackageId } from '#shared/contract/ids.ts';
import type { JobView } from '#shared/contract/views/results.ts';
import type { Clock } from '../ledger/clockWatch.ts';
import { noteUnexpected } from './unexpected.ts';

const tellEveryMs = 200;

/** How a long work reports where it is. */
export type Progress = (step: string, done: number, total: number, unit: JobView['unit']) => void;

/** Long work in the core: one at a time for each package, always with its count to look at. */
export interface Jobs {
  /** Starts a work unless one is under way for this package; false then. */
  readonly start: (
    kind: JobView['kind'],
    packageId: PackageId,
    work: (progress: Progress) => Promise<JobView['failed']>,
  ) => boolean;
  readonly of: (packageId: PackageId) => JobView | null;
  readonly running: () => number;
  /** Settles when no work is under way. */
  readonly idle: () => Promise<void>;
}

/** Makes the list of works; `changed` tells the windows. */
export function createJobs(clock: Clock, changed: () => void): Jobs {
  const views = new Map<PackageId, JobView>();
  const under = new Map<PackageId, Promise<void>>();
  return {
    start(kind, packageId, work) {
      if (under.has(packageId)) return false;
      let toldAt = 0;
      const set = (view: JobView, always: boolean): void => {
        views.set(packageId, view);
        if (!always && clock.monotonic() - toldAt < tellEveryMs) return;
        toldAt = clock.monotonic();
        changed();
      };
      const first: JobView = {
        kind,
        packageId,
        step: 'begin',
        done: 0,
        total: 1,
        unit: 'steps',
        startedAt: new Date(clock.now()).toISOString(),
        failed: null,
      };
      set(first, true);
      const progress: Progress = (step, done, total, unit) =>
        set({ ...first, step, done, total, unit }, false);
      const run = work(progress).then(
        (failed) => {
          under.delete(packageId);
          if (failed === null) views.delete(packageId);
          else views.set(packageId, { ...first, step: 'failed', failed });
          changed();
        },
        (error: unknown) => {
          under.delete(packageId);
          views.set(packageId, { ...first, step: 'failed', failed: refusalOf(noteUnexpected(error)) });
          changed();
        },
      );
      under.set(packageId, run);
      return true;
    },
    of: (packageId) => views.get(packageId) ?? null,
    running: () => under.size,
    idle: async () => {
      await Promise.all(under.values());
    },
  };
}
