import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { launchCore } from '#node/launcher.ts';
import { programFile, resourcesFolder } from '#node/programs.ts';
import { requestHeader } from '#shared/contract/live.ts';
import { buildCore, hostClock } from '../../core/app.ts';
import type { Core } from '../../core/app.ts';
import type { CommandIo } from '../io.ts';
import { softwareVersion } from '../softwareVersion.ts';
import { percentiles } from './numbers.ts';
import { httpTransport } from './transports.ts';
import type { Post } from './transports.ts';
import { measureWindow } from './windowApi.ts';

const questions = 200;
const warmUp = 50;
const startMs = 60_000;
const address = 'http://kaodian';
/** The made-up chief of the measured site. */
const chief = { loginName: 'chief', password: 'bench-only' } as const;
const passphrase = 'bench-only-words';

type Percentiles = ReturnType<typeof percentiles>;

/** What `kaodian bench api --json` prints: milliseconds of one `site.foot` question, by the transport it takes. */
export interface ApiFigures {
  readonly questions: number;
  /** The API's function itself, without any transport. */
  readonly inProcess: Percentiles;
  /** The local socket (a pipe on Windows), one connection kept. */
  readonly socket: Percentiles;
  /** HTTP on the loopback address, one connection kept. */
  readonly loopbackHttp: Percentiles;
  /** From inside the page: `app://`, the shell, the socket and back; null where no window can be opened here. */
  readonly window: Percentiles | null;
  /** Why there is no figure of the window. */
  readonly windowMissing: string | null;
}

/**
 * The same question to the same site over four transports. The window's transport is the longest: through the page's fetch, the
 * shell and the socket.
 */
export async function benchApi(io: CommandIo): Promise<ApiFigures> {
  const dir = await mkdtemp(join(tmpdir(), 'kaodian-api-'));
  const siteDir = join(dir, 'site');
  const say = (name: string, { p50, p95 }: Percentiles): void =>
    io.stdout(`${name}：中位 ${p50} ms，95% 在 ${p95} ms 以内\n`);
  try {
    const { inProcess, siteKeyHex } = await measureInProcess(siteDir);
    say('进程内', inProcess);
    const { socket, loopbackHttp } = await measureTransports(siteDir, siteKeyHex);
    say('本机套接字', socket);
    say('本机回环 HTTP', loopbackHttp);
    const seen = await measureWindow({ dataDir: dir, chief, passphrase, questions, warmUp });
    const window = seen.ok ? percentiles(seen.milliseconds) : null;
    if (window !== null) say('桌面窗口', window);
    else if (!seen.ok) io.stdout(`桌面窗口：没有测（${seen.words}）\n`);
    return {
      questions,
      inProcess,
      socket,
      loopbackHttp,
      window,
      windowMissing: seen.ok ? null : seen.code,
    };
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}

/** Founds the site and asks the API's function directly. */
async function measureInProcess(siteDir: string): Promise<{ inProcess: Percentiles; siteKeyHex: string }> {
  let siteKeyHex: string | undefined;
  const core = await buildCore({
    dir: siteDir,
    resourcesDir: resourcesFolder(),
    clock: hostClock,
    softwareVersion: softwareVersion(),
    keepSiteKey: (key) => {
      siteKeyHex = key;
    },
  });
  try {
    await core.host.setUp(
      {
        institutionCode: 'S500100000001',
        institutionName: '实测',
        chiefLoginName: chief.loginName,
        chiefDisplayName: '负责人',
        chiefPassword: chief.password,
        passphrase,
      },
      'host',
    );
    const { inProcess } = await measure({ inProcess: functionTransport(core) });
    if (siteKeyHex === undefined) throw new Error('the site gave no key to keep');
    return { inProcess, siteKeyHex };
  } finally {
    await core.close();
  }
}

/** Starts the core as a process, as the shell and `kaodian serve` do, and asks over both of its listeners. */
async function measureTransports(siteDir: string, siteKeyHex: string) {
  const launcher = launchCore({
    program: process.execPath,
    args: [programFile('core')],
    start: {
      dataDir: siteDir,
      rendererDir: siteDir,
      resourcesDir: resourcesFolder(),
      softwareVersion: softwareVersion(),
      siteKeyHex,
      http: { port: 0 },
    },
  });
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
      return await measure({ socket: bySocket.post, loopbackHttp: byHttp.post });
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
      const begun = performance.now();
      const answer = await post('/rpc/site.foot', '{}');
      JSON.parse(answer.text);
      const milliseconds = performance.now() - begun;
      if (answer.status !== 200)
        throw new Error(`site.foot over ${transport}: ${answer.status} ${answer.text}`);
      if (turn >= warmUp) took.push(milliseconds);
    }
  }
  return Object.fromEntries(named.map(({ transport, took }) => [transport, percentiles(took)])) as Record<
    Transport,
    Percentiles
  >;
}
