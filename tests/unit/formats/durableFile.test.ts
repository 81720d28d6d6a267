import { readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  copyDurable,
  type DurableFileSystem,
  isUnfinishedName,
  makeFolderDurable,
  moveDurable,
  realFileSystem,
  removeDurable,
  sweepUnfinished,
  writeDurable,
} from '#node/durableFile.ts';
import { hashFile, sha256Hex } from '#node/hashes.ts';
import { scratchFolder } from './scratch.ts';

type Step = 'create' | 'write' | 'sync' | 'close' | 'rename' | 'openForSync' | 'folderSync' | 'unlink';
const fault = (code: string) => Object.assign(new Error(code), { code });

/** The real file system with a log of its steps, and a fault (some number of times) at one of them. */
function faulty(at: Step | null = null, code = 'EIO', times = Number.POSITIVE_INFINITY, isWindows = false) {
  const steps: string[] = [];
  let left = times;
  const step = async <T>(name: Step, action: () => Promise<T>): Promise<T> => {
    steps.push(name);
    if (name === at && left > 0) {
      left -= 1;
      throw fault(code);
    }
    return action();
  };
  const fileSystem: DurableFileSystem = {
    ...realFileSystem,
    isWindows,
    async create(path, mode) {
      const handle = await step('create', () => realFileSystem.create(path, mode));
      return {
        write: (bytes) => step('write', () => handle.write(bytes)),
        sync: () => step('sync', () => handle.sync()),
        close: async () => {
          await handle.close();
          await step('close', () => Promise.resolve());
        },
      };
    },
    async openForSync(path, isFolder) {
      const handle = await step('openForSync', () => realFileSystem.openForSync(path, isFolder));
      return { ...handle, sync: () => step('folderSync', () => handle.sync()) };
    },
    rename: (from, to) => step('rename', () => realFileSystem.rename(from, to)),
    unlink: (path) => step('unlink', () => realFileSystem.unlink(path)),
    pause: () => Promise.resolve(),
  };
  return { fileSystem, steps };
}

describe('writing durably', () => {
  it('writes, syncs, renames and syncs the folder, in this order', async () => {
    const path = join(scratchFolder(), 'file');
    const { fileSystem, steps } = faulty();
    expect(await writeDurable(path, 'text', { fileSystem })).toEqual({ size: 4, sha256: sha256Hex('text') });
    expect(steps).toEqual(['create', 'write', 'sync', 'close', 'rename', 'openForSync', 'folderSync']);
    expect(readFileSync(path, 'utf8')).toBe('text');
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  it('on Windows syncs the file itself after the rename', async () => {
    const folder = scratchFolder();
    const opened: [string, boolean][] = [];
    const { fileSystem, steps } = faulty(null, '', 0, true);
    const spy: DurableFileSystem = {
      ...fileSystem,
      openForSync: (path, isFolder) => {
        opened.push([path, isFolder]);
        return fileSystem.openForSync(path, isFolder);
      },
    };
    await writeDurable(join(folder, 'file'), Buffer.from('text'), { fileSystem: spy });
    expect(opened).toEqual([[join(folder, 'file'), false]]);
    expect(steps.slice(-3)).toEqual(['rename', 'openForSync', 'folderSync']);
  });

  it('takes a stream, and a stream that breaks leaves the old file', async () => {
    const folder = scratchFolder();
    const path = join(folder, 'file');
    async function* pieces(broken: boolean) {
      yield Buffer.from('new ');
      if (broken) throw fault('EPIPE');
      yield Buffer.from('content');
    }
    await writeDurable(path, 'old');
    await expect(writeDurable(path, pieces(true))).rejects.toMatchObject({ code: 'EPIPE' });
    expect(readFileSync(path, 'utf8')).toBe('old');
    await writeDurable(path, pieces(false));
    expect(readFileSync(path, 'utf8')).toBe('new content');
    expect(readdirSync(folder)).toEqual(['file']);
  });

  it.each(['create', 'write', 'sync', 'close', 'rename'] as const)(
    'a fault at %s leaves the old file and no rest',
    async (at) => {
      const folder = scratchFolder();
      const path = join(folder, 'file');
      await writeDurable(path, 'old');
      await expect(writeDurable(path, 'new', { fileSystem: faulty(at).fileSystem })).rejects.toMatchObject({
        code: 'EIO',
      });
      expect(readFileSync(path, 'utf8')).toBe('old');
      expect(readdirSync(folder)).toEqual(['file']);
    },
  );

  it('tries again while a scanner holds the file, but not for ever', async () => {
    const path = join(scratchFolder(), 'file');
    for (const code of ['EPERM', 'EBUSY', 'EACCES']) {
      const { fileSystem, steps } = faulty('rename', code, 3);
      await writeDurable(path, code, { fileSystem });
      expect(steps.filter((step) => step === 'rename').length).toBe(4);
      expect(readFileSync(path, 'utf8')).toBe(code);
    }
    const { fileSystem, steps } = faulty('rename', 'EBUSY');
    await expect(writeDurable(path, 'never', { fileSystem })).rejects.toMatchObject({ code: 'EBUSY' });
    expect(steps.filter((step) => step === 'rename').length).toBe(10);
    const full = faulty('rename', 'ENOSPC');
    await expect(writeDurable(path, 'never', { fileSystem: full.fileSystem })).rejects.toMatchObject({
      code: 'ENOSPC',
    });
    expect(full.steps.filter((step) => step === 'rename').length).toBe(1);
  });

  it('forgives a file system that cannot sync folders, and nothing else', async () => {
    const path = join(scratchFolder(), 'file');
    await writeDurable(path, 'text', { fileSystem: faulty('folderSync', 'EINVAL').fileSystem });
    await expect(
      writeDurable(path, 'text', { fileSystem: faulty('folderSync', 'EIO').fileSystem }),
    ).rejects.toMatchObject({ code: 'EIO' });
  });

  it('leaves an existing file alone where it must be new', async () => {
    const path = join(scratchFolder(), 'file');
    await writeDurable(path, 'first', { mustBeNew: true });
    await expect(writeDurable(path, 'second', { mustBeNew: true })).rejects.toMatchObject({ code: 'EEXIST' });
    expect(readFileSync(path, 'utf8')).toBe('first');
  });

  it('a drive that vanishes leaves at most an unfinished name, which the sweep removes', async () => {
    const folder = scratchFolder();
    const { fileSystem } = faulty('sync');
    const gone: DurableFileSystem = { ...fileSystem, unlink: () => Promise.reject(fault('EIO')) };
    await expect(writeDurable(join(folder, 'file'), 'text', { fileSystem: gone })).rejects.toMatchObject({
      code: 'EIO',
    });
    const [rest = ''] = readdirSync(folder);
    expect(isUnfinishedName(rest)).toBe(true);
    writeFileSync(join(folder, '.kept.unfinished'), '');
    expect(await sweepUnfinished(folder)).toEqual([rest]);
    expect(readdirSync(folder)).toEqual(['.kept.unfinished']);
  });
});

describe('copying, moving, removing, making folders', () => {
  it('moves a finished file: syncs it, renames it, syncs both folders', async () => {
    const folder = scratchFolder();
    await makeFolderDurable(join(folder, 'to'));
    writeFileSync(join(folder, 'file'), 'text');
    const { fileSystem, steps } = faulty('rename', 'EBUSY', 1);
    await moveDurable(join(folder, 'file'), join(folder, 'to', 'file'), { fileSystem });
    const synced = ['openForSync', 'folderSync'];
    expect(steps).toEqual([...synced, 'rename', 'rename', ...synced, ...synced]);
    expect(readFileSync(join(folder, 'to', 'file'), 'utf8')).toBe('text');
    const windows = faulty(null, '', 0, true);
    await moveDurable(join(folder, 'to', 'file'), join(folder, 'file'), { fileSystem: windows.fileSystem });
    expect(windows.steps).toEqual([...synced, 'rename', ...synced]);
  });

  it('reads the copy back and compares', async () => {
    const folder = scratchFolder();
    const source = join(folder, 'source');
    const bytes = Buffer.alloc(600_000, 'exam');
    writeFileSync(source, bytes);
    const copied = await copyDurable(source, join(folder, 'copy'));
    const { size, sha256 } = await hashFile(source);
    expect(copied).toEqual({ ok: true, value: { size, sha256 } });
    expect(readFileSync(join(folder, 'copy')).equals(bytes)).toBe(true);
  });

  it('a drive that gives back other bytes is refused, and the bad copy removed', async () => {
    const folder = scratchFolder();
    writeFileSync(join(folder, 'source'), 'good');
    const { fileSystem } = faulty();
    const lying: DurableFileSystem = {
      ...fileSystem,
      async *read(path) {
        yield* path.endsWith('copy') ? [Buffer.from('bad!')] : realFileSystem.read(path);
      },
    };
    const copied = await copyDurable(join(folder, 'source'), join(folder, 'copy'), { fileSystem: lying });
    expect(copied).toMatchObject({ ok: false, refusal: { code: 'copy-differs', facts: { file: 'copy' } } });
    expect(readdirSync(folder)).toEqual(['source']);
  });

  it('removes durably and says whether there was anything', async () => {
    const folder = scratchFolder();
    writeFileSync(join(folder, 'file'), '');
    const { fileSystem, steps } = faulty('unlink', 'EBUSY', 2);
    expect(await removeDurable(join(folder, 'file'), { fileSystem })).toBe(true);
    expect(steps).toEqual(['unlink', 'unlink', 'unlink', 'openForSync', 'folderSync']);
    expect(await removeDurable(join(folder, 'file'))).toBe(false);
  });

  it('makes folders with their parents, private, and again without harm', async () => {
    const folder = join(scratchFolder(), 'a', 'b');
    await makeFolderDurable(folder);
    await makeFolderDurable(folder);
    expect(statSync(folder).mode & 0o777).toBe(0o700);
  });
});
