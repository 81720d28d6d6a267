import { uploadPieceBytes } from '#shared/contract/live.ts';
import { refuse } from '#shared/contract/refusal.ts';
import type { Result } from '#shared/contract/refusal.ts';

const largestFileBytes = 64 * 1024 * 1024;
const largestTotalBytes = 256 * 1024 * 1024;
const keptMs = 30 * 60_000;

export interface UploadedFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

interface Upload {
  readonly name: string;
  readonly bytes: Buffer;
  received: number;
  touchedAt: number;
  /** What was wanted with it is done. */
  used: boolean;
}

/** Files on their way in, held in memory, in pieces. Nothing here is stored. */
export interface Uploads {
  readonly take: (piece: {
    readonly id: string;
    readonly offset: number;
    readonly total: number;
    readonly name: string;
    readonly body: Uint8Array;
  }) => Result<{ readonly received: number }>;
  /** A whole upload; null when unknown or not complete. */
  readonly get: (id: string) => UploadedFile | null;
  /**
   * It has served. It stays as long as there is room, for a page that did not hear the answer and sends its command again; who
   * needs its room may have it.
   */
  readonly used: (id: string) => void;
}

/** Makes the waiting room for files on their way in. */
export function createUploads(monotonicMs: () => number): Uploads {
  const uploads = new Map<string, Upload>();

  function forgetOld(): void {
    const oldest = monotonicMs() - keptMs;
    for (const [id, upload] of uploads) if (upload.touchedAt < oldest) uploads.delete(id);
  }

  function heldBytes(): number {
    let sum = 0;
    for (const upload of uploads.values()) sum += upload.bytes.length;
    return sum;
  }

  function makeRoom(bytes: number): void {
    for (const [id, upload] of uploads) {
      if (heldBytes() + bytes <= largestTotalBytes) return;
      if (upload.used) uploads.delete(id);
    }
  }

  return {
    take({ id, offset, total, name, body }) {
      forgetOld();
      if (
        !/^[0-9a-f]{32}$/.test(id) ||
        !Number.isSafeInteger(offset) ||
        !Number.isSafeInteger(total) ||
        offset < 0 ||
        total < 0
      )
        return refuse('upload-malformed');
      if (total > largestFileBytes) return refuse('file-too-large', { limit: '64 MB' });
      if (body.length > uploadPieceBytes) return refuse('upload-malformed');
      let upload = uploads.get(id);
      if (upload === undefined) {
        makeRoom(total);
        if (heldBytes() + total > largestTotalBytes) return refuse('uploads-full');
        upload = {
          name: name.slice(0, 255),
          bytes: Buffer.alloc(total),
          received: 0,
          touchedAt: monotonicMs(),
          used: false,
        };
        uploads.set(id, upload);
      }
      if (upload.bytes.length !== total || offset > upload.received || offset + body.length > total)
        return refuse('upload-malformed');
      upload.bytes.set(body, offset);
      upload.received = Math.max(upload.received, offset + body.length);
      upload.touchedAt = monotonicMs();
      return { ok: true, value: { received: upload.received } };
    },
    get(id) {
      const upload = uploads.get(id);
      if (upload === undefined || upload.received < upload.bytes.length) return null;
      upload.touchedAt = monotonicMs();
      return { name: upload.name, bytes: upload.bytes };
    },
    used(id) {
      const upload = uploads.get(id);
      if (upload !== undefined) upload.used = true;
    },
  };
}
