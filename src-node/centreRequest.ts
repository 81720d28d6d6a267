import type { RefusalCode } from '#shared/contract/refusal.ts';
import { codeFrom } from '#shared/contract/refusal.ts';
import { z } from 'zod';

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
  readonly facts: Readonly<Record<string, string | number | null>>;
  /** Whether the same request may succeed later without anybody changing anything. */
  readonly retry: boolean;
};

export type CentreResult<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly refusal: CentreRefusal };

export type CentreAnswer = { readonly status: number; readonly headers: Headers; readonly json: unknown };

const defaultTimeoutMs = 120_000;
const problemSchema = z.object({
  code: z.string(),
  facts: z.record(z.string(), z.union([z.string(), z.number(), z.null()])).catch({}),
});
/** Problems that pass by themselves. */
const passing = new Set(['checksum-mismatch', 'upload-interrupted', 'storage-full', 'internal']);

/** One request to the centre. Redirections are not followed: the token goes to the enrolled address only. */
export async function askCentre(
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
  if (response.ok) return { ok: true, value: { status: response.status, headers: response.headers, json } };
  const problem = problemSchema.safeParse(json);
  if (problem.success)
    return refusal(codeFrom(problem.data.code), problem.data.facts, passing.has(problem.data.code));
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
