import { readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { net, protocol, type Session } from 'electron';

import { isApiPath, mediaTypeOf, pageFileFor, pageHeaders } from '#shared/contract/pageHeaders.ts';

import { CookieJar } from './cookieJar.ts';
import { forwardToApi, type ApiTarget } from './apiForwarder.ts';

/** Makes `app://` a proper origin. Must run before Electron is ready. */
export function registerPageScheme(): void {
  protocol.registerSchemesAsPrivileged([
    {
      scheme: 'app',
      privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true, codeCache: true },
    },
  ]);
}

/** Names of all files of the renderer, with `/`. Only these are ever served. */
export function listPageFiles(folder: string): ReadonlySet<string> {
  const names = new Set<string>();
  const walk = (prefix: string): void => {
    for (const entry of readdirSync(join(folder, prefix), { withFileTypes: true })) {
      const name = prefix === '' ? entry.name : `${prefix}/${entry.name}`;
      if (entry.isDirectory()) walk(name);
      else names.add(name);
    }
  };
  walk('');
  return names;
}

export interface PageOriginOptions {
  readonly pageFolder: string;
  readonly names: ReadonlySet<string>;
  readonly target: ApiTarget;
  /** The development server that gives the page's files instead; never in the package. */
  readonly developmentServer?: string;
}

/** Serves `app://kaodian` in one window's session: the renderer's files, and the API with that window's cookies. */
export function servePageOrigin(session: Session, options: PageOriginOptions): void {
  const cookies = new CookieJar();
  session.protocol.handle('app', (request) => {
    const url = new URL(request.url);
    if (url.host !== 'kaodian') return notFound();
    if (isApiPath(url.pathname)) return forwardToApi(request, options.target, cookies);
    if (request.method !== 'GET' && request.method !== 'HEAD') return notFound();
    if (options.developmentServer !== undefined) return fromDevelopmentServer(options.developmentServer, url);
    return pageFile(url.pathname, options);
  });
}

async function pageFile(pathname: string, { names, pageFolder }: PageOriginOptions): Promise<Response> {
  const name = pageFileFor(pathname, names);
  if (name === undefined) return notFound();
  const bytes = await readFile(join(pageFolder, name));
  return new Response(new Uint8Array(bytes), {
    headers: { ...pageHeaders, 'content-type': mediaTypeOf(name), 'cache-control': 'no-cache' },
  });
}

/** The development server's files without our strict policy: its reload client needs inline scripts and a web socket. */
async function fromDevelopmentServer(origin: string, url: URL): Promise<Response> {
  return net.fetch(new URL(`${url.pathname}${url.search}`, origin).href, {
    bypassCustomProtocolHandlers: true,
  });
}

function notFound(): Response {
  return new Response('Not found', {
    status: 404,
    headers: { ...pageHeaders, 'content-type': 'text/plain' },
  });
}
