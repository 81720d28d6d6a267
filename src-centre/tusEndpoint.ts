import { createHash } from 'node:crypto';
import { Server } from '@tus/server';
import type { Intake } from './intake.ts';
import type { CentreLimits } from './limits.ts';
import type { OneAtATime } from './oneAtATime.ts';
import {
  answering,
  attempt,
  demand,
  need,
  refused,
  type Outcome,
  type Problem,
  type ProblemCode,
} from './problem.ts';
import { openRoom } from './room.ts';
import { parseUploadMetadata, uploadId, type Uploads } from './uploads.ts';
import { readBounded, type Sent } from './walls.ts';

export const packagesPath = '/v1/packages';

type TusEndpointParts = {
  readonly uploads: Uploads;
  readonly intake: Intake;
  readonly oneAtATime: OneAtATime;
  readonly uploadFolder: string;
  readonly limits: CentreLimits;
};

export type TusEndpoint = {
  /** What is spoken here; needs no token. */
  options(): Response;
  /** Announces a package, or finds the upload or the package that is there already. */
  create(request: Request, institutionCode: string): Promise<Response>;
  /** HEAD or PATCH of an upload. */
  resume(request: Request, institutionCode: string, sha256: string): Promise<Response>;
  /** Removes uploads that waited too long, and announcements that nothing followed. */
  removeExpired(): Promise<void>;
};

/** tus 1.0.0 with creation, expiration and checksum; everything it stores goes through `intake`. */
export function openTusEndpoint(parts: TusEndpointParts): TusEndpoint {
  const { uploads, intake, limits } = parts;
  const room = openRoom(parts.uploadFolder, uploads, limits);
  const tus = new Server({
    path: packagesPath,
    datastore: uploads.fileStore,
    maxSize: limits.packageBytes,
    allowedOrigins: [],
    namingFunction: (_request, metadata) =>
      uploadId(metadata?.['institutionCode'] ?? '', metadata?.['sha256'] ?? ''),
    generateUrl: (_request, { id }) => `${packagesPath}/${id.slice(id.indexOf('-') + 1)}`,
    async onUploadFinish(_request, upload) {
      const finished = await intake.finish(upload.id);
      if (!finished.ok) throw new RefusedUpload(finished.refusal);
      return {};
    },
  });

  return {
    options: () =>
      new Response(null, {
        status: 204,
        headers: {
          'tus-resumable': '1.0.0',
          'tus-version': '1.0.0',
          'tus-extension': uploads.fileStore.extensions.join(','),
          'tus-checksum-algorithm': checksumAlgorithms.join(','),
          'tus-max-size': String(limits.packageBytes),
        },
      }),

    create: (request, institutionCode) =>
      answering(async () => {
        demand(request.headers.get('tus-resumable') === '1.0.0', refused('tus-version'));
        const metadata = need(parseUploadMetadata(request.headers.get('upload-metadata'), institutionCode));
        const size = Number(request.headers.get('upload-length') ?? 'none');
        demand(Number.isSafeInteger(size) && size > 0, refused('tus-invalid'));
        demand(size <= limits.packageBytes, refused('too-large', { limitBytes: limits.packageBytes }));
        const { sha256 } = metadata;
        const id = uploadId(institutionCode, sha256);
        // One after another: two announcements at once must not both find the last place.
        return parts.oneAtATime('announce', async () => {
          const stored = need(await intake.admit(metadata));
          if (stored !== null) return found(sha256, stored.intake.size, stored.intake.size);
          const waiting = await uploads.find(id);
          if (waiting !== null && waiting.size === size && sameMetadata(waiting.metadata, metadata.raw)) {
            return found(sha256, waiting.offset, waiting.size);
          }
          need(await room.mayAnnounce(institutionCode, { id, size }));
          if (waiting !== null) await uploads.remove(id);
          const url = `http://centre.invalid${packagesPath}`;
          return speak(tus, new Request(url, { method: 'POST', headers: tusHeaders(request) }));
        });
      }, problemHeaders),

    resume: (request, institutionCode, sha256) =>
      answering(async () => {
        const stored = await intake.find(institutionCode, sha256);
        if (stored !== null) return answerForStored(request, stored.intake.size);
        const url = `http://centre.invalid${packagesPath}/${uploadId(institutionCode, sha256)}`;
        const headers = tusHeaders(request);
        if (request.method === 'HEAD') return speak(tus, new Request(url, { method: 'HEAD', headers }));
        const waiting = await uploads.find(uploadId(institutionCode, sha256));
        demand(waiting !== null, refused('upload-unknown'));
        need(await room.mayArrive(waiting));
        const checksum = request.headers.get('upload-checksum');
        const half = { duplex: 'half' as const };
        const send = (body: Request['body'] | Uint8Array<ArrayBuffer>): Promise<Response> =>
          speak(tus, new Request(url, { method: 'PATCH', headers, body, ...half }));
        if (checksum === null) return send(request.body);
        return room.holding(institutionCode, async () => {
          const piece = need(await readCheckedPiece(checksum, request, limits.checkedPieceBytes));
          return send(new Uint8Array(piece));
        });
      }, problemHeaders),

    async removeExpired() {
      await tus.cleanUpExpiredUploads();
      for (const { id, offset, touchedAt } of await uploads.list()) {
        const isIdle = offset === 0 && Date.now() - touchedAt > limits.emptyUploadLifetimeMs;
        if (isIdle) await parts.oneAtATime('announce', () => uploads.remove(id));
      }
    },
  };
}

/** Algorithms of the tus checksum extension that the centre knows (SHA-1 is demanded by it). */
const checksumAlgorithms = ['sha1', 'sha256'] as const;

const checksumPattern = /^(\S+) ([A-Za-z0-9+/]+={0,2})$/u;

/**
 * Reads a piece whole and compares it with its `Upload-Checksum`; nothing of a damaged piece is kept.
 * Problems: checksum-invalid, checksum-mismatch, too-large, upload-interrupted.
 */
export function readCheckedPiece(
  header: string,
  request: Sent,
  limitBytes: number,
): Promise<Outcome<Buffer>> {
  return attempt(async () => {
    const [, named, expected] = checksumPattern.exec(header) ?? [];
    const algorithm = checksumAlgorithms.find((known) => known === named);
    demand(
      algorithm !== undefined && expected !== undefined,
      refused('checksum-invalid', { algorithms: checksumAlgorithms.join(',') }),
    );
    const piece = need(await readBounded(request, limitBytes));
    const isWhole = createHash(algorithm).update(piece).digest('base64') === expected;
    demand(isWhole, refused('checksum-mismatch', { algorithm }));
    return piece;
  });
}

/** A refusal on its way through the tus server, which knows only status and body. */
class RefusedUpload extends Error {
  readonly status_code: number;
  readonly body: string;

  constructor(problem: Problem) {
    super(problem.code);
    this.status_code = 400;
    this.body = `${refusedUploadMark}${JSON.stringify(problem)}`;
  }
}

const refusedUploadMark = 'kaodian-problem ';

const codeOfStatus: ReadonlyMap<number, ProblemCode> = new Map([
  [404, 'upload-unknown'],
  [409, 'offset-differs'],
  [410, 'upload-expired'],
  [412, 'tus-version'],
  [413, 'too-large'],
  [500, 'internal'],
]);

async function speak(tus: Server, request: Request): Promise<Response> {
  const response = await tus.handleWeb(request);
  if (response.status < 400) return withoutCors(response);
  const said = await response.text();
  if (said.startsWith(refusedUploadMark)) {
    return need({ ok: false, refusal: JSON.parse(said.slice(refusedUploadMark.length)) as Problem });
  }
  const interrupted = response.status === 400 && said.startsWith('Request aborted');
  return need(
    refused(interrupted ? 'upload-interrupted' : (codeOfStatus.get(response.status) ?? 'tus-invalid')),
  );
}

function withoutCors(response: Response): Response {
  const headers = new Headers();
  for (const [name, value] of response.headers) {
    if (!name.startsWith('access-control-') && name !== 'connection') headers.set(name, value);
  }
  return new Response(response.body, { status: response.status, headers });
}

const problemHeaders = { 'tus-resumable': '1.0.0', 'tus-version': '1.0.0' };

function found(sha256: string, offset: number, size: number): Response {
  return new Response(null, {
    status: 200,
    headers: {
      'tus-resumable': '1.0.0',
      location: `${packagesPath}/${sha256}`,
      'upload-offset': String(offset),
      'upload-length': String(size),
      'cache-control': 'no-store',
    },
  });
}

/** A package that is here already: the same as an upload that is complete. */
function answerForStored(request: Request, size: number): Response {
  const headers = { 'tus-resumable': '1.0.0', 'upload-offset': String(size), 'cache-control': 'no-store' };
  if (request.method === 'HEAD') {
    return new Response(null, { status: 200, headers: { ...headers, 'upload-length': String(size) } });
  }
  const isAtEnd = request.headers.get('upload-offset') === String(size);
  demand(isAtEnd, refused('offset-differs', { offset: size }));
  return new Response(null, { status: 204, headers });
}

function tusHeaders(request: Request): Headers {
  const headers = new Headers();
  for (const name of ['tus-resumable', 'upload-length', 'upload-metadata', 'upload-offset']) {
    const value = request.headers.get(name);
    if (value !== null) headers.set(name, value);
  }
  if (request.method !== 'PATCH') return headers;
  for (const name of ['content-type', 'content-length']) {
    const value = request.headers.get(name);
    if (value !== null) headers.set(name, value);
  }
  return headers;
}

function sameMetadata(
  waiting: Readonly<Record<string, string | null>>,
  announced: Readonly<Record<string, string>>,
): boolean {
  return Object.entries(announced).every(([key, value]) => waiting[key] === value);
}
