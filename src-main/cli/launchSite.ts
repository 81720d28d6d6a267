import type { CoreStart } from '#shared/contract/coreProcess.ts';
import { launchCore } from '#node/launcher.ts';
import type { Launcher, LaunchOptions } from '#node/launcher.ts';
import { packedFfmpeg, programFile, resourcesFolder } from '#node/programs.ts';
import { softwareVersion } from './softwareVersion.ts';

/** What the core is told of the site; `rendererDir` only where somebody wants the page. */
type SiteStart = Pick<CoreStart, 'dataDir'> &
  Partial<Pick<CoreStart, 'rendererDir' | 'http' | 'siteKeyHex' | 'clockOffsetMs' | 'demo'>>;

/** Launches the core of a site under the Node that runs us, as every command does that needs one. */
export function launchSite(
  start: SiteStart,
  more: Pick<LaunchOptions, 'keyKeeper' | 'waitMs' | 'onLog'> = {},
): Launcher {
  return launchCore({
    ...more,
    program: process.execPath,
    args: [programFile('core')],
    recorder: { args: [programFile('recorder')], packedFfmpeg: packedFfmpeg() },
    start: {
      rendererDir: start.dataDir,
      resourcesDir: resourcesFolder(),
      softwareVersion: softwareVersion(),
      ...start,
    },
  });
}
