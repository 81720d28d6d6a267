import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { keepRecorder } from '#node/recorderKeeper.ts';
import type { RecorderKeeper } from '#node/recorderKeeper.ts';

/** Plays the recorder: notes which site it was started for, and dies when told so. */
const program = `
  const { appendFileSync } = require('node:fs');
  let text = '';
  process.stdin.on('data', (piece) => {
    text += piece;
    if (!text.includes('\\n')) return;
    const start = JSON.parse(text.split('\\n')[0]);
    appendFileSync(process.argv[2], start.siteDir + ' ' + process.pid + '\\n');
    console.log('recorder ready');
  });
  process.stdin.on('end', () => { appendFileSync(process.argv[2], 'ended\\n'); process.exit(0); });
`;

let dir = '';
let keeper: RecorderKeeper;
let may = true;
const log: string[] = [];
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'kd-keeper-'));
  writeFileSync(join(dir, 'play.cjs'), program);
  may = true;
  keeper = keepRecorder({
    program: process.execPath,
    args: [join(dir, 'play.cjs'), join(dir, 'seen')],
    packedFfmpeg: null,
    mayStart: () => Promise.resolve(may),
    waitMs: () => 20,
    graceMs: 5_000,
    onLog: (line) => log.push(line),
  });
});
afterEach(async () => {
  await keeper.stop();
  rmSync(dir, { recursive: true });
});

/** Waits until the played recorders have noted so many lines. */
async function seen(count: number): Promise<readonly string[]> {
  for (;;) {
    const lines = (await readFile(join(dir, 'seen'), 'utf8').catch(() => ''))
      .split('\n')
      .filter((line) => line !== '');
    if (lines.length >= count) return lines;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

test('starts nothing until a site is wanted, and one recorder however often it is', async () => {
  keeper.want('/one');
  keeper.want('/one');
  expect((await seen(1))[0]).toMatch(/^\/one /);
  keeper.want(null);
  expect(await seen(2)).toEqual([expect.stringMatching(/^\/one /), 'ended']);
});

test('starts again what dies', async () => {
  keeper.want('/one');
  const pid = Number((await seen(1))[0]?.split(' ')[1]);
  process.kill(pid, 'SIGKILL');
  const again = Number((await seen(2))[1]?.split(' ')[1]);
  expect(again).not.toBe(pid);
});

test('ends the recorder of one site before that of another starts', async () => {
  keeper.want('/one');
  await seen(1);
  keeper.want('/two');
  expect((await seen(3)).map((line) => line.split(' ')[0])).toEqual(['/one', 'ended', '/two']);
});

test('starts nothing that is not as it was shipped', async () => {
  may = false;
  keeper.want('/one');
  while (!log.some((line) => line.includes('not as shipped')))
    await new Promise((resolve) => setTimeout(resolve, 10));
  expect(await readFile(join(dir, 'seen'), 'utf8').catch(() => null)).toBeNull();
  may = true;
  expect(await seen(1)).toHaveLength(1);
});
