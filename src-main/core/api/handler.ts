import { fetchRequestHandler } from '@trpc/server/adapters/fetch';
import type { RefusalCode, ToldFacts } from '#shared/contract/refusal.ts';
import { refusalOf } from '#shared/contract/refusal.ts';
import { sha256Hex } from '#node/hashes.ts';
import { paths, personHeader } from '#shared/contract/live.ts';
import type { ApiContext } from './context.ts';
import type { DeskBook, Transport } from './guard.ts';
import { cookie, deskCookieHeader, deskToken, headersAllow, sessionCookie, setCookie } from './guard.ts';
import { buildRouter } from './router.ts';
import type { ApiParts } from './capability.ts';
import type { SiteHost } from './site.ts';
import type { Downloads } from './downloads.ts';
import type { Streams } from './streams.ts';
import type { Uploads } from './uploads.ts';

/** What every answer with data carries. */
export const dataHeaders = { 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' };

export interface ApiOptions extends ApiParts {
  readonly host: SiteHost;
  readonly desks: DeskBook;
  readonly uploads: Uploads;
  readonly downloads: Downloads;
  readonly streams: Streams;
}

/** The API: every screen, command line and test talks to the site through this one function. */
export type Handle = (request: Request, transport: Transport) => Promise<Response>;

/** Builds the API over a site host. */
export function buildApi(options: ApiOptions): Handle {
  const router = buildRouter(options);
  const { host, desks, uploads, downloads, streams } = options;

  return async (request, transport) => {
    const { pathname, searchParams } = new URL(request.url);
    if (transport.kind === 'http' && pathname === '/enter' && request.method === 'GET')
      return enter(desks, searchParams.get('k') ?? '');
    if (!headersAllow(request, transport)) return refusal(403, 'request-foreign');
    const desk = transport.kind === 'socket' ? 'host' : desks.deskOf(deskToken(request));
    if (desk === null) return refusal(403, 'desk-unknown');
    if (pathname.startsWith(`${paths.files}/`) && request.method === 'GET')
      return download(downloads, pathname.slice(paths.files.length + 1), ownerOf(request, desk));
    const stream = streamOf(pathname);
    if (stream !== null && request.method === 'GET') return pictures(request, desk, stream);
    if (pathname === paths.upload && request.method === 'POST') {
      if (host.signedIn(cookie(request, sessionCookie)) === null && (await host.founded()))
        return refusal(401, 'signed-out');
      return upload(uploads, request);
    }
    if (!pathname.startsWith(`${paths.rpc}/`)) return refusal(404, 'not-found');
    return rpc(request, desk);
  };

  /** Whose a download is: of this sign-in; of the desk while nobody has signed in. */
  function ownerOf(request: Request, desk: string): string {
    const token = cookie(request, sessionCookie);
    return token === null || host.signedIn(token) === null ? `desk ${desk}` : `session ${sha256Hex(token)}`;
  }

  /** Pictures, live or recorded: for the sign-in that asked for them, as long as it lasts and may see them. */
  async function pictures(
    request: Request,
    desk: string,
    asked: NonNullable<ReturnType<typeof streamOf>>,
  ): Promise<Response> {
    const token = cookie(request, sessionCookie);
    const who = { owner: ownerOf(request, desk), signedIn: () => host.signedIn(token) };
    const answer = await streams.answer(
      { ...asked, range: request.headers.get('range') },
      who,
      request.signal,
    );
    return answer ?? refusal(404, 'pictures-gone');
  }

  function rpc(request: Request, desk: string): Promise<Response> {
    let newSession: string | null | undefined;
    const site = host.current();
    const token = cookie(request, sessionCookie);
    const context: ApiContext = {
      host,
      site,
      ...host.whoIsAt(token),
      expected: request.headers.get(personHeader),
      sessionToken: token,
      desk,
      uploads,
      offer: (file) => downloads.offer(file, ownerOf(request, desk)),
      offerStream: (offer) => streams.offer(offer, ownerOf(request, desk)),
      signal: request.signal,
      setSession: (value) => {
        newSession = value;
      },
    };
    return fetchRequestHandler({
      endpoint: paths.rpc,
      req: request,
      router,
      allowMethodOverride: true,
      // Each call is refused or answered by itself: many in one request would pass every limit of requests.
      allowBatching: false,
      createContext: () => context,
      responseMeta: () => ({
        headers: new Headers(
          newSession === undefined
            ? dataHeaders
            : { ...dataHeaders, 'set-cookie': setCookie(sessionCookie, newSession) },
        ),
      }),
    });
  }
}

/** What of the pictures an address asks for; null: nothing of them. */
function streamOf(pathname: string) {
  const live = /^\/live\/([0-9a-f]{32})$/.exec(pathname);
  if (live !== null) return { kind: 'live' as const, ticket: live[1] ?? '', rest: '' };
  const video = /^\/video\/([0-9a-f]{32})\/([0-9A-Z]{26}-\d{1,9})$/.exec(pathname);
  return video === null ? null : { kind: 'video' as const, ticket: video[1] ?? '', rest: video[2] ?? '' };
}

function enter(desks: DeskBook, key: string): Response {
  const token = desks.enter(key);
  if (token === null) return refusal(403, 'link-used');
  return new Response(null, {
    status: 303,
    headers: { location: '/', 'set-cookie': deskCookieHeader(token), ...dataHeaders },
  });
}

function download(downloads: Downloads, id: string, owner: string): Response {
  const file = downloads.take(id, owner);
  if (file === null) return refusal(404, 'download-gone');
  return new Response(Buffer.from(file.bytes), {
    headers: {
      ...dataHeaders,
      'content-type': 'application/octet-stream',
      'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(file.name)}`,
      'content-security-policy': 'sandbox',
    },
  });
}

async function upload(uploads: Uploads, request: Request): Promise<Response> {
  const header = (name: string) => request.headers.get(name) ?? '';
  let name: string;
  try {
    name = decodeURIComponent(header('x-file-name'));
  } catch {
    return refusal(400, 'upload-malformed');
  }
  const body = new Uint8Array(await request.arrayBuffer());
  const taken = uploads.take({
    id: header('x-upload-id'),
    offset: Number(header('x-upload-offset')),
    total: Number(header('x-upload-total')),
    name,
    body,
  });
  if (taken.ok) return Response.json(taken.value, { headers: dataHeaders });
  return Response.json(taken.refusal, {
    status: taken.refusal.code === 'file-too-large' ? 413 : 400,
    headers: dataHeaders,
  });
}

function refusal<Code extends RefusalCode>(status: number, code: Code, ...facts: ToldFacts<Code>): Response {
  return Response.json(refusalOf(code, ...facts), { status, headers: dataHeaders });
}
