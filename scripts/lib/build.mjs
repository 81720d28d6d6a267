/** Builds the window and the packaged programs, and knows whether what is there is still current. */
import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { giveUp, hashOf, module, root, runNode, say } from './tools.mjs';

const sources = {
  window: [
    'src-shared',
    'src-node',
    'src-renderer',
    'src-main',
    'electron.vite.config.ts',
    'package-lock.json',
  ],
  programs: [
    'src-shared',
    'src-node',
    'src-main',
    'src-centre',
    'resources',
    'build/programs.vite.config.ts',
    'package.json',
    'package-lock.json',
  ],
};
const quiet = ['--logLevel', 'warn'];

/** Runs `build` unless `made` is there and was made from the sources as they are now. */
async function unlessCurrent(name, made, build) {
  const stamp = join(root, 'out', `${name}.hash`);
  const hash = hashOf(sources[name]);
  const isCurrent = existsSync(join(root, made)) && existsSync(stamp) && readFileSync(stamp, 'utf8') === hash;
  if (isCurrent) return;
  await build();
  mkdirSync(join(root, 'out'), { recursive: true });
  writeFileSync(stamp, hash);
}

/** Builds shell, preload and page into `out/`, unless they are current. */
export function buildWindow() {
  return unlessCurrent('window', 'out/renderer/index.html', async () => {
    say('building the window …');
    const args = [module('electron-vite', 'bin', 'electron-vite.js'), 'build', ...quiet];
    if ((await runNode(args, { stdio: ['ignore', 2, 2] })) !== 0)
      giveUp('the window could not be built; the reason stands above.');
  });
}

/**
 * Bundles core, import child, centre, workers and command line into `out/core`, with the data that they read beside them, so
 * that they run from there as in the package; unless they are current.
 */
export function buildPrograms() {
  return unlessCurrent('programs', 'out/core/package.json', async () => {
    say('bundling the programs …');
    const args = [
      module('vite', 'bin', 'vite.js'),
      'build',
      '--config',
      'build/programs.vite.config.ts',
      ...quiet,
    ];
    if ((await runNode(args, { stdio: ['ignore', 2, 2] })) !== 0)
      giveUp('the programs could not be bundled; the reason stands above.');
    const core = join(root, 'out', 'core');
    cpSync(join(root, 'resources'), join(core, 'resources'), { recursive: true });
    const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
    const about = { name: 'kaodian-core', version, private: true, type: 'module' };
    writeFileSync(join(core, 'package.json'), JSON.stringify(about));
  });
}
