import { createHash } from 'node:crypto';
import { open, rename, unlink } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { errorCode, makeFolderDurable, syncNames } from '#node/durableFile.ts';

export interface WrittenSegment {
  readonly size: number;
  readonly sha256: string;
  /** Path in the recordings folder, with `/`. */
  readonly file: string;
}

/**
 * One segment on its way to the disk: bytes go in as they come, one after another, hashed as they go; `sync` forces them to the disk;
 * `finish` gives the file its name. What fails, fails in every later step too.
 */
export class SegmentWriter {
  readonly #folder: string;
  readonly #part: string;
  readonly #hash = createHash('sha256');
  #size = 0;
  #queue: Promise<FileHandle>;
  #waitingBytes = 0;
  #namedDurably = false;
  #dirty = false;
  #error: unknown = null;

  /** @param path where the unfinished segment lies in the folder, ending in `.part` */
  constructor(folder: string, path: string) {
    this.#folder = folder;
    this.#part = path;
    this.#queue = this.#begin();
    this.#queue.catch((error: unknown) => (this.#error = error));
  }

  /** Bytes that are not written yet. */
  get waitingBytes(): number {
    return this.#waitingBytes;
  }

  /** The first error of the system; null while all is well. */
  get error(): unknown {
    return this.#error;
  }

  async #begin(): Promise<FileHandle> {
    const path = join(this.#folder, this.#part);
    await makeFolderDurable(dirname(path));
    return open(path, 'wx', 0o600);
  }

  #then(step: (file: FileHandle) => Promise<void>): Promise<FileHandle> {
    this.#queue = this.#queue.then(async (file) => {
      await step(file);
      return file;
    });
    this.#queue.catch((error: unknown) => (this.#error ??= error));
    return this.#queue;
  }

  /** Takes the next bytes; settles when the system has them. */
  write(bytes: Buffer): Promise<unknown> {
    this.#hash.update(bytes);
    this.#size += bytes.length;
    this.#waitingBytes += bytes.length;
    this.#dirty = true;
    return this.#then(async (file) => {
      let at = 0;
      while (at < bytes.length) at += (await file.write(bytes, at, bytes.length - at)).bytesWritten;
      this.#waitingBytes -= bytes.length;
    });
  }

  /** Forces what has arrived to the disk, with the file's name at the first time. */
  sync(): Promise<unknown> {
    if (!this.#dirty) return this.#queue;
    this.#dirty = false;
    return this.#then(async (file) => {
      await file.datasync();
      if (!this.#namedDurably) {
        await syncNames(dirname(join(this.#folder, this.#part)));
        this.#namedDurably = true;
      }
    });
  }

  /** Ends the segment: on the disk whole, then under its name. Throws the system's error. */
  async finish(file: string): Promise<WrittenSegment> {
    const sha256 = this.#hash.digest('hex');
    await this.#then(async (handle) => {
      await handle.sync();
      await handle.close();
      await rename(join(this.#folder, this.#part), join(this.#folder, file));
      await syncNames(dirname(join(this.#folder, file)));
    });
    return { size: this.#size, sha256, file };
  }

  /** Lets go of the file after an error; what is on the disk stays for the settling. */
  async abandon(): Promise<void> {
    try {
      const file = await this.#queue.catch(() => null);
      await file?.close();
    } catch {
      // Closed already, or the drive is gone.
    }
  }

  /** Takes away a segment that holds nothing yet. */
  async discard(): Promise<void> {
    await this.abandon();
    await unlink(join(this.#folder, this.#part)).catch((error: unknown) => {
      if (errorCode(error) !== 'ENOENT') throw error;
    });
  }
}
