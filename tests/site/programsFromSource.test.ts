import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Worker } from 'node:worker_threads';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { requestHeader } from '#shared/contract/live.ts';
import { programSources } from '#node/programs.ts';
import type { ProgramName } from '#node/programs.ts';
import { copySources } from '../support/sources.ts';
import { testFolder } from '../support/testSite.ts';
import { copyEmptyDatabase } from './centreSite.ts';

/**
 * The other tests start the bundles (`builtPrograms.ts`); here every program is started once as it is in development: from its
 * source, with the types stripped by Node. It runs from a copy, so that the page that it serves need not be built.
 */
const { dir, remove } = testFolder();
const root = join(dir, 'checkout');
const children: ChildProcess[] = [];
/** A few seconds each on a machine that does nothing else. */
const longestMs = 120_000;

beforeAll(() => {
  copySources(root);
  mkdirSync(join(root, 'out', 'renderer'), { recursive: true });
  writeFileSync(join(root, 'out', 'renderer', 'index.html'), '<h1>page</h1>');
});

afterAll(() => {
  for (const child of children) child.kill('SIGKILL');
  remove();
});

/** Starts a program from its source. Its standard input stays open until `end`; what it says on standard output comes line by line. */
function start(name: ProgramName, ...args: readonly string[]) {
  const child = spawn(process.execPath, [join(root, programSources[name]), ...args], {
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  children.push(child);
  let errors = '';
  child.stderr.on('data', (piece: Buffer) => (errors += piece.toString()));
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const ended = once(child, 'exit');
  return {
    /** The next line as JSON. */
    async said(): Promise<Readonly<Record<string, unknown>>> {
      const line = await lines.next();
      if (line.done === true) throw new Error(`${name} said nothing: ${errors}`);
      return JSON.parse(line.value) as Readonly<Record<string, unknown>>;
    },
    /** Everything that is left to say. */
    async rest(): Promise<string> {
      const left: string[] = [];
      for (let line = await lines.next(); line.done !== true; line = await lines.next())
        left.push(line.value);
      return left.join('\n');
    },
    /** Ends standard input and waits for the exit code. */
    async end(): Promise<number> {
      child.stdin.end();
      const [code] = (await ended) as [number];
      return code;
    },
  };
}

test(
  'the core, by `kaodian serve`: answers a question over HTTP and ends cleanly',
  async () => {
    const serving = start('kaodian', 'serve', '--site', join(dir, 'site'), '--json', '--until-input-ends');
    const { ok, origin, link } = await serving.said();
    expect(ok).toBe(true);
    expect(await (await fetch(`${String(origin)}/`)).text()).toBe('<h1>page</h1>');
    const entered = await fetch(String(link), { redirect: 'manual' });
    const [cookie = ''] = entered.headers.getSetCookie()[0]?.split(';') ?? [];
    const answer = await fetch(`${String(origin)}/rpc/site.state`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', [requestHeader]: '1', cookie },
      body: '{}',
    });
    expect(await answer.json()).toMatchObject({ result: { data: { phase: 'empty', signedIn: null } } });
    expect(await serving.end()).toBe(0);
    await expect(fetch(String(origin))).rejects.toThrow('fetch failed');
  },
  longestMs,
);

test(
  'the import child, by `kaodian roster check`: reads a small roster',
  async () => {
    const file = join(dir, '名册.csv');
    writeFileSync(
      file,
      '姓名,性别,身份证号,职业,等级\n张三,女,11010519491231002X,车工,三级\n李四,男,1,车工,三级\n',
    );
    const checking = start('kaodian', 'roster', 'check', file, '--json');
    const report = JSON.parse(await checking.rest()) as Readonly<Record<string, unknown>>;
    expect(report).toMatchObject({
      rows: 2,
      ok: 1,
      errors: 1,
      problems: [{ row: 3, code: 'bad-document-number' }],
    });
    expect(await checking.end()).toBe(0);
  },
  longestMs,
);

test(
  'the centre: tells its key and how it is',
  async () => {
    // Making the database at its first start takes longest; the tests of the centre have seen that.
    await copyEmptyDatabase(join(dir, 'centre', 'index'));
    const running = start('centre', '--dir', join(dir, 'centre'), '--json');
    const { address, rootFingerprint } = await running.said();
    expect(rootFingerprint).toMatch(/^SHA256:/u);
    expect(await (await fetch(`${String(address)}/v1/healthz`)).json()).toMatchObject({ status: 'ok' });
    expect(await running.end()).toBe(0);
  },
  longestMs,
);

test.each(['storeWorker', 'tablesWorker'] as const)(
  '%s: is there, and refuses what is no database',
  async (name) => {
    const file = join(dir, 'none.db');
    writeFileSync(file, 'no database');
    const job = { kind: 'quickCheck', file, keyHex: '0'.repeat(64) };
    const worker = new Worker(join(root, programSources[name]), { workerData: job });
    const [error] = (await once(worker, 'error')) as [Error];
    expect(error.message).toBe('the key does not open this file');
  },
);
