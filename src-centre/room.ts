import { statfs } from 'node:fs/promises';
import type { CentreLimits } from './limits.ts';
import { accepted, demand, refused, type Outcome } from './problem.ts';
import type { Uploads, WaitingUpload } from './uploads.ts';

/** How much may be announced, may arrive, and may be held in memory. */
export type Room = {
  /** Problems: uploads-too-many (of this institution), storage-full. */
  mayAnnounce(institutionCode: string, announced: Pick<WaitingUpload, 'id' | 'size'>): Promise<Outcome<null>>;
  /** Whether the rest of an upload still fits onto the disk. Problem: storage-full. */
  mayArrive(upload: WaitingUpload): Promise<Outcome<null>>;
  /** Does work that holds a piece in memory. Problem: centre-busy, before the work has begun. */
  holding<T>(institutionCode: string, work: () => Promise<T>): Promise<T>;
};

/** An upload that stood still for longer keeps no room on the disk from others; it asks again when it goes on. */
const keepsRoomMs = 60 * 60 * 1000;

/** The room of a centre whose uploads lie in `folder`. */
export function openRoom(folder: string, uploads: Uploads, limits: CentreLimits): Room {
  const held = new Map<string, number>();
  const freeBytes = async (): Promise<number> => {
    const disk = await statfs(folder);
    return disk.bavail * disk.bsize - limits.diskReserveBytes;
  };
  return {
    async mayAnnounce(institutionCode, { id, size }) {
      const own = (await uploads.listOf(institutionCode)).filter((upload) => upload.id !== id);
      const bytes = own.reduce((sum, upload) => sum + upload.size, size);
      if (own.length >= limits.uploadsOfOne || bytes > limits.uploadBytesOfOne) {
        const { uploadsOfOne: limit, uploadBytesOfOne: limitBytes } = limits;
        return refused('uploads-too-many', { limit, limitBytes, waiting: own.length });
      }
      const promised = (await uploads.list())
        .filter((upload) => upload.id !== id && Date.now() - upload.touchedAt < keepsRoomMs)
        .reduce((sum, upload) => sum + upload.size - upload.offset, 0);
      return size + promised <= (await freeBytes()) ? accepted(null) : refused('storage-full');
    },

    async mayArrive({ offset, size }) {
      return size - offset <= (await freeBytes()) ? accepted(null) : refused('storage-full');
    },

    async holding(institutionCode, work) {
      const ofAll = [...held.values()].reduce((sum, count) => sum + count, 0);
      const ofOne = held.get(institutionCode) ?? 0;
      demand(ofAll < limits.piecesAtOnce && ofOne < limits.piecesOfOneAtOnce, refused('centre-busy'));
      held.set(institutionCode, ofOne + 1);
      try {
        return await work();
      } finally {
        const left = (held.get(institutionCode) ?? 1) - 1;
        if (left === 0) held.delete(institutionCode);
        else held.set(institutionCode, left);
      }
    },
  };
}
