import type { Transport } from '../../src-main/core/api/guard.ts';
import type { Core } from '../../src-main/core/app.ts';

export interface CallOptions {
  readonly cookie?: string;
  readonly headers?: Record<string, string>;
  /** The window's socket unless told. */
  readonly transport?: Transport;
}

export interface CallAnswer {
  readonly status: number;
  readonly body: {
    readonly result?: { readonly data: unknown };
    readonly error?: { readonly data: { readonly refusal: { readonly code: string } } };
    readonly code?: string;
  };
  /** The cookie that the answer sets, as it is sent back. */
  readonly cookie: string | null;
}

/** Calls a question, action or `submit` of a core by the one API, as the page does. */
export async function callCore(
  core: Core,
  name: string,
  input: unknown,
  options: CallOptions = {},
): Promise<CallAnswer> {
  const headers = {
    'content-type': 'application/json',
    'x-kaodian': '1',
    ...(options.cookie === undefined ? {} : { cookie: options.cookie }),
    ...options.headers,
  };
  const request = new Request(`http://127.0.0.1:4000/rpc/${name}`, {
    method: 'POST',
    headers,
    body: JSON.stringify(input),
  });
  const answer = await core.handle(request, options.transport ?? { kind: 'socket' });
  return {
    status: answer.status,
    body: (await answer.json()) as CallAnswer['body'],
    cookie: answer.headers.getSetCookie()[0]?.split(';')[0] ?? null,
  };
}
