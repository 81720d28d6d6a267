/**
 * Packs the app with electron-builder.
 *
 *     npm run package                  the folder form (dist/linux-unpacked), for a look and for tests
 *     npm run package -- --release     installers; needs the official Electron and electron-builder's own downloads
 *     npm run package -- --inspect     the folder form with the one switch that lets tests drive the window
 *
 * It packs for the system it runs on, because the packed Node and the native parts are those of this system.
 */
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { dirname, join, relative, sep } from 'node:path';
import { buildPrograms, buildWindow } from './lib/build.mjs';
import { filesBelow, giveUp, isMain, module, node24, root, runNode, say } from './lib/tools.mjs';
import { ensureElectron } from './runtime.mjs';
import { setUp } from './setup.mjs';

const stage = join(root, 'out', 'package');
const about = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

/** @param {boolean} inspect whether the shell may be started with an inspector's switches */
function stageApp(inspect) {
  const app = join(stage, 'app');
  for (const part of [join('out', 'shell'), join('out', 'renderer'), join('build', 'icon.png')]) {
    cpSync(join(root, part), join(app, part), { recursive: true });
  }
  const { name, productName, version, description, license, type, main } = about;
  const author = 'Kaodian';
  writeFileSync(
    join(app, 'package.json'),
    JSON.stringify({ name, productName, version, description, author, license, type, main, inspect }),
  );
}

/** Packages that the bundle leaves outside, without what only a build or another system needs. */
function stageKeptPackages(folder) {
  const sqlite = module('better-sqlite3');
  const binary = `${process.platform}-${process.arch}`;
  const wanted = ['package.json', 'LICENSE', 'lib', join('prebuilds', `${binary}.node`)];
  for (const part of wanted)
    cpSync(join(sqlite, part), join(folder, 'better-sqlite3', part), { recursive: true });
  const pglite = module('@electric-sql', 'pglite');
  const target = join(folder, '@electric-sql', 'pglite');
  for (const part of ['package.json', 'LICENSE']) cpSync(join(pglite, part), join(target, part));
  const isNeeded = (path) => !/\.(map|d\.c?ts|cjs|tar\.gz)$/.test(path);
  cpSync(join(pglite, 'dist'), join(target, 'dist'), { recursive: true, filter: isNeeded });
}

function stageCore() {
  const core = join(stage, 'core');
  cpSync(join(root, 'out', 'core'), core, { recursive: true });
  cpSync(join(root, 'out', 'renderer'), join(core, 'renderer'), { recursive: true });
  stageKeptPackages(join(core, 'node_modules'));
  const node = node24();
  cpSync(node, join(stage, 'node', process.platform === 'win32' ? 'node.exe' : 'node'), {
    dereference: true,
  });
  const license = [join(dirname(dirname(node)), 'LICENSE'), join(dirname(node), 'LICENSE')].find((file) =>
    existsSync(file),
  );
  if (license !== undefined) cpSync(license, join(stage, 'node', 'LICENSE'));
}

/** The list that the shell checks before every start; it lies inside the archive. */
function writeHashList() {
  const list = {};
  for (const file of filesBelow([join('out', 'package', 'core'), join('out', 'package', 'node')])) {
    const name = relative(stage, join(root, file)).split(sep).join('/');
    list[name] = createHash('sha256')
      .update(readFileSync(join(root, file)))
      .digest('hex');
  }
  writeFileSync(join(stage, 'app', 'out', 'shell', 'hashes.json'), `${JSON.stringify(list, null, 1)}\n`);
}

/**
 * Packs the app.
 * @param {{ release?: boolean, inspect?: boolean }} options
 */
export async function packApp({ release = false, inspect = false } = {}) {
  const { dist, official } = await ensureElectron({ official: release });
  await buildWindow();
  await buildPrograms();
  rmSync(stage, { recursive: true, force: true });
  mkdirSync(stage, { recursive: true });
  stageApp(inspect);
  stageCore();
  writeHashList();
  const args = ['--config', 'build/electron-builder.config.cjs', ...(release ? [] : ['--dir'])];
  say(`packing with electron-builder (${release ? 'installers' : 'folder'}) …`);
  const more = { KAODIAN_ELECTRON_DIST: dist, KAODIAN_PACKAGE_INSPECT: inspect ? '1' : '0' };
  const code = await runNode([module('electron-builder', 'cli.js'), ...args], {
    stdio: ['ignore', 2, 2],
    env: { ...process.env, ...more, CSC_IDENTITY_AUTO_DISCOVERY: 'false' },
  });
  if (code !== 0) giveUp('electron-builder failed; the reason stands above.');
  if (!official) say('packed with the stand-in runtime: for tests only, not for release.');
  say('done: dist/');
}

if (isMain(import.meta.url)) {
  const known = ['--release', '--inspect'];
  const unknown = process.argv.slice(2).find((argument) => !known.includes(argument));
  if (unknown !== undefined) giveUp(`"${unknown}" is not one of: ${known.join(', ')}`, 2);
  await setUp(['window']);
  await packApp({ release: process.argv.includes('--release'), inspect: process.argv.includes('--inspect') });
}
