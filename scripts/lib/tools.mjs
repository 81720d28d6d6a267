/**
 * Small tools of the scripts. Only Node built-ins and nothing newer than Node 20, because the scripts run on a bare clone
 * before anything is installed.
 */
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { delimiter, dirname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The checkout's root folder. */
export const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

/** What the scripts make and may be deleted at any time. */
export const cacheDir = join(root, '.cache');

/** Says one line about what happens now. */
export function say(text) {
  process.stderr.write(`kaodian: ${text}\n`);
}

/** Ends the script with words for a person; the way out belongs into the words. */
export function giveUp(text, code = 1) {
  process.stderr.write(`kaodian: ${text}\n`);
  process.exit(code);
}

/** Path of a file inside `node_modules`. */
export function module(...parts) {
  return join(root, 'node_modules', ...parts);
}

/** Of the machine's own Node the scripts themselves need this much. */
const leastNode = 20;
/** What everything else runs under, exactly: the native parts crash another. The same number stands in `src-node/rightNode.ts`. */
const neededNode = 24;

function major() {
  return Number(process.versions.node.split('.')[0]);
}

if (major() < leastNode)
  giveUp(
    `this is Node ${process.versions.node}; the scripts need at least Node ${leastNode}. Install a newer one.`,
  );

/**
 * The Node 24 that everything of ours runs under, also when the machine's own Node is older.
 * @returns {string | undefined} nothing when it is not installed (or packed for this system) and the running Node is another
 */
export function node24() {
  const system = process.platform === 'win32' ? 'win' : process.platform;
  const name = process.platform === 'win32' ? 'node.exe' : 'node';
  const packed = module(`node-${system}-${process.arch}`, 'bin', name);
  if (existsSync(packed)) return packed;
  return major() === neededNode ? process.execPath : undefined;
}

/** The environment of what the scripts start: our own Node first in the path. */
export function environment(extra = {}) {
  const node = node24();
  const front = [module('.bin'), ...(node ? [dirname(node)] : [])];
  return { ...process.env, PATH: [...front, process.env.PATH ?? ''].join(delimiter), ...extra };
}

/**
 * Runs a program to its end with our terminal.
 * @returns {Promise<number>} its exit code; 128 plus nothing known when a signal ended it
 */
export function run(program, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd: root, stdio: 'inherit', env: environment(), ...options });
    const passOn = (signal) => child.kill(signal);
    for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, passOn);
    child.on('error', reject);
    child.on('exit', (code, signal) => {
      for (const ending of ['SIGINT', 'SIGTERM']) process.off(ending, passOn);
      resolve(signal === null ? (code ?? 1) : 128);
    });
  });
}

/** Runs a script with our Node 24. */
export function runNode(args, options = {}) {
  const node = node24();
  if (node === undefined)
    giveUp(
      `Node ${neededNode} is not installed, and this is Node ${process.versions.node}. Run \`npm ci\` and try again.`,
    );
  return run(node, args, options);
}

/** Runs a program and takes what it prints; empty when it is not there or fails. */
export function output(program, args) {
  const done = spawnSync(program, args, { encoding: 'utf8', cwd: root });
  return done.status === 0 ? done.stdout : '';
}

/** Every file below the given files and folders, sorted, as paths relative to the root with `/`. */
export function filesBelow(places) {
  const found = [];
  const walk = (path) => {
    if (!existsSync(path)) return;
    if (statSync(path).isDirectory()) for (const name of readdirSync(path)) walk(join(path, name));
    else found.push(relative(root, path).split(sep).join('/'));
  };
  for (const place of places) walk(join(root, place));
  return found.sort();
}

/** One hash over names and contents, to know whether something made from them is still current. */
export function hashOf(places) {
  const hash = createHash('sha256');
  for (const file of filesBelow(places))
    hash
      .update(file)
      .update('\0')
      .update(readFileSync(join(root, file)))
      .update('\0');
  return hash.digest('hex');
}

/** True when there is a screen to open a window on. */
export function hasDisplay() {
  if (process.platform !== 'linux') return true;
  return Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);
}

/** True when this file is the program that was started (not imported). */
export function isMain(url) {
  return process.argv[1] !== undefined && fileURLToPath(url) === process.argv[1];
}
