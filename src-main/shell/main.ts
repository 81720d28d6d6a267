import { mkdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

import { app, dialog, Menu } from 'electron';

import { commandLanguage } from '#node/commandLanguage.ts';
import { launchCore, type Launcher } from '#node/launcher.ts';
import { desktopChannels } from '#shared/contract/desktop.ts';
import { wordsOf } from '#shared/words/words.ts';

import { forPage, offerDesktopFunctions } from './desktopFunctions.ts';
import { checkHashList } from './hashList.ts';
import { findKeyKeeper } from './keyKeeper.ts';
import { listPageFiles, registerPageScheme } from './pageOrigin.ts';
import { findPlaces, localDataFolder, type Places } from './places.ts';
import { foreignSwitches } from './switches.ts';
import { raiseWalls } from './walls.ts';
import { Windows } from './windows.ts';

/**
 * `--data-dir=DIR` puts the site and the window's own data somewhere else (tests, a second site); `--demo` opens the
 * demonstration site.
 */
const dataDirArgument = app.commandLine.getSwitchValue('data-dir');
const base =
  dataDirArgument === '' ? localDataFolder(process.platform, process.env) : resolve(dataDirArgument);
const siteDir = join(base, 'site');
const windowDir = join(base, 'window');
const places = findPlaces(
  app.getAppPath(),
  app.isPackaged ? process.resourcesPath : undefined,
  process.platform,
  process.arch,
);

mkdirSync(windowDir, { recursive: true, mode: 0o700 });
app.setPath('userData', windowDir);
registerPageScheme();
// Only the tests start without it (as root Chromium has no sandbox).
if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox();

const foreign = mayBeInspected() ? [] : foreignSwitches(process.argv.slice(1));
if (foreign.length > 0) {
  const said = wordsOf(commandLanguage(), 'desktop').switches({ names: foreign });
  dialog.showErrorBox(app.getName(), said);
  app.exit(1);
} else if (app.requestSingleInstanceLock()) {
  // Electron waits for this module before it is ready: nothing may be awaited here at the top.
  app.whenReady().then(open).catch(fail);
} else {
  app.exit(0);
}

/** From source always; of packages only what `npm run package -- --inspect` made, for the tests that drive the window. */
function mayBeInspected(): boolean {
  if (!app.isPackaged) return true;
  const about: unknown = JSON.parse(readFileSync(join(app.getAppPath(), 'package.json'), 'utf8'));
  return typeof about === 'object' && about !== null && 'inspect' in about && about.inspect === true;
}

async function open(): Promise<void> {
  raiseWalls(app);
  if (process.platform !== 'darwin') Menu.setApplicationMenu(null);
  const launcher = startCore();
  const developmentServer = app.isPackaged ? undefined : process.env['ELECTRON_RENDERER_URL'];
  const names = developmentServer === undefined ? listPageFiles(places.pageFolder) : new Set<string>();
  const origin = { pageFolder: places.pageFolder, names, target: launcher };
  const windows = new Windows(
    places,
    developmentServer === undefined ? origin : { ...origin, developmentServer },
    !app.isPackaged,
  );
  launcher.onState((state) => windows.send(desktopChannels.coreStateChanged, forPage(state)));
  offerDesktopFunctions(launcher);
  endWell(launcher);
  app.on('second-instance', () => void windows.show().catch(fail));
  app.on('activate', () => void windows.show().catch(fail));
  await windows.open();
}

function startCore(): Launcher {
  const keyKeeper = findKeyKeeper(join(windowDir, 'keys'), siteDir);
  return launchCore({
    program: places.node,
    args: [places.coreFile],
    recorder: { args: [places.recorderFile], packedFfmpeg: places.packedFfmpeg },
    start: {
      dataDir: siteDir,
      rendererDir: places.rendererDir,
      resourcesDir: places.resourcesDir,
      softwareVersion: app.getVersion(),
      ...(app.commandLine.hasSwitch('demo') ? { demo: true } : {}),
    },
    ...(keyKeeper === undefined ? {} : { keyKeeper }),
    beforeStart: () => filesAreAsShipped(places),
    onLog: (line) => process.stderr.write(`core: ${line}\n`),
  });
}

/** Every start checks anew: the core's files lie outside the signed archive and could have been changed meanwhile. */
async function filesAreAsShipped({ hashRoot, hashListFile }: Places) {
  if (hashRoot === undefined || hashListFile === undefined) return undefined;
  const answer = await checkHashList(hashRoot, hashListFile);
  if (answer.ok) return undefined;
  const { file, fault } = answer;
  return { kind: 'refused', code: 'files-changed', facts: { file, fault } } as const;
}

/** The core closes the site before the app is gone, however the app is told to end. */
function endWell(launcher: Launcher): void {
  let ended = false;
  app.on('window-all-closed', () => app.quit());
  app.on('before-quit', (event) => {
    if (ended) return;
    event.preventDefault();
    void launcher.stop().finally(() => {
      ended = true;
      app.quit();
    });
  });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => app.quit());
}

function fail(error: unknown): void {
  process.stderr.write(
    `kaodian: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
  );
  app.exit(1);
}
