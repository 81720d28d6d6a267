import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import * as z from 'zod';
import type { ToldFacts } from '#shared/contract/refusal.ts';
import type { SpreadsheetRefusalCode } from '#shared/contract/rosterReport.ts';
import { ChildAnswer, lastLine } from './childProtocol.ts';
import type { ChildRequest } from './childProtocol.ts';
import { fileRefusal } from './refuse.ts';

export interface ChildLimits {
  readonly wallMs: number;
  readonly heapMegabytes: number;
  readonly residentBytes: number;
}

export interface ChildRun {
  readonly request: Omit<ChildRequest, 'residentBytes'>;
  readonly bytes: Uint8Array;
  readonly limits: ChildLimits;
  /** The child's program; another one where the product is bundled. */
  readonly entry: URL;
  /** Stops the reading: the child is killed and the promise rejects with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
}

/** The answer, and the people of a roster, each still to be parsed. */
export interface ChildReading {
  readonly answer: ChildAnswer;
  readonly people: readonly unknown[];
}

/** Why the child was killed. */
type Stop = 'parse-timeout' | 'parse-memory';

/** An answer larger than this is no answer to a file of 50 MB. */
const answerBytes = 1_024 * 1024 * 1024;

/**
 * Reads the bytes in a process of its own, with bounded memory and time, an empty environment, and no right to write files or
 * start programs. Whatever the file does, this promise ends with an answer or a refusal (`parse-timeout`, `parse-memory`,
 * `parse-crashed`), and this process lives on. It rejects only when it is aborted or the child cannot be started.
 */
export function runChild(run: ChildRun): Promise<ChildReading> {
  const rights = ['--permission', '--allow-fs-read=*', '--allow-worker'];
  const child = spawn(
    process.execPath,
    [
      ...rights,
      '--no-warnings',
      `--max-old-space-size=${run.limits.heapMegabytes}`,
      fileURLToPath(run.entry),
    ],
    {
      // Windows cannot start its cryptography without SystemRoot; nothing else of our environment goes in
      env: process.env['SystemRoot'] === undefined ? {} : { SystemRoot: process.env['SystemRoot'] },
      stdio: ['pipe', 'pipe', 'pipe'],
      windowsHide: true,
    },
  );
  return new Promise((resolve, reject) => {
    const lines = new AnswerLines();
    let outputBytes = 0;
    let errors = '';
    let stopped: Stop | null = null;
    const kill = (code: Stop): void => {
      stopped ??= code;
      child.kill('SIGKILL');
    };
    const timer = setTimeout(() => kill('parse-timeout'), run.limits.wallMs);
    const abort = (): void => void child.kill('SIGKILL');
    run.signal?.addEventListener('abort', abort, { once: true });
    const done = (): void => {
      clearTimeout(timer);
      run.signal?.removeEventListener('abort', abort);
    };
    child.stdout.on('data', (chunk: Buffer) => {
      outputBytes += chunk.length;
      if (outputBytes > answerBytes) kill('parse-memory');
      else lines.take(chunk);
    });
    child.stderr.on('data', (chunk: Buffer) => {
      if (errors.length < 20_000) errors += chunk.toString('utf8');
    });
    // the child may be gone before it has taken all bytes; its end says why
    child.stdin.on('error', () => undefined);
    child.on('error', (error) => {
      done();
      reject(error);
    });
    child.on('close', (code) => {
      done();
      if (run.signal?.aborted === true) reject(run.signal.reason);
      else resolve(readAnswer(run.limits, stopped, code, lines, errors));
    });
    const request: ChildRequest = { ...run.request, residentBytes: run.limits.residentBytes };
    child.stdin.write(`${JSON.stringify(request)}\n`);
    child.stdin.end(run.bytes);
    if (run.signal?.aborted === true) abort();
  });
}

/** Takes the child's output apart into lines as it comes, and each line's JSON at once. Nothing of it is trusted yet. */
class AnswerLines {
  answer: ChildAnswer | null = null;
  readonly people: unknown[] = [];
  ended = false;
  broken = false;
  #waiting: Buffer[] = [];

  take(chunk: Buffer): void {
    let from = 0;
    for (let end = chunk.indexOf(0x0a); end >= 0; end = chunk.indexOf(0x0a, from)) {
      this.#waiting.push(chunk.subarray(from, end));
      this.#line(Buffer.concat(this.#waiting).toString('utf8'));
      this.#waiting = [];
      from = end + 1;
    }
    if (from < chunk.length) this.#waiting.push(chunk.subarray(from));
  }

  #line(line: string): void {
    if (this.broken || this.ended) return;
    try {
      if (this.answer === null) this.answer = ChildAnswer.parse(JSON.parse(line));
      else if (line === lastLine) this.ended = true;
      else for (const person of z.array(z.unknown()).parse(JSON.parse(line))) this.people.push(person);
    } catch {
      this.broken = true;
    }
  }
}

function readAnswer(
  { residentBytes }: ChildLimits,
  stopped: Stop | null,
  exitCode: number | null,
  lines: AnswerLines,
  errors: string,
): ChildReading {
  if (stopped !== null) return refusal(stopped);
  if (
    /^memory \d+$/m.test(errors) ||
    /heap out of memory|Array buffer allocation failed|Invalid string length/i.test(errors)
  ) {
    return refusal('parse-memory', { limit: `${Math.round(residentBytes / 1_048_576)} MB` });
  }
  if (exitCode !== 0 || lines.answer === null || !lines.ended || lines.broken)
    return refusal('parse-crashed');
  return { answer: lines.answer, people: lines.people };
}

function refusal<Code extends SpreadsheetRefusalCode>(code: Code, ...facts: ToldFacts<Code>): ChildReading {
  return { answer: { ok: false, refusal: fileRefusal(code, ...facts) }, people: [] };
}
