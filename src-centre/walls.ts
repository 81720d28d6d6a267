import { accepted, refused, type Outcome } from './problem.ts';

/**
 * Every request must name one of our own addresses, and a browser must say that it comes from our own page
 * (a foreign page, or a name that was re-bound to this machine, is turned away). No CORS.
 * @param hosts host names with port, lower case, as they stand in `Host`
 */
export function checkWalls(request: Request, hosts: ReadonlySet<string>): Outcome<null> {
  const host = request.headers.get('host')?.toLowerCase() ?? '';
  if (!hosts.has(host)) return refused('host-not-ours');
  const origin = request.headers.get('origin');
  if (origin !== null && !isOriginOf(origin, host)) return refused('origin-not-ours');
  const site = request.headers.get('sec-fetch-site');
  if (site !== null && site !== 'same-origin' && site !== 'none') return refused('origin-not-ours');
  return accepted(null);
}

/** The `Host` values under which a listener on this port may be spoken to. */
export function hostsOf(port: number, names: readonly string[]): ReadonlySet<string> {
  const hosts = new Set<string>();
  for (const name of names) {
    const bare = name.toLowerCase();
    hosts.add(`${bare}:${port}`);
    if (port === 80 || port === 443) hosts.add(bare);
  }
  return hosts;
}

/** Names of this machine for itself; nobody else can reach them. */
export const loopbackNames = ['127.0.0.1', 'localhost', '[::1]'] as const;

function isOriginOf(origin: string, host: string): boolean {
  return origin === `http://${host}` || origin === `https://${host}`;
}

/** What is read of a request. */
export type Sent = { readonly body: ReadableStream<Uint8Array> | null; readonly headers: Headers };

/**
 * A whole body, up to a limit; of one that announces more nothing is read. Problems: too-large, upload-interrupted.
 * How slowly it may come is the server's (`HttpLimits`).
 */
export async function readBounded({ body, headers }: Sent, limitBytes: number): Promise<Outcome<Buffer>> {
  if (Number(headers.get('content-length') ?? '0') > limitBytes) return refused('too-large', { limitBytes });
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const chunk of body ?? []) {
      size += chunk.length;
      if (size > limitBytes) return refused('too-large', { limitBytes });
      chunks.push(chunk);
    }
  } catch {
    return refused('upload-interrupted');
  }
  return accepted(Buffer.concat(chunks));
}
