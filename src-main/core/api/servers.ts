import { readFile, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { listenHttp } from '#node/httpServer.ts';
import type { Listening } from '#node/httpServer.ts';
import { mediaTypeOf, pageFileFor, pageHeaders } from '#shared/contract/pageHeaders.ts';
import { uploadPieceBytes } from '#shared/contract/live.ts';
import { sameText } from './guard.ts';
import type { Handle } from './handler.ts';
import { noteUnexpected } from './unexpected.ts';

/** A piece of an upload and its head; no question or command is larger. */
const largestBodyBytes = uploadPieceBytes + 1024 * 1024;

const faults = {
  failed: (error: unknown) => Response.json({ code: noteUnexpected(error), facts: {} }, { status: 500 }),
  bodyLimit: {
    bytes: largestBodyBytes,
    tooLarge: () =>
      Response.json({ code: 'file-too-large', facts: {} }, { status: 413, headers: { connection: 'close' } }),
  },
};

/** The API on the local socket, for the shell; every request must carry the token. */
export async function listenOnSocket(handle: Handle, socketPath: string, token: string): Promise<Listening> {
  // A core that was killed leaves the socket's name behind.
  if (process.platform !== 'win32') await rm(socketPath, { force: true });
  const guarded = async (request: Request): Promise<Response> =>
    sameText(request.headers.get('x-kaodian-socket') ?? '', token)
      ? handle(request, { kind: 'socket' })
      : new Response(null, { status: 403 });
  return listenHttp({ handle: guarded, ...faults }, { path: socketPath });
}

/** The API and the page on the loopback address, for a browser. Answers the origin. Throws EADDRINUSE. */
export async function listenOnLoopback(
  handle: Handle,
  port: number,
  rendererDir: string,
): Promise<Listening & { readonly origin: string }> {
  const names = new Set(await listFiles(rendererDir));
  let origin = '';
  const listening = await listenHttp(
    {
      handle: async (request) => {
        const { pathname } = new URL(request.url);
        const isApi = /^\/(?:(?:rpc|files|live|video)\/|(?:upload|enter)$)/.test(pathname);
        return isApi ? handle(request, { kind: 'http', origin }) : pageFile(request, pathname);
      },
      ...faults,
    },
    { port, host: '127.0.0.1' },
  );
  origin = `http://127.0.0.1:${listening.port}`;
  return { ...listening, origin };

  async function pageFile(request: Request, pathname: string): Promise<Response> {
    const host = request.headers.get('host') ?? '';
    const allowed = new URL(origin).host;
    const name = pageFileFor(pathname, names);
    if (
      (host !== allowed && host !== allowed.replace('127.0.0.1', 'localhost')) ||
      name === undefined ||
      (request.method !== 'GET' && request.method !== 'HEAD')
    )
      return new Response(null, { status: 404, headers: pageHeaders });
    return new Response(await readFile(join(rendererDir, name)), {
      headers: {
        ...pageHeaders,
        'content-type': mediaTypeOf(name),
        'cache-control': name.startsWith('assets/') ? 'public, max-age=31536000, immutable' : 'no-cache',
      },
    });
  }
}

async function listFiles(dir: string): Promise<readonly string[]> {
  const entries = await readdir(dir, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(dir.length + 1)
        .replaceAll('\\', '/'),
    );
}
