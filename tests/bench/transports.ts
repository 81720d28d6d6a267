import { Agent, request } from 'node:http';
import type { IncomingMessage, RequestOptions } from 'node:http';
import { requestHeader } from '#shared/contract/live.ts';

/** One question and its answer, over some transport. */
export type Post = (
  path: string,
  body: string,
) => Promise<{ readonly status: number; readonly text: string }>;

export interface HttpTransport {
  readonly post: Post;
  /** For the one-time link; the answer itself is not wanted. */
  readonly get: (path: string) => Promise<void>;
  readonly close: () => void;
}

/** One kept connection to a core, with its cookies: to a socket by `socketPath`, else to `host` and `port`. */
export function httpTransport(
  to: Pick<RequestOptions, 'socketPath' | 'host' | 'port'>,
  headers: Readonly<Record<string, string>>,
): HttpTransport {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const cookies = new Map<string, string>();

  function send(method: 'GET' | 'POST', path: string, body: string | undefined) {
    const options: RequestOptions = { ...to, agent, method, path };
    options.headers = { ...headers, [requestHeader]: '1', cookie: [...cookies.values()].join('; ') };
    if (body !== undefined) {
      options.headers['content-type'] = 'application/json';
      options.headers['content-length'] = Buffer.byteLength(body);
    }
    return new Promise<{ status: number; text: string }>((resolve, reject) => {
      const call = request(options, (answer) => void take(answer).then(resolve, reject));
      call.on('error', reject);
      call.end(body);
    });
  }

  async function take(answer: IncomingMessage): Promise<{ status: number; text: string }> {
    for (const line of answer.headers['set-cookie'] ?? []) {
      const pair = line.split(';')[0] ?? '';
      cookies.set(pair.split('=')[0] ?? '', pair);
    }
    const pieces: Buffer[] = [];
    for await (const piece of answer) pieces.push(piece as Buffer);
    return { status: answer.statusCode ?? 0, text: Buffer.concat(pieces).toString('utf8') };
  }

  return {
    post: (path, body) => send('POST', path, body),
    get: async (path) => {
      const { status, text } = await send('GET', path, undefined);
      if (status >= 400) throw new Error(`${path}: ${status} ${text}`);
    },
    close: () => agent.destroy(),
  };
}
