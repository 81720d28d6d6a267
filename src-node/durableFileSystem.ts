import { open, mkdir, readdir, rename, stat, unlink } from 'node:fs/promises';

/** An open file, as far as durable writing needs it. */
export type DurableHandle = {
  write(bytes: Uint8Array): Promise<void>;
  sync(): Promise<void>;
  close(): Promise<void>;
};

/** The few things that durable writing asks of the system; tests put faults here. */
export type DurableFileSystem = {
  readonly isWindows: boolean;
  /** Opens a new file for writing; fails with EEXIST. `mode` as in chmod. */
  create(path: string, mode: number): Promise<DurableHandle>;
  /** Opens an existing file (or folder, where the system can) so that it can be synced. */
  openForSync(path: string, isFolder: boolean): Promise<DurableHandle>;
  read(path: string): AsyncIterable<Uint8Array>;
  rename(from: string, to: string): Promise<void>;
  unlink(path: string): Promise<void>;
  list(folder: string): Promise<readonly string[]>;
  exists(path: string): Promise<boolean>;
  /** Makes one folder; its parent must exist. Fails with EEXIST. */
  makeFolder(path: string, mode: number): Promise<void>;
  /** Lets time pass between two tries. */
  pause(milliseconds: number): Promise<void>;
};

/** The machine's own file system. */
export const realFileSystem: DurableFileSystem = {
  isWindows: process.platform === 'win32',
  async create(path, mode) {
    return handleOf(await open(path, 'wx', mode));
  },
  async openForSync(path, isFolder) {
    return handleOf(await open(path, isFolder ? 'r' : 'r+'));
  },
  async *read(path) {
    const handle = await open(path, 'r');
    try {
      for (;;) {
        const { bytesRead, buffer } = await handle.read(Buffer.allocUnsafe(1 << 18));
        if (bytesRead === 0) return;
        yield buffer.subarray(0, bytesRead);
      }
    } finally {
      await handle.close();
    }
  },
  rename,
  unlink,
  list: (folder) => readdir(folder),
  async exists(path) {
    try {
      await stat(path);
      return true;
    } catch (error) {
      if (errorCode(error) === 'ENOENT') return false;
      throw error;
    }
  },
  makeFolder: (path, mode) => mkdir(path, mode),
  pause: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
};

/** The system's code of an error (`ENOENT`, `EPERM`, …), or null when it has none. */
export function errorCode(error: unknown): string | null {
  if (typeof error !== 'object' || error === null || !('code' in error)) return null;
  return typeof error.code === 'string' ? error.code : null;
}

function handleOf(file: Awaited<ReturnType<typeof open>>): DurableHandle {
  return {
    async write(bytes) {
      let offset = 0;
      while (offset < bytes.length) {
        const { bytesWritten } = await file.write(bytes, offset, bytes.length - offset);
        offset += bytesWritten;
      }
    },
    sync: () => file.sync(),
    close: () => file.close(),
  };
}
