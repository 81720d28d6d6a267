/**
 * Sets everything up and opens the app: the window where there is a screen, else the same app on the loopback address
 * with a one-time sign-in link.
 *
 *     npm start [-- --demo] [-- --data-dir=DIR]       npm run dev
 */
import { homedir } from 'node:os';
import { join } from 'node:path';
import { buildWindow } from './lib/build.mjs';
import { environment, hasDisplay, module, root, run, runNode, say } from './lib/tools.mjs';
import { electronProgram, ensureElectron } from './runtime.mjs';
import { setUp } from './setup.mjs';

const asked = process.argv.slice(2).filter((argument) => argument !== '--dev');
const dev = process.argv.includes('--dev');

/** The same folder as the window's (`src-main/shell/places.ts`), on systems that may have no screen. */
function siteFolder() {
  const given = asked.find((argument) => argument.startsWith('--data-dir='));
  if (given !== undefined) return join(given.slice('--data-dir='.length), 'site');
  return join(process.env.XDG_DATA_HOME || join(homedir(), '.local', 'share'), 'kaodian', 'site');
}

function serve(why) {
  say(`${why}: serving the app on this machine's loopback address instead.`);
  const more = asked.includes('--demo') ? ['--demo'] : [];
  return runNode([join('src-main', 'cli', 'kaodian.ts'), 'serve', '--site', siteFolder(), ...more]);
}

function openWindow(dist) {
  const program = electronProgram(dist);
  const asRoot = process.getuid?.() === 0;
  if (asRoot) say('running as root: Chromium has no sandbox then. Use an ordinary account for real work.');
  const switches = asRoot ? ['--no-sandbox'] : [];
  if (!dev) return run(program, [root, ...switches, ...asked]);
  const args = ['dev', ...(asRoot ? ['--noSandbox'] : []), '--', ...asked];
  return runNode([module('electron-vite', 'bin', 'electron-vite.js'), ...args], {
    env: environment({ ELECTRON_EXEC_PATH: program }),
  });
}

async function start() {
  if (!hasDisplay()) {
    await setUp();
    await buildWindow();
    return serve('there is no display');
  }
  await setUp(['window']);
  const runtime = await ensureElectron({ optional: true });
  if (!dev || runtime === undefined) await buildWindow();
  return runtime === undefined ? serve('no Electron runtime is in reach') : openWindow(runtime.dist);
}

process.exit(await start());
