import { newUlid } from '#node/newUlid.ts';
import type { typedSource } from '#shared/contract/actions/cameras.ts';
import type { CameraSource } from '#shared/contract/commands/cameras.ts';
import type { CameraId } from '#shared/contract/ids.ts';
import { paths } from '#shared/contract/live.ts';
import { refuse } from '#shared/contract/refusal.ts';
import type { Result } from '#shared/contract/refusal.ts';
import { addressFault, isDeviceName } from '#shared/domain/cameraAddress.ts';
import { coverageClassOf } from '#shared/domain/cameras.ts';
import { cameraWatchers } from '#shared/domain/roles.ts';
import type { z } from 'zod';
import type { ActContext, Actions } from '../api/context.ts';
import { submit } from '../api/context.ts';
import { readChains } from '../store/recordingChains.ts';
import { videoDevices } from './devices.ts';
import { markFolder } from './folder.ts';
import { discoverCameras } from './onvifDiscovery.ts';
import { sourceOf } from './plan.ts';
import { cameraRow, recordingFolder } from './queries.ts';
import { keepCameraSecret, secretOf } from './secrets.ts';
import type { CameraSecret } from './secrets.ts';

type TypedSource = z.infer<typeof typedSource>;
type Typed = Required<Parameters<NonNullable<Actions['cameras.add']>>[1]>;

/** How long an address for live pictures waits to be used, and how long one for playing is good. */
const watchGoodMs = 60_000;
const playGoodMs = 2 * 3_600_000;
/** Longest span that is played at once. */
const longestPlayMs = 2 * 3_600_000;

export const cameraActions = {
  'cameras.probe': async ({ openSite }, { cameraId, source }) => {
    const wrong = typedFault(source, openSite.demo);
    if (wrong !== null) return wrong;
    const kept = cameraId === null ? null : secretOf(openSite.store, cameraId);
    const { plain, secret } = apart(source, kept);
    const answer = await openSite.recording.link.probe(sourceOf(plain, secret));
    return answer === null ? refuse('recorder-away') : { ok: true, value: answer };
  },
  'cameras.add': (context, input) => keep(context, 'camera.add', input),
  'cameras.change': (context, input) => keep(context, 'camera.change', input),
  'cameras.setFolder': (context, input) => setFolder(context, input),
  'cameras.discover': async () => {
    const [network, devices] = await Promise.all([discoverCameras(), videoDevices()]);
    return { ok: true, value: { network, devices } };
  },
  'cameras.watch': async (context, input) => {
    const { openSite } = context;
    if (openSite.recording.link.state() === null) return refuse('recorder-away');
    const noted = await submit(context, 'recording.noteWatching', input, {
      cameraIds: input.cameraIds,
      span: null,
    });
    if (!noted.ok) return noted;
    const ticket = context.offerStream({
      kind: 'live',
      roles: cameraWatchers,
      once: true,
      goodForMs: watchGoodMs,
      open: async (_, signal) => {
        const body = await openSite.recording.link.live(input.cameraIds, signal);
        return body === null ? null : { mediaType: 'application/octet-stream', body };
      },
    });
    return { ok: true, value: { href: `${paths.live}/${ticket}` } };
  },
  'cameras.play': (context, input) => play(context, input),
} satisfies Actions;

/** What is wrong with a source as it was typed; `decide` says the same of one that is kept. */
function typedFault(source: TypedSource, demo: boolean) {
  switch (source.kind) {
    case 'rtsp':
      for (const address of [source.main, source.sub]) {
        const fault = address === null ? null : addressFault(address);
        if (fault === 'secretInside') return refuse('camera-address-secret');
        if (fault !== null) return refuse('camera-address-malformed');
      }
      return null;
    case 'usb':
      return isDeviceName(source.device) ? null : refuse('camera-device-malformed');
    case 'synthetic':
      return demo ? null : refuse('camera-synthetic');
  }
}

/** A source as it is written down, and apart from it what lets us in. No password typed: the one that is kept for the same user. */
function apart(
  source: TypedSource,
  kept: CameraSecret | null,
): { readonly plain: CameraSource; readonly secret: CameraSecret } {
  if (source.kind !== 'rtsp') return { plain: source, secret: { user: null, password: null } };
  const { user: typedUser, password: typedPassword, main, sub, transport } = source;
  const user = typedUser === null || typedUser.trim() === '' ? null : typedUser.trim();
  const isSame = kept !== null && kept.user === user;
  const password = user === null ? null : (typedPassword ?? (isSame ? kept.password : null));
  return {
    plain: {
      kind: 'rtsp',
      main: main.trim(),
      sub: sub === null || sub.trim() === '' ? null : sub.trim(),
      transport,
      hasSecret: user !== null,
    },
    secret: { user, password },
  };
}

async function keep(
  context: ActContext,
  type: 'camera.add' | 'camera.change',
  input: Typed,
): Promise<Result<null>> {
  const { store } = context.openSite;
  const { cameraId, name, roomId, position, soundRule } = input;
  const { plain, secret } = apart(input.source, secretOf(store, cameraId));
  if (plain.kind === 'usb' && !(await isListed(store, cameraId, plain.device)))
    return refuse('camera-device-missing', { device: plain.device });
  const answer = await submit(context, type, input, {
    cameraId,
    name,
    roomId,
    position,
    source: plain,
    soundRule,
  });
  if (!answer.ok) return answer;
  keepCameraSecret(store, cameraId, secret);
  context.openSite.recording.replan();
  return { ok: true, value: null };
}

/** Whether the system lists this device, or the camera has it already (it may be unplugged just now). */
async function isListed(
  store: ActContext['openSite']['store'],
  cameraId: CameraId,
  device: string,
): Promise<boolean> {
  const standing = cameraRow(store, cameraId)?.source;
  if (standing?.kind === 'usb' && standing.device === device) return true;
  return (await videoDevices()).some((one) => one.device === device);
}

async function setFolder(
  context: ActContext,
  input: Required<Parameters<NonNullable<Actions['cameras.setFolder']>>[1]>,
): Promise<Result<null>> {
  const { store, ledger } = context.openSite;
  const mark = recordingFolder(store)?.mark ?? newUlid();
  const ours = [mark, ledger.tail().ledgerId];
  for (const folder of [input.folder, input.second]) {
    if (folder === null) continue;
    const marked = await markFolder(folder, mark, ours);
    if (!marked.ok) return marked;
  }
  const answer = await submit(context, 'recording.setFolder', input, {
    folder: input.folder,
    second: input.second,
    mark,
  });
  return answer.ok ? { ok: true, value: null } : answer;
}

async function play(
  context: ActContext,
  input: Required<Parameters<NonNullable<Actions['cameras.play']>>[1]>,
): Promise<Awaited<ReturnType<NonNullable<Actions['cameras.play']>>>> {
  const { openSite } = context;
  const { cameraId, from, to } = input;
  if (Date.parse(to) - Date.parse(from) > longestPlayMs) return refuse('recording-span-long', { hours: 2 });
  const noted = await submit(context, 'recording.noteWatching', input, {
    cameraIds: [cameraId],
    span: { from, to },
  });
  if (!noted.ok) return noted;
  const chains = readChains(openSite.dir);
  const rows = chains.within(cameraId, from, to).filter((row) => row.kind !== 'gap');
  chains.close();
  const named = new Set(rows.map((row) => `${row.run}-${row.index}`));
  const ticket = context.offerStream({
    kind: 'video',
    roles: cameraWatchers,
    once: false,
    goodForMs: playGoodMs,
    open: async (rest, signal) => {
      if (!named.has(rest)) return null;
      const [run = '', index = ''] = rest.split('-');
      const bytes = await openSite.recording.link.playable(
        { camera: cameraId, run, index: Number(index) },
        signal,
      );
      return bytes === null ? null : { mediaType: 'video/mp4', bytes };
    },
  });
  const pieces = rows.map((row) => ({
    run: row.run,
    index: row.index,
    start: row.start,
    end: row.end,
    coverage: coverageClassOf(row) ?? 'live',
    href: `${paths.video}/${ticket}/${row.run}-${row.index}`,
  }));
  const goodUntil = new Date(Date.parse(openSite.now()) + playGoodMs).toISOString();
  return { ok: true, value: { cameraId, pieces, goodUntil } };
}
