import { codeFrom, refusalOf } from '#shared/contract/refusal.ts';
import { paths, uploadPieceBytes } from '#shared/contract/live.ts';
import { ApiError, pageHeader } from './client.ts';

/** How far an upload has come. */
export interface UploadProgress {
  readonly sentBytes: number;
  readonly totalBytes: number;
}

/**
 * Sends a file to the core in pieces of at most 8 MiB; each piece is tried again a few times. Answers with the id by which
 * an action then names the file. Throws a `ApiError` when the core cannot be reached or refuses the file.
 */
export async function uploadFile(
  file: Blob & { readonly name?: string },
  onProgress?: (progress: UploadProgress) => void,
  signal?: AbortSignal,
): Promise<string> {
  const uploadId = randomHex(16);
  const totalBytes = file.size;
  let offset = 0;
  do {
    const piece = file.slice(offset, offset + uploadPieceBytes);
    await sendPiece(piece, { uploadId, offset, totalBytes, name: file.name ?? 'file' }, signal);
    offset += piece.size;
    onProgress?.({ sentBytes: offset, totalBytes });
  } while (offset < totalBytes);
  return uploadId;
}

interface Piece {
  readonly uploadId: string;
  readonly offset: number;
  readonly totalBytes: number;
  readonly name: string;
}

const triesPerPiece = 5;

async function sendPiece(body: Blob, piece: Piece, signal: AbortSignal | undefined): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    const response = await fetch(paths.upload, {
      method: 'POST',
      body,
      headers: {
        ...pageHeader,
        'content-type': 'application/octet-stream',
        'x-upload-id': piece.uploadId,
        'x-upload-offset': String(piece.offset),
        'x-upload-total': String(piece.totalBytes),
        'x-file-name': encodeURIComponent(piece.name),
      },
      ...(signal ? { signal } : {}),
    }).catch((error: unknown) => {
      if (signal?.aborted) throw error;
      return null;
    });
    if (response?.ok) return;
    if (response && response.status < 500) throw new ApiError('refused', await refusalIn(response));
    if (attempt === triesPerPiece) {
      throw new ApiError('unreachable', refusalOf('site-unreachable'));
    }
    await new Promise((resolve) => setTimeout(resolve, 300 * 2 ** attempt));
  }
}

async function refusalIn(response: Response): Promise<ApiError['refusal']> {
  if (response.status === 413) return refusalOf('file-too-large', { limit: '50 MB' });
  const body: unknown = await response.json().catch(() => null);
  if (typeof body === 'object' && body !== null && 'code' in body && typeof body.code === 'string') {
    return {
      code: codeFrom(body.code),
      facts: 'facts' in body ? (body.facts as ApiError['refusal']['facts']) : {},
    };
  }
  return refusalOf('upload-refused');
}

function randomHex(bytes: number): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(bytes)), (byte) =>
    byte.toString(16).padStart(2, '0'),
  ).join('');
}
