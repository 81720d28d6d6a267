import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { newUlid } from '#node/newUlid.ts';
import { sha256Hex } from '#node/hashes.ts';
import { segmentPath } from '#node/segmentChain.ts';
import { commandLine } from '../../src-main/cli/commandLine.ts';
import { openSegmentStore } from '../../src-main/recorder/segmentStore.ts';
import { testFolder } from '../support/testSite.ts';

const { dir, remove } = testFolder();
afterEach(remove);

test('`kaodian recordings verify` says in words what is wrong, and by its exit code that something is', async () => {
  const run = async (...args: readonly string[]) => {
    let said = '';
    const io = {
      stdout: (text: string) => void (said += text),
      stderr: (text: string) => void (said += text),
    };
    return { code: await commandLine(['recordings', 'verify', ...args], io), said };
  };
  expect((await run()).code).toBe(2);
  expect((await run(dir, '--level', 'smell')).code).toBe(2);
  expect((await run(dir)).code).toBe(1);

  const folder = join(dir, 'pictures');
  const store = openSegmentStore(dir);
  const name = { camera: newUlid(), run: newUlid(), index: 0 };
  const start = '2026-11-25T08:00:00.000Z';
  const file = segmentPath(name, start);
  const bytes = Buffer.from('a segment');
  mkdirSync(dirname(join(folder, file)), { recursive: true });
  writeFileSync(join(folder, file), bytes);
  store.append({
    ...name,
    kind: 'segment',
    start,
    end: '2026-11-25T08:00:10.000Z',
    clockOffsetMs: 0,
    size: bytes.length,
    sha256: sha256Hex(bytes),
    cause: null,
    folder,
    file,
  });
  store.close();
  expect((await run(dir)).code).toBe(0);
  expect(JSON.parse((await run(dir, '--json')).said)).toMatchObject({ ok: true, segments: 1, level: 'hash' });

  writeFileSync(join(folder, file), 'another o');
  expect((await run(dir, '--level', 'size')).code).toBe(0);
  const altered = await run(dir);
  expect(altered.code).toBe(1);
  expect(altered.said).toContain(file);
});
