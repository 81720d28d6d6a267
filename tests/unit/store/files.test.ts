import { mkdirSync, readFileSync, readdirSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openFiles } from '../../../src-main/core/store/files.ts';
import type { FileStore } from '../../../src-main/core/store/files.ts';
import { testFolder } from '../../support/testSite.ts';

const key = Buffer.alloc(32, 5);
const bytes = Buffer.from('姓名,身份证号\n欧阳明月,500101200801011234\n');
const sha256 = createHash('sha256').update(bytes).digest('hex');
let dir: string;
let remove: () => void;
let files: FileStore;

beforeEach(() => {
  ({ dir, remove } = testFolder());
  files = openFiles(dir, key);
});
afterEach(() => remove());

const pathOf = (hash: string) => join(dir, hash.slice(0, 2), `${hash}.enc`);
const allNames = () =>
  readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => entry.name);

describe('files of the site', () => {
  it('are found by the hash of their plain bytes', async () => {
    expect(await files.put(bytes)).toEqual({ sha256, size: bytes.length });
    expect(Buffer.from((await files.get(sha256)) ?? []).equals(bytes)).toBe(true);
    expect(allNames()).toEqual([`${sha256}.enc`]);
  });

  it.each([0, 1, 15, 16, 17, 1_000_000])('of %d bytes come back whole', async (size) => {
    const content = Buffer.alloc(size, 0xa7);
    const stored = await files.put(content);
    expect(Buffer.from((await files.get(stored.sha256)) ?? [1]).equals(content)).toBe(true);
  });

  it('that are the same are one, and are not written again', async () => {
    await files.put(bytes);
    const before = statSync(pathOf(sha256));
    await files.put(Buffer.from(bytes));
    expect(allNames()).toHaveLength(1);
    expect(statSync(pathOf(sha256))).toMatchObject({ ino: before.ino, mtimeMs: before.mtimeMs });
  });

  it('stand encrypted on the disk, differently each time', async () => {
    await files.put(bytes);
    const sealed = readFileSync(pathOf(sha256));
    expect(sealed.includes(Buffer.from('500101200801011234'))).toBe(false);
    const other = testFolder();
    await openFiles(other.dir, key).put(bytes);
    expect(readFileSync(join(other.dir, sha256.slice(0, 2), `${sha256}.enc`)).equals(sealed)).toBe(false);
    other.remove();
  });

  it.each([
    [
      'one bit',
      (sealed: Buffer) => Buffer.from(sealed.map((byte, index) => (index === 20 ? byte ^ 1 : byte))),
    ],
    [
      'the last byte',
      (sealed: Buffer) =>
        Buffer.from(sealed.map((byte, index) => (index === sealed.length - 1 ? byte ^ 1 : byte))),
    ],
    ['a byte too many', (sealed: Buffer) => Buffer.concat([sealed, Buffer.of(0)])],
    ['the end cut off', (sealed: Buffer) => sealed.subarray(0, 40)],
    ['hardly anything left', (sealed: Buffer) => sealed.subarray(0, 5)],
    ['nothing left', () => Buffer.alloc(0)],
    ['the plain bytes in its place', () => bytes],
  ])('that were altered are refused: %s; the same bytes put again heal them', async (_, alter) => {
    await files.put(bytes);
    writeFileSync(pathOf(sha256), alter(readFileSync(pathOf(sha256))));
    expect(await files.get(sha256)).toBeNull();
    await files.put(bytes);
    expect(Buffer.from((await files.get(sha256)) ?? []).equals(bytes)).toBe(true);
  });

  it('of another name are refused: a hash does not open another file', async () => {
    const other = await files.put(Buffer.from('another'));
    await files.put(bytes);
    renameSync(pathOf(other.sha256), pathOf(sha256));
    expect(await files.get(sha256)).toBeNull();
  });

  it('do not open with another key', async () => {
    await files.put(bytes);
    expect(await openFiles(dir, Buffer.alloc(32, 6)).get(sha256)).toBeNull();
  });

  it.each(['0'.repeat(64), '', '../../etc/passwd', sha256.toUpperCase()])(
    'that are not there, or asked for by no hash, are none: “%s”',
    async (name) => {
      await files.put(bytes);
      expect(await files.get(name)).toBeNull();
    },
  );
});

describe('the sweep', () => {
  it('removes what no row names, unfinished files too, and keeps the rest', async () => {
    const kept = await files.put(bytes);
    const orphan = await files.put(Buffer.from('orphan'));
    mkdirSync(join(dir, 'ab'), { recursive: true });
    writeFileSync(join(dir, 'ab', '.half.tmp'), 'half');
    const asked: string[] = [];
    const gone = await files.sweep((hash) => {
      asked.push(hash);
      return hash === kept.sha256;
    });
    expect([...gone].toSorted()).toEqual([orphan.sha256, '.half.tmp'].toSorted());
    expect(allNames()).toEqual([`${kept.sha256}.enc`]);
    expect(asked).toContain(kept.sha256);
  });

  it('of a folder that is not there does nothing', async () => {
    expect(await openFiles(join(dir, 'nowhere'), key).sweep(() => false)).toEqual([]);
  });
});
