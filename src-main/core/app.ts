import { randomBytes } from 'node:crypto';
import { uptime } from 'node:os';
import type { Clock } from './ledger/clockWatch.ts';
import { apiParts } from './api/capability.ts';
import { createDeskBook } from './api/guard.ts';
import type { DeskBook } from './api/guard.ts';
import { buildApi, dataHeaders } from './api/handler.ts';
import type { Handle } from './api/handler.ts';
import { createDownloads } from './api/downloads.ts';
import { createStreams } from './api/streams.ts';
import { createUploads } from './api/uploads.ts';
import { capabilities } from './capabilities.ts';
import type { RecorderWay } from './openSite.ts';
import { fillDemo } from './demo/demoSite.ts';
import { readReferenceData } from './occupations/queries.ts';
import { openSiteHost } from './siteHost.ts';
import type { SiteHost } from './api/site.ts';

export interface CoreOptions {
  /** Folder of the site. */
  readonly dir: string;
  readonly resourcesDir: string;
  readonly clock: Clock;
  readonly softwareVersion: string;
  readonly keepSiteKey?: (siteKeyHex: string) => void;
  /** By what desks are known again after a restart; without it they are not. */
  readonly deskSecret?: string;
  /** The way to the recorder; without it nothing is recorded. */
  readonly recorder?: RecorderWay;
}

/** The core as one object: requests in, answers out. */
export interface Core {
  readonly handle: Handle;
  readonly host: SiteHost;
  readonly desks: DeskBook;
  readonly close: () => Promise<void>;
}

/** The host's own clock. The system's own uptime counts the time that the machine slept; on Linux `performance.now` does not. */
export const hostClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  sinceBoot: () => uptime() * 1000,
};

/** A clock that runs beside another by a fixed time; for demonstrations. */
export function shiftedClock(clock: Clock, offsetMs: number): Clock {
  return offsetMs === 0 ? clock : { ...clock, now: () => clock.now() + offsetMs };
}

/** Composition root of the core. Throws `SiteInUse` when another process holds the folder. */
export async function buildCore(options: CoreOptions): Promise<Core> {
  const { clock } = options;
  const host = await openSiteHost({
    dataDir: options.dir,
    clock,
    reference: readReferenceData(options.resourcesDir),
    resourcesDir: options.resourcesDir,
    softwareVersion: options.softwareVersion,
    fillDemo,
    ...(options.recorder === undefined ? {} : { recorder: options.recorder }),
    ...(options.keepSiteKey === undefined ? {} : { keepSiteKey: options.keepSiteKey }),
  });
  const desks = createDeskBook(clock.monotonic, options.deskSecret ?? randomBytes(32).toString('base64url'));
  const handle = buildApi({
    host,
    desks,
    ...apiParts(capabilities),
    uploads: createUploads(clock.monotonic),
    downloads: createDownloads(clock.monotonic),
    streams: createStreams(clock.monotonic, dataHeaders),
  });
  return { handle, host, desks, close: () => host.close() };
}
