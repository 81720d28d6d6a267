/**
 * Makes a bare clone ready: installs the packages of the lockfile when they are missing or stale, finds Node 24, and
 * installs Debian packages where that is allowed (root on Debian, or CI). Elsewhere it prints the one line to run.
 *
 *     node scripts/setup.mjs [window] [browser] [tools]
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { giveUp, isMain, module, node24, output, root, run, say } from './lib/tools.mjs';

/** A real RTSP server, for the tests of the recorder (`tests/support/rtspCamera.py`). */
const camera = [
  'python3-gi',
  'gir1.2-gst-rtsp-server-1.0',
  'gstreamer1.0-plugins-base',
  'gstreamer1.0-plugins-good',
  'gstreamer1.0-plugins-bad',
  'gstreamer1.0-plugins-ugly',
  'gstreamer1.0-x',
];

/** Debian packages by what they are needed for. */
const debianPackages = {
  window: ['libgtk-3-0', 'libnss3', 'libasound2', 'libgbm1', 'fonts-noto-cjk'],
  display: ['xvfb', 'xauth'],
  browser: ['chromium-headless-shell', 'fonts-noto-cjk'],
  tools: ['age', 'openssh-client', 'jq', 'ffmpeg', ...camera],
};

/** Standard output belongs to the command that was asked for (`--json`); what set-up prints goes to the other stream. */
const onlyErrors = ['ignore', 2, 2];

/** True when `node_modules` holds exactly what the lockfile says for this system. */
export function packagesAreCurrent() {
  const installedFile = module('.package-lock.json');
  if (!existsSync(installedFile) || node24() === undefined) return false;
  const wanted = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages;
  const installed = JSON.parse(readFileSync(installedFile, 'utf8')).packages;
  const same = (a, b) => a.version === b.version && a.integrity === b.integrity;
  for (const [path, entry] of Object.entries(wanted)) {
    if (path === '') continue;
    const found = installed[path];
    if (found === undefined ? !entry.optional && !entry.devOptional : !same(entry, found)) return false;
  }
  return Object.keys(installed).every((path) => wanted[path] !== undefined);
}

/** Runs npm, by the very npm that started us when there is one. */
function npm(args) {
  const quiet = { env: process.env, stdio: onlyErrors };
  const own = process.env.npm_execpath;
  if (own !== undefined && /\.c?js$/.test(own)) return run(process.execPath, [own, ...args], quiet);
  return run('npm', args, { ...quiet, shell: process.platform === 'win32' });
}

/** A registry that stops answering in the middle is met with another try; what npm has fetched already is in its cache. */
async function ranNpmCi() {
  const options = ['--no-audit', '--no-fund', '--loglevel=error', '--prefer-offline'];
  for (let attempt = 1; attempt <= 3; attempt += 1) {
    if ((await npm(['ci', ...options])) === 0) return true;
    if (attempt < 3) say('the packages did not arrive whole; trying again …');
  }
  return false;
}

async function installPackages() {
  if (packagesAreCurrent()) return;
  say('installing packages (npm ci) …');
  if (!(await ranNpmCi())) {
    giveUp('the packages could not be installed. Check that the npm registry is in reach, then try again.');
  }
  if (node24() === undefined) {
    giveUp(
      `Node 24 is needed and no packed one exists for ${process.platform}-${process.arch}: install Node 24 and try again.`,
    );
  }
}

function missingDebianPackages(groups) {
  if (!existsSync('/etc/debian_version')) return [];
  const wanted = [...new Set(groups.flatMap((group) => debianPackages[group]))];
  const format = '${Package} ${db:Status-Abbrev}\n';
  const present = output('dpkg-query', ['-W', `-f=${format}`])
    .split('\n')
    .filter((line) => line.includes(' ii'))
    .map((line) => line.split(' ')[0]);
  // Newer releases call the same libraries by other names (64-bit time).
  return wanted.filter((name) => !present.includes(name) && !present.includes(`${name}t64`));
}

async function installDebianPackages(groups) {
  const missing = missingDebianPackages(groups);
  if (missing.length === 0) return;
  const isRoot = process.getuid?.() === 0;
  const line = `apt-get update && apt-get install -y --no-install-recommends ${missing.join(' ')}`;
  if (!isRoot && process.env.CI !== 'true') {
    say(`some Debian packages are missing. Run this once, then try again:\n\n    sudo sh -c '${line}'\n`);
    return;
  }
  say(`installing Debian packages: ${missing.join(' ')} …`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const [program, args] = isRoot ? ['sh', ['-c', line]] : ['sudo', ['-n', 'sh', '-c', line]];
  if ((await run(program, args, { env, stdio: onlyErrors })) !== 0)
    giveUp(`the Debian packages could not be installed. Run this and try again:\n\n    ${line}\n`);
}

/**
 * Everything that must be there before the rest runs.
 * @param {('window' | 'display' | 'browser' | 'tools')[]} groups which Debian packages are needed
 */
export async function setUp(groups = []) {
  await installPackages();
  await installDebianPackages(groups);
}

if (isMain(import.meta.url)) {
  const groups = process.argv.slice(2);
  const unknown = groups.find((group) => debianPackages[group] === undefined);
  if (unknown !== undefined)
    giveUp(`"${unknown}" is not one of: ${Object.keys(debianPackages).join(', ')}`, 2);
  await setUp(groups);
  say(`ready; Node ${output(node24(), ['--version']).trim()}`);
}
