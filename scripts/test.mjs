/**
 * Every check; the last line says `N passed, N failed`. Two lanes run beside each other, because each leaves a processor idle
 * now and then. What a step prints comes in one piece when it ends.
 *
 *     npm test                    minutes, fixed seeds
 *     npm run test:full           the thousands, with a seed of its own that it prints (KAODIAN_SEED repeats a run)
 *     npm test -- types lint      only these steps, one after the other, printing as they go
 *     npm test -- pictures        takes the pictures of docs/pictures anew
 */
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { buildPrograms, buildWindow } from './lib/build.mjs';
import { fullRunEnvironment } from './lib/fullRun.mjs';
import { cacheDir, environment, giveUp, hasDisplay, module, node24, root, run, say } from './lib/tools.mjs';
import { packApp } from './package.mjs';
import { setUp } from './setup.mjs';

const only = process.argv.slice(2).filter((argument) => !argument.startsWith('--'));
const reports = join(cacheDir, 'reports');
const more = fullRunEnvironment(process.argv);
const full = more.KAODIAN_FULL === '1';

/** Runs a JavaScript tool of ours under Node 24. */
function tool(out, args, extra = {}) {
  return run(node24(), args, { env: environment({ ...more, ...extra }), ...out });
}

/** Runs the executable of a package through its bin link. */
function bin(out, name, args) {
  const windows = process.platform === 'win32';
  return run(module('.bin', windows ? `${name}.cmd` : name), args, {
    env: environment(more),
    shell: windows,
    ...out,
  });
}

/** Folders with a tsconfig of their own, from the root's references. */
function typedFolders() {
  return JSON.parse(readFileSync(join(root, 'tsconfig.json'), 'utf8')).references.map(({ path }) => path);
}

async function checkTypes(out) {
  let failed = 0;
  const folders = typedFolders();
  for (const folder of folders) {
    const kept = join(cacheDir, 'types', `${folder.replaceAll('/', '-')}.tsbuildinfo`);
    if ((await bin(out, 'tsc', ['-p', folder, '--incremental', '--tsBuildInfoFile', kept])) !== 0)
      failed += 1;
  }
  return { passed: folders.length - failed, failed };
}

const asOne = (code) => (code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 });

/** Counts of a test runner's own report; a runner that failed without a failed test (or ran none) counts as one failure. */
function counts(code, passed, failed) {
  return { passed, failed: failed === 0 && (code !== 0 || passed === 0) ? 1 : failed };
}

async function runVitest(out) {
  const file = join(reports, 'vitest.json');
  const args = ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
  const code = await tool(out, [module('vitest', 'vitest.mjs'), ...args]);
  const seen = existsSync(file)
    ? JSON.parse(readFileSync(file, 'utf8'))
    : { numPassedTests: 0, numFailedTests: 0 };
  return counts(code, seen.numPassedTests, seen.numFailedTests);
}

async function runPlaywright(out, project) {
  const file = join(reports, `${project}.json`);
  const playwright = [
    module('@playwright', 'test', 'cli.js'),
    'test',
    '--config',
    'tests/e2e/playwright.config.ts',
  ];
  const args = [...playwright, '--project', project, '--reporter=list,json'];
  const env = environment({ ...more, PLAYWRIGHT_JSON_OUTPUT_FILE: file });
  const wrapped = project === 'desktop' && process.platform === 'linux' && !(hasDisplay() && !process.env.CI);
  const code = wrapped
    ? await run('xvfb-run', ['-a', node24(), ...args], { env, ...out })
    : await run(node24(), args, { env, ...out });
  const seen = existsSync(file)
    ? JSON.parse(readFileSync(file, 'utf8')).stats
    : { expected: 0, unexpected: 0, flaky: 0 };
  return counts(code, seen.expected, seen.unexpected + seen.flaky);
}

async function build() {
  await buildWindow();
  await buildPrograms();
  return { passed: 2, failed: 0 };
}

async function runDesktop(out) {
  await packApp({ inspect: true });
  return runPlaywright(out, 'desktop');
}

/** Every step by its name. What it starts prints to `out` (options of a child process); it answers how many passed and failed. */
const steps = {
  types: checkTypes,
  lint: async (out) => asOne(await bin(out, 'oxlint', ['--deny-warnings'])),
  format: async (out) => asOne(await bin(out, 'oxfmt', ['--check', '.'])),
  unused: async (out) => asOne(await bin(out, 'knip', [])),
  unit: runVitest,
  build,
  browser: (out) => runPlaywright(out, 'browser'),
  desktop: runDesktop,
  // Only when it is named.
  pictures: (out) => runPlaywright(out, 'pictures'),
};

/** What runs beside what, so that neither ends long before the other; the browser opens what `build` has built. */
const lanes = [
  ['build', 'desktop', 'unit'],
  ['lint', 'format', 'unused', 'types', 'browser'],
];

const unknown = only.find((name) => !Object.hasOwn(steps, name));
if (unknown !== undefined) giveUp(`"${unknown}" is not one of: ${Object.keys(steps).join(', ')}`, 2);

await setUp(['window', 'display', 'browser', 'tools']);
rmSync(reports, { recursive: true, force: true });
mkdirSync(reports, { recursive: true });
if (full) say(`full run with seed ${more.KAODIAN_SEED}`);

let passed = 0;
let failed = 0;
const failedSteps = [];

async function runStep(name, out) {
  const begun = performance.now();
  const result = await steps[name](out);
  passed += result.passed;
  failed += result.failed;
  if (result.failed > 0) failedSteps.push(name);
  const seconds = ((performance.now() - begun) / 1000).toFixed(1);
  return `${name}: ${result.passed} passed, ${result.failed} failed, ${seconds} s`;
}

async function runAlone(name) {
  say(`── ${name}`);
  say(await runStep(name, {}));
}

/** Runs a step among others: what it prints is kept in a file (for the impatient, `tail -f`) and shown when it ends. */
async function runBeside(name) {
  const file = join(reports, `${name}.log`);
  const log = openSync(file, 'a');
  const summary = await runStep(name, { stdio: ['ignore', log, log] });
  closeSync(log);
  say(`── ${name}`);
  process.stdout.write(readFileSync(file));
  say(summary);
}

async function runLanes() {
  let isBuilt = () => undefined;
  const built = new Promise((resolve) => (isBuilt = resolve));
  const runLane = async (names) => {
    for (const name of names) {
      if (name === 'browser') await built;
      await runBeside(name);
      if (name === 'build') isBuilt();
    }
  };
  say(
    `running ${lanes.flat().join(', ')}; each prints when it ends (until then: ${join('.cache', 'reports', '*.log')})`,
  );
  await Promise.all(lanes.map(runLane));
}

if (only.length === 0) await runLanes();
else for (const name of Object.keys(steps)) if (only.includes(name)) await runAlone(name);

if (failedSteps.length > 0) say(`failed: ${failedSteps.join(', ')}`);
if (full) say(`seed ${more.KAODIAN_SEED}`);
process.stdout.write(`${passed} passed, ${failed} failed\n`);
process.exit(failed === 0 && passed > 0 ? 0 : 1);
