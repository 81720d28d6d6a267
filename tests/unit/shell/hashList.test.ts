import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, expect, it } from 'vitest';

import { checkHashList } from '../../../src-main/shell/hashList.ts';

let root: string;
const listFile = (): string => join(root, 'hashes.json');
const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex');

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'hashes-'));
  mkdirSync(join(root, 'core', 'deep'), { recursive: true });
  mkdirSync(join(root, 'node'));
  const texts = { 'core/core.js': 'one', 'core/deep/piece.js': 'two', 'node/node': 'three' };
  for (const [name, text] of Object.entries(texts)) writeFileSync(join(root, name), text);
  const list = Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, hashOf(text)]));
  writeFileSync(listFile(), JSON.stringify(list));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

it('accepts the files as they were shipped', async () => {
  expect(await checkHashList(root, listFile())).toEqual({ ok: true });
});

it.each([
  [
    'a changed file',
    () => writeFileSync(join(root, 'core', 'deep', 'piece.js'), 'tvo'),
    'core/deep/piece.js',
    'changed',
  ],
  ['a changed Node', () => writeFileSync(join(root, 'node', 'node'), ''), 'node/node', 'changed'],
  ['a missing file', () => rmSync(join(root, 'core', 'core.js')), 'core/core.js', 'missing'],
  ['a file too many', () => writeFileSync(join(root, 'core', 'extra.js'), ''), 'core/extra.js', 'unknown'],
])('refuses %s', async (_name, spoil, file, fault) => {
  spoil();
  expect(await checkHashList(root, listFile())).toEqual({ ok: false, file, fault });
});

it('throws without a list', async () => {
  rmSync(listFile());
  await expect(checkHashList(root, listFile())).rejects.toThrow('ENOENT');
});
