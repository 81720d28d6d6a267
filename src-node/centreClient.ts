import { codeFrom } from '#shared/contract/refusal.ts';
import type { RefusalCode } from '#shared/contract/refusal.ts';
import { createHash } from 'node:crypto';
import { open, readFile, type FileHandle } from 'node:fs/promises';
import { z } from 'zod';
import { attempts, type Attempted } from './attempt.ts';

/** How a site reaches its centre. */
export type CentreConnection = {
  /** `https://host:port`, without a path. */
  readonly address: string;
  /** The upload token: a secret. */
  readonly token: string;
  readonly signal?: AbortSignal;
  readonly fetch?: typeof fetch;
  /** Milliseconds that one request may take; two minutes unless told. */
  readonly timeoutMs?: number;
};

/**
 * Why the centre did not do what was asked: its own problem code, or `centre-unreachable`, `centre-busy`,
 * `centre-answer-invalid`, `cancelled`.
 */
export type CentreRefusal = {
  readonly code: RefusalCode;
  readonly facts: Readonly<Record<string, string | number>>;
  /** Whether the same request may succeed later without anybody changing anything. */
  readonly retry: boolean;
};

export type CentreResult<T> = Attempted<T, CentreRefusal>;

const { attempt, need } = attempts<CentreRefusal>();

export type UploadPackageInput = CentreConnection & {
  /** The encrypted package, and its signature. */
  readonly path: string;
  readonly sigPath: string;
  readonly metadata: { readonly name: string; readonly sha256: string; readonly institutionCode: string };
  /** Bytes at the centre, of how many. */
  readonly onProgress?: (sentBytes: number, totalBytes: number) => void;
  /** Bytes sent at a time; 4 MiB unless told, 16 MiB at most. */
  readonly pieceBytes?: number;
  /** How often in a row one piece may fail before the upload rests for another day; 3 unless told. */
  readonly tries?: number;
};

/** What the centre says about a package. */
export type CentrePackageState = z.infer<typeof packageStateSchema>;

const defaultPieceBytes = 4 * 1024 * 1024;
const facts = z.record(z.string(), z.union([z.string(), z.number(), z.null()]));
const packageStateSchema = z.object({
  sha256: z.string(),
  state: z.enum(['uploading', 'received', 'verified', 'refused', 'accepted', 'returned']),
  firstReceivedAt: z.string().optional(),
  bagSha256: z.string().nullable().optional(),
  findings: z.array(z.object({ code: z.string(), facts })).optional(),
  /** Numbers of the receipts that there are. */
  receipts: z.array(z.int()).optional(),
});
const receiptsSchema = z.object({
  receipts: z.array(z.object({ name: z.string(), receipt: z.string(), signature: z.string() })),
});
const keysSchema = z.object({ keys: z.string(), signatures: z.array(z.string()) });

/**
 * Sends a sealed package to the centre (tus 1.0.0), going on where an earlier try stopped: the same package is
 * found by its hash, also after a restart on either side. Every piece carries its own checksum. Sending again
 * what is there already does nothing. Refusals: the centre's problem codes, and those of `CentreRefusal`.
 */
export function uploadPackage(input: UploadPackageInput): Promise<CentreResult<CentrePackageState>> {
  const { sha256 } = input.metadata;
  return attempt(async () => {
    const signature = await readFile(input.sigPath, 'utf8');
    const file = await open(input.path, 'r');
    try {
      const { size } = await file.stat();
      const created = await askCentre(input, 'POST', '/v1/packages', {
        'tus-resumable': '1.0.0',
        'upload-length': String(size),
        'upload-metadata': metadataHeader({ ...input.metadata, signature }),
      });
      const sent = await sendPieces(input, file, size, offsetIn(need(created)) ?? 0);
      const state = need(await fetchPackageState(input, sha256));
      if (state.state !== 'uploading') return state;
      // Every byte is there, but the centre stopped before it took them in: an empty piece asks it to.
      need(await sendPiece(input, new Uint8Array(0), sha256, sent));
      return need(await fetchPackageState(input, sha256));
    } finally {
      await file.close();
    }
  });
}

/** What the centre says about a package of ours. Refusal `not-found`: it has never seen it. */
export function fetchPackageState(
  connection: CentreConnection,
  sha256: string,
): Promise<CentreResult<CentrePackageState>> {
  return attempt(() => fetchJson(connection, `/v1/packages/${sha256}`, packageStateSchema));
}

/** All signed receipts of a package, as the exact texts that were signed. They still have to be verified. */
export function fetchReceipts(
  connection: CentreConnection & { readonly sha256: string },
): Promise<CentreResult<z.infer<typeof receiptsSchema>['receipts']>> {
  const path = `/v1/packages/${connection.sha256}/receipts`;
  return attempt(async () => (await fetchJson(connection, path, receiptsSchema)).receipts);
}

/** The centre's newest keys, as the exact text that was signed. They still have to be verified. */
export function fetchKeys(connection: CentreConnection): Promise<CentreResult<z.infer<typeof keysSchema>>> {
  return attempt(() => fetchJson(connection, '/v1/keys', keysSchema));
}

async function fetchJson<T>(connection: CentreConnection, path: string, schema: z.ZodType<T>): Promise<T> {
  const answer = need(await askCentre(connection, 'GET', path, {}));
  const parsed = schema.safeParse(answer.json);
  return parsed.data ?? need(refusal('centre-answer-invalid', { path }, false));
}

/** Sends what is missing and gives the offset at the end. A piece may fail a few times in a row. */
async function sendPieces(
  input: UploadPackageInput,
  file: FileHandle,
  size: number,
  start: number,
): Promise<number> {
  const { sha256 } = input.metadata;
  let offset = start;
  let failures = 0;
  input.onProgress?.(offset, size);
  while (offset < size) {
    const piece = new Uint8Array(Math.min(input.pieceBytes ?? defaultPieceBytes, size - offset));
    const { bytesRead } = await file.read(piece, 0, piece.length, offset);
    const sent = await sendPiece(input, piece.subarray(0, bytesRead), sha256, offset);
    if (sent.ok) {
      failures = 0;
      offset = sent.value;
      input.onProgress?.(offset, size);
      continue;
    }
    failures += 1;
    const mayGoOn = sent.refusal.retry || sent.refusal.code === 'offset-differs';
    if (!mayGoOn || failures >= (input.tries ?? 3)) need(sent);
    const there = await askCentre(input, 'HEAD', `/v1/packages/${sha256}`, { 'tus-resumable': '1.0.0' });
    if (there.ok || !there.refusal.retry) offset = offsetIn(need(there)) ?? offset;
  }
  return offset;
}

/** Sends one piece and gives the offset after it. */
function sendPiece(
  connection: CentreConnection,
  piece: Uint8Array<ArrayBuffer>,
  sha256: string,
  offset: number,
): Promise<CentreResult<number>> {
  const headers = {
    'tus-resumable': '1.0.0',
    'content-type': 'application/offset+octet-stream',
    'upload-offset': String(offset),
    'upload-checksum': `sha256 ${createHash('sha256').update(piece).digest('base64')}`,
  };
  return attempt(async () => {
    const answer = need(await askCentre(connection, 'PATCH', `/v1/packages/${sha256}`, headers, piece));
    return offsetIn(answer) ?? offset + piece.length;
  });
}

function metadataHeader(metadata: Readonly<Record<string, string>>): string {
  return Object.entries(metadata)
    .map(([key, value]) => `${key} ${Buffer.from(value, 'utf8').toString('base64')}`)
    .join(',');
}

function offsetIn(answer: CentreAnswer): number | null {
  const text = answer.headers.get('upload-offset');
  return text === null || !/^\d{1,15}$/u.test(text) ? null : Number(text);
}

type CentreAnswer = { readonly headers: Headers; readonly json: unknown };

const defaultTimeoutMs = 120_000;
const problemSchema = z.object({
  code: z.string(),
  /** Of a fact that is empty there is nothing to say. */
  facts: z.record(z.string(), z.union([z.string(), z.number(), z.null().transform(() => '')])).catch({}),
});
/** Problems that pass by themselves. */
const passing = new Set([
  'checksum-mismatch',
  'upload-interrupted',
  'too-slow',
  'connections-too-many',
  'centre-busy',
  'storage-full',
  'internal',
]);

/** One request to the centre. Redirections are not followed: the token goes to the enrolled address only. */
async function askCentre(
  connection: CentreConnection,
  method: 'GET' | 'HEAD' | 'POST' | 'PATCH',
  path: string,
  headers: Readonly<Record<string, string>>,
  body?: Uint8Array<ArrayBuffer>,
): Promise<CentreResult<CentreAnswer>> {
  const timeout = AbortSignal.timeout(connection.timeoutMs ?? defaultTimeoutMs);
  const signal = connection.signal === undefined ? timeout : AbortSignal.any([connection.signal, timeout]);
  let response: Response;
  let text: string;
  try {
    response = await (connection.fetch ?? fetch)(new URL(path, connection.address), {
      method,
      headers: { ...headers, authorization: `Bearer ${connection.token}` },
      redirect: 'error',
      signal,
      ...(body === undefined ? {} : { body }),
    });
    text = method === 'HEAD' ? '' : await response.text();
  } catch (error) {
    if (connection.signal?.aborted === true) return refusal('cancelled', {}, true);
    return refusal('centre-unreachable', { why: reasonOf(error) }, true);
  }
  const json = parseJson(text);
  if (response.ok) return { ok: true, value: { headers: response.headers, json } };
  const problem = problemSchema.safeParse(json);
  if (problem.success) {
    const { code, facts } = problem.data;
    return refusal(codeFrom(code), facts, passing.has(code));
  }
  // A gateway in between, or an answer to HEAD, which has no body.
  if (response.status >= 500 || response.status === 429) {
    return refusal('centre-busy', { status: response.status }, true);
  }
  return refusal('centre-answer-invalid', { status: response.status }, false);
}

function refusal(
  code: RefusalCode,
  facts: CentreRefusal['facts'],
  retry: boolean,
): { readonly ok: false; readonly refusal: CentreRefusal } {
  return { ok: false, refusal: { code, facts, retry } };
}

function parseJson(text: string): unknown {
  try {
    return text === '' ? null : (JSON.parse(text) as unknown);
  } catch {
    return undefined;
  }
}

/** The system's code when there is one (`ECONNREFUSED`), for the person who looks at the network. */
function reasonOf(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  if (typeof cause === 'object' && cause !== null && 'code' in cause && typeof cause.code === 'string') {
    return cause.code;
  }
  return cause instanceof Error ? cause.name : 'unknown';
}
