import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { requestHeader } from '#shared/contract/live.ts';
import { launchSite } from '../../src-main/cli/launchSite.ts';
import type { Core } from '../../src-main/core/app.ts';
import { chief, foundSite } from './benchSite.ts';
import { makeBench, percentiles, timed } from './measuring.ts';
import type { Percentiles } from './measuring.ts';
import { httpTransport } from './transports.ts';
import type { Post } from './transports.ts';
import { measureWindow } from './window.ts';

const warmUp = 50;
const startMs = 60_000;
const address = 'http://kaodian';
const passphrase = 'bench-only-words';

/** How many times the API's function a question over a listener of the core may take, at the median. */
const mostTimes = 4;
/** What a question from inside the page may take, milliseconds at the median. */
const mostInWindowMs = 10;

/** Milliseconds of one `site.foot` question, by the transport it takes. */
export interface ApiFigures {
  readonly questions: number;
  /** The API's function itself, without any transport: the bare alternative. */
  readonly inProcess: Percentiles;
  /** The local socket (a pipe on Windows), one connection kept. */
  readonly socket: Percentiles;
  /** HTTP on the loopback address, one connection kept. */
  readonly loopbackHttp: Percentiles;
  /** From inside the page: `app://`, the shell, the socket and back; null where no window can be opened here. */
  readonly window: Percentiles | null;
  /** Why there is no figure of the window. */
  readonly windowMissing: string | null;
  readonly kept: boolean;
}

/**
 * The same question to the same site over four transports. The window's transport is the longest: through the page's fetch, the
 * shell and the socket.
 */
export const benchApi = makeBench({
  measures: "a question by every way to the site, beside the API's function called in process",
  bound: `socket and loopback at most ${mostTimes} times the bare call, the window at most ${mostInWindowMs} ms (medians)`,
  counts: { questions: 200 },
  async run({ questions }, say): Promise<ApiFigures> {
    const dir = await mkdtemp(join(tmpdir(), 'kaodian-api-'));
    const siteDir = join(dir, 'site');
    const report = (name: string, { p50, p95 }: Percentiles): void =>
      say(`${name}: median ${p50} ms, 95 % within ${p95} ms`);
    try {
      const { inProcess, siteKeyHex } = await measureInProcess(siteDir, questions);
      report('in process', inProcess);
      const { socket, loopbackHttp } = await measureListeners(siteDir, siteKeyHex, questions);
      report('local socket', socket);
      report('loopback HTTP', loopbackHttp);
      const seen = await measureWindow({ dataDir: dir, passphrase, questions, warmUp });
      const window = seen.ok ? percentiles(seen.milliseconds) : null;
      if (window !== null) report('window', window);
      else if (!seen.ok) say(`window: not measured (${seen.why})`);
      const kept =
        [socket, loopbackHttp].every(({ p50 }) => p50 <= mostTimes * inProcess.p50) &&
        (window === null || window.p50 <= mostInWindowMs);
      const windowMissing = seen.ok ? null : seen.why;
      return { questions, inProcess, socket, loopbackHttp, window, windowMissing, kept };
    } finally {
      await rm(dir, { recursive: true, force: true });
    }
  },
});

/** Founds the site and asks the API's function directly. */
async function measureInProcess(
  siteDir: string,
  questions: number,
): Promise<{ inProcess: Percentiles; siteKeyHex: string }> {
  let siteKeyHex: string | undefined;
  const core = await foundSite(siteDir, passphrase, (key) => {
    siteKeyHex = key;
  });
  try {
    const { inProcess } = await measure({ inProcess: functionTransport(core) }, questions);
    if (siteKeyHex === undefined) throw new Error('the site gave no key to keep');
    return { inProcess, siteKeyHex };
  } finally {
    await core.close();
  }
}

/** Starts the core as a process, as the shell and `kaodian serve` do, and asks over both of its listeners. */
async function measureListeners(siteDir: string, siteKeyHex: string, questions: number) {
  const launcher = launchSite({ dataDir: siteDir, siteKeyHex, http: { port: 0 } });
  try {
    const state = await launcher.settled(startMs);
    if (state.kind !== 'ready' || state.httpOrigin === undefined || state.signInLink === undefined)
      throw new Error(`the core did not start: ${JSON.stringify(state)}`);
    const bySocket = httpTransport(
      { socketPath: launcher.socketPath },
      { 'x-kaodian-socket': launcher.socketToken },
    );
    const { hostname, port } = new URL(state.httpOrigin);
    const byHttp = httpTransport({ host: hostname, port: Number(port) }, {});
    const { pathname, search } = new URL(state.signInLink);
    await byHttp.get(`${pathname}${search}`);
    try {
      return await measure({ socket: bySocket.post, loopbackHttp: byHttp.post }, questions);
    } finally {
      bySocket.close();
      byHttp.close();
    }
  } finally {
    await launcher.stop();
  }
}

/** The API's function as a transport of its own, with the session cookie. */
function functionTransport(core: Core): Post {
  let session: string | null = null;
  return async (path, body) => {
    const headers = new Headers({ 'content-type': 'application/json', [requestHeader]: '1' });
    if (session !== null) headers.set('cookie', session);
    const request = new Request(`${address}${path}`, { method: 'POST', headers, body });
    const answer = await core.handle(request, { kind: 'socket' });
    session = answer.headers.get('set-cookie')?.split(';')[0] ?? session;
    return { status: answer.status, text: await answer.text() };
  };
}

/** Signs in on each transport, warms up, and times the questions one after the other, the transports in turn. */
async function measure<Transport extends string>(
  transports: Readonly<Record<Transport, Post>>,
  questions: number,
): Promise<Record<Transport, Percentiles>> {
  const named = Object.entries<Post>(transports).map(([transport, post]) => ({
    transport,
    post,
    took: [] as number[],
  }));
  for (const { transport, post } of named) {
    const signedIn = await post('/rpc/access.signIn', JSON.stringify(chief));
    if (signedIn.status !== 200 || !signedIn.text.includes('"ok":true'))
      throw new Error(`sign-in over ${transport}: ${signedIn.status} ${signedIn.text}`);
  }
  for (let turn = 0; turn < warmUp + questions; turn += 1) {
    for (const { transport, post, took } of named) {
      const milliseconds = await timed(async () => {
        const answer = await post('/rpc/site.foot', '{}');
        JSON.parse(answer.text);
        if (answer.status !== 200)
          throw new Error(`site.foot over ${transport}: ${answer.status} ${answer.text}`);
      });
      if (turn >= warmUp) took.push(milliseconds);
    }
  }
  return Object.fromEntries(named.map(({ transport, took }) => [transport, percentiles(took)])) as Record<
    Transport,
    Percentiles
  >;
}
