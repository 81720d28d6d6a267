import { Worker } from 'node:worker_threads';
import { programFile } from './programs.ts';
import type { ProgramName } from './programs.ts';

/**
 * Gives one job to a program of ours in a worker thread and waits for its one answer, so that long reading does not keep the
 * API waiting. Job and answer must be structured-cloneable; the program says which.
 * @throws what the program threw, or that it ended without an answer
 */
export function runInWorker<Answer>(program: ProgramName, job: unknown): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(programFile(program), { workerData: job });
    worker.once('message', (answer: Answer) => resolve(answer));
    worker.once('error', reject);
    worker.once('exit', (code) => reject(new Error(`${program} ended with ${code} and no answer`)));
  });
}
