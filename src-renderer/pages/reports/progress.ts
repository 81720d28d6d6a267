import type { JobView } from '#shared/contract/views/results.ts';

export interface JobProgress {
  readonly percent: number;
  /** Units a second since it began; null until it can be told. */
  readonly perSecond: number | null;
  /** Seconds left at that rate; null until it can be told. */
  readonly secondsLeft: number | null;
}

/** Share, rate and time left of a job, from its count and its begin. Both times in milliseconds. */
export function progressOf(job: Pick<JobView, 'done' | 'total' | 'startedAt'>, nowMs: number): JobProgress {
  const percent = job.total <= 0 ? 0 : Math.min(100, Math.floor((job.done * 100) / job.total));
  const seconds = (nowMs - Date.parse(job.startedAt)) / 1000;
  if (!(seconds > 0.5) || job.done <= 0) return { percent, perSecond: null, secondsLeft: null };
  const perSecond = job.done / seconds;
  return { percent, perSecond, secondsLeft: Math.ceil(Math.max(0, job.total - job.done) / perSecond) };
}
