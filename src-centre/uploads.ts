import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { FileStore, type Configstore } from '@tus/file-store';
import { errorCode, removeDurable, sweepUnfinished, writeDurable } from '#node/durableFile.ts';

/** What the tus server knows about an upload. */
type Announcement = Parameters<Configstore['set']>[1];

const infoSuffix = '.upload.json';

/** How long an unfinished upload may wait. */
export const uploadLifetimeMs = 7 * 24 * 60 * 60 * 1000;

/** An upload as it stands on the disk. */
export type WaitingUpload = {
  readonly id: string;
  readonly path: string;
  /** Bytes there. */
  readonly offset: number;
  /** Bytes announced. */
  readonly size: number;
  readonly metadata: Readonly<Record<string, string | null>>;
};

export type Uploads = {
  /** What the tus server works on. */
  readonly fileStore: FileStore;
  find(id: string): Promise<WaitingUpload | null>;
  list(): Promise<readonly WaitingUpload[]>;
  /** Forgets an upload, with its bytes when they are still there. */
  remove(id: string): Promise<void>;
};

/** The folder of unfinished uploads. What is announced is kept durably, so that a restart can go on. */
export function openUploads(folder: string): Uploads {
  const infoPath = (id: string): string => join(folder, `${id}${infoSuffix}`);
  const bytesPath = (id: string): string => join(folder, id);
  const readInfo = async (id: string): Promise<Announcement | undefined> => {
    try {
      return JSON.parse(await readFile(infoPath(id), 'utf8')) as Announcement;
    } catch (error) {
      if (errorCode(error) === 'ENOENT') return undefined;
      throw error;
    }
  };
  const ids = async (): Promise<string[]> =>
    (await readdir(folder))
      .filter((name) => name.endsWith(infoSuffix) && !name.startsWith('.'))
      .map((name) => name.slice(0, -infoSuffix.length))
      .toSorted();
  const configstore: Configstore = {
    get: readInfo,
    async set(id, upload) {
      await writeDurable(infoPath(id), JSON.stringify(upload));
    },
    async delete(id) {
      await removeDurable(infoPath(id));
    },
    list: ids,
  };
  const fileStore = new FileStore({
    directory: folder,
    configstore,
    expirationPeriodInMilliseconds: uploadLifetimeMs,
  });
  // Exactly what is published; the store can do more than we want to promise.
  fileStore.extensions = ['creation', 'expiration', 'checksum'];
  const uploads: Uploads = {
    fileStore,
    async find(id) {
      const info = await readInfo(id);
      const offset = await sizeOf(bytesPath(id));
      if (info?.size === undefined || offset === null) return null;
      return { id, path: bytesPath(id), offset, size: info.size, metadata: info.metadata ?? {} };
    },
    async list() {
      const found: WaitingUpload[] = [];
      for (const id of await ids()) {
        const upload = await uploads.find(id);
        if (upload !== null) found.push(upload);
      }
      return found;
    },
    async remove(id) {
      await removeDurable(bytesPath(id));
      await removeDurable(infoPath(id));
    },
  };
  return uploads;
}

async function sizeOf(path: string): Promise<number | null> {
  try {
    return (await stat(path)).size;
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return null;
    throw error;
  }
}

/** At start: removes records without bytes and bytes without a record, which an interrupted step left. */
export async function sweepUploads(folder: string, uploads: Uploads): Promise<void> {
  await sweepUnfinished(folder);
  const whole = new Set((await uploads.list()).map((upload) => upload.id));
  for (const name of await readdir(folder)) {
    const id = name.endsWith(infoSuffix) ? name.slice(0, -infoSuffix.length) : name;
    if (!whole.has(id)) await removeDurable(join(folder, name));
  }
}
