/** Builds the window and the packaged programs, and knows whether what is there is still current. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { giveUp, hashOf, module, root, runNode, say } from './tools.mjs';

const windowSources = [
  'src-shared',
  'src-node',
  'src-renderer',
  'src-main',
  'electron.vite.config.ts',
  'package-lock.json',
];
const stamp = join(root, 'out', 'window.hash');

/** Builds shell, preload and page into `out/`, unless they are current. */
export async function buildWindow({ always = false } = {}) {
  const hash = hashOf(windowSources);
  const built = join(root, 'out', 'renderer', 'index.html');
  if (!always && existsSync(stamp) && existsSync(built) && readFileSync(stamp, 'utf8') === hash) return;
  say('building the window …');
  const code = await runNode(
    [module('electron-vite', 'bin', 'electron-vite.js'), 'build', '--logLevel', 'warn'],
    {
      stdio: ['ignore', 2, 2],
    },
  );
  if (code !== 0) giveUp('the window could not be built; the reason stands above.');
  mkdirSync(join(root, 'out'), { recursive: true });
  writeFileSync(stamp, hash);
}

/** Bundles core, import child, centre and command line into `out/core`. */
export async function buildPrograms() {
  say('bundling the programs …');
  const args = ['build', '--config', 'build/programs.vite.config.ts', '--logLevel', 'warn'];
  const code = await runNode([module('vite', 'bin', 'vite.js'), ...args], { stdio: ['ignore', 2, 2] });
  if (code !== 0) giveUp('the programs could not be bundled; the reason stands above.');
}
