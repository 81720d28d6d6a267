import '#node/rightNode.ts';
import { createInterface } from 'node:readline';
import type { ToldFacts } from '#shared/contract/refusal.ts';
import { refusalOf } from '#shared/contract/refusal.ts';
import type { CoreOrder, CoreRefusalCode, CoreReport, CoreStart } from '#shared/contract/coreProcess.ts';
import { buildCore, hostClock, shiftedClock } from './app.ts';
import type { Core } from './app.ts';
import { listenOnLoopback, listenOnSocket } from './api/servers.ts';
import { connectRecorder } from './cameras/recorderClient.ts';
import type { RecorderAddress } from './cameras/recorderClient.ts';
import type { RecorderWay } from './openSite.ts';
import { SiteInUse } from './siteHost.ts';
import { SqliteTooOld } from './store/openDatabase.ts';

/** The core as a process: `src-shared/contract/coreProcess.ts` says how a launcher and it talk. */
function report(line: CoreReport): void {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

function refuseToStart<Code extends CoreRefusalCode>(code: Code, ...facts: ToldFacts<Code>): never {
  report({ kind: 'refused', ...refusalOf(code, ...facts) });
  process.exit(1);
}

async function run(start: CoreStart, orders: AsyncIterator<string>): Promise<void> {
  const core = await open(start);
  const unlocked =
    start.siteKeyHex === undefined
      ? null
      : await core.host.unlock({ passphrase: null, recoveryKey: null, siteKeyHex: start.siteKeyHex });
  if (start.demo === true) await core.host.openDemo();
  const socket = await listenOnSocket(core.handle, start.socketPath, start.socketToken);
  const loopback =
    start.http === undefined ? null : await openLoopback(core, start.http.port, start.rendererDir);
  const link = (): string | null => (loopback === null ? null : `${loopback.origin}${core.desks.newLink()}`);
  const first = link();
  report({
    kind: 'ready',
    pid: process.pid,
    ...(unlocked?.ok === false ? { unlockRefused: unlocked.refusal } : {}),
    ...(loopback === null || first === null ? {} : { httpOrigin: loopback.origin, signInLink: first }),
  });
  for (;;) {
    const line = await orders.next();
    if (line.done === true) break;
    const order = JSON.parse(line.value) as CoreOrder;
    const fresh = order.kind === 'link' ? link() : null;
    if (fresh !== null) report({ kind: 'link', signInLink: fresh });
  }
  await loopback?.close();
  await socket.close();
  await core.close();
}

async function open(start: CoreStart): Promise<Core> {
  try {
    return await buildCore({
      dir: start.dataDir,
      resourcesDir: start.resourcesDir,
      clock: shiftedClock(hostClock, start.clockOffsetMs ?? 0),
      softwareVersion: start.softwareVersion,
      deskSecret: start.socketToken,
      ...(start.recorder === undefined ? {} : { recorder: recorderWay(start.recorder) }),
      ...(start.keyStore === true
        ? { keepSiteKey: (siteKeyHex: string) => report({ kind: 'siteKey', siteKeyHex }) }
        : {}),
    });
  } catch (error) {
    if (error instanceof SiteInUse) refuseToStart('site-locked', { folder: start.dataDir });
    if (error instanceof SqliteTooOld) refuseToStart('sqlite-too-old', { version: error.message });
    if (isSystemError(error)) refuseToStart('data-folder', { folder: start.dataDir, code: error.code });
    throw error;
  }
}

/** The launcher starts the recorder and keeps it running; the core only talks to it. */
function recorderWay(address: RecorderAddress): RecorderWay {
  return {
    connect: () => connectRecorder(address),
    want: (siteDir) => report({ kind: 'recorder', siteDir }),
  };
}

async function openLoopback(core: Core, port: number, rendererDir: string) {
  try {
    return await listenOnLoopback(core.handle, port, rendererDir);
  } catch (error) {
    if (isSystemError(error) && error.code === 'EADDRINUSE')
      refuseToStart('port-taken', { port: String(port) });
    throw error;
  }
}

function isSystemError(error: unknown): error is Error & { readonly code: string } {
  return (
    error instanceof Error &&
    'code' in error &&
    typeof error.code === 'string' &&
    /^E[A-Z]+$/.test(error.code)
  );
}

const lines = createInterface({ input: process.stdin })[Symbol.asyncIterator]();
const first = await lines.next();
if (first.done !== true) await run(JSON.parse(first.value) as CoreStart, lines);
process.exit(0);
