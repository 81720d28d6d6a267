import { resolve, join } from 'node:path';
import type { CommandAnswer } from '#shared/contract/command.ts';
import type { CommandId } from '#shared/contract/ids.ts';
import type { Launcher } from '#node/launcher.ts';
import { buildCentre } from '../../../src-centre/app.ts';
import type { Centre } from '../../../src-centre/app.ts';
import { offsetToHour } from '../../core/demo/demoClock.ts';
import { connectToCore } from '../coreClient.ts';
import type { CoreClient, CoreTransport } from '../coreClient.ts';
import { launchSite } from '../launchSite.ts';
import { memoryKeeper } from '../serve.ts';
import { softwareVersion } from '../softwareVersion.ts';

const startMs = 60_000;
/** The made-up exam day stands at ten in the morning. */
const demoHour = 10;

/** What tests look at while the demo runs. */
export interface DemoHooks {
  readonly onCore?: (pid: number) => void;
  readonly onAcknowledged?: (id: CommandId, answer: CommandAnswer) => void;
}

/** A fresh site's core and a fresh centre, both on this machine only. */
export interface Stage {
  readonly dir: string;
  readonly siteDir: string;
  readonly centreDir: string;
  readonly centre: Centre;
  readonly centreAddress: string;
  /** Milliseconds by which the site's clock differs from the host's. */
  readonly clockOffsetMs: number;
  /** A session of its own with the core. */
  readonly connect: () => CoreClient;
  readonly close: () => Promise<void>;
}

/** Starts both programs under `out`: the core as a process of its own under its launcher, the centre in this one. */
export async function openStage(out: string, hooks: DemoHooks): Promise<Stage> {
  const dir = resolve(out);
  const siteDir = join(dir, 'site');
  const centreDir = join(dir, 'centre');
  const clockOffsetMs = offsetToHour(Date.now(), demoHour);
  const centre = await buildCentre({
    dir: centreDir,
    clock: { now: () => new Date(Date.now() + clockOffsetMs) },
    acceptAll: true,
    version: softwareVersion(),
  });
  const centreAddress = await centre.listen({ port: 0 });
  const launcher = launchSite(
    { dataDir: siteDir, clockOffsetMs },
    {
      keyKeeper: memoryKeeper(),
      waitMs: () => 50,
      onLog: (line) => process.stderr.write(`${line}\n`),
    },
  );
  launcher.onState((state) => {
    if (state.kind === 'ready') hooks.onCore?.(state.pid);
  });
  await untilReady(launcher);
  const transport: CoreTransport = {
    socketPath: launcher.socketPath,
    socketToken: launcher.socketToken,
    back: () => untilReady(launcher),
  };
  return {
    dir,
    siteDir,
    centreDir,
    centre,
    centreAddress,
    clockOffsetMs,
    connect: () => connectToCore(transport, hooks.onAcknowledged),
    close: async () => {
      await launcher.stop();
      await centre.close();
    },
  };
}

/** The launcher hears of a death a moment after the connection broke, so the first look may still say `ready`. */
async function untilReady(launcher: Launcher): Promise<void> {
  await new Promise((done) => setTimeout(done, 50));
  const state = await launcher.settled(startMs);
  if (state.kind === 'ready') return;
  await launcher.stop();
  throw new Error(`the core did not start: ${JSON.stringify(state)}`);
}
