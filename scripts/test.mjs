/**
 * Every check, in the order in which a fault is cheapest to see; the last line says `N passed, N failed`.
 *
 *     npm test                    minutes, fixed seeds
 *     npm run test:full           the thousands, with a seed of its own that it prints (KAODIAN_SEED repeats a run)
 *     npm test -- types lint      only these steps
 *     npm test -- pictures        takes the pictures of docs/pictures anew
 */
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
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
function tool(args, extra = {}) {
  return run(node24(), args, { env: environment({ ...more, ...extra }) });
}

/** Runs the executable of a package through its bin link. */
function bin(name, args) {
  const windows = process.platform === 'win32';
  return run(module('.bin', windows ? `${name}.cmd` : name), args, {
    env: environment(more),
    shell: windows,
  });
}

/** Folders with a tsconfig of their own, from the root's references. */
function typedFolders() {
  return JSON.parse(readFileSync(join(root, 'tsconfig.json'), 'utf8')).references.map(({ path }) => path);
}

async function checkTypes() {
  let failed = 0;
  const folders = typedFolders();
  for (const folder of folders) if ((await bin('tsc', ['-p', folder])) !== 0) failed += 1;
  return { passed: folders.length - failed, failed };
}

const asOne = (code) => (code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 });

/** Counts of a test runner's own report; a runner that failed without a failed test (or ran none) counts as one failure. */
function counts(code, passed, failed) {
  return { passed, failed: failed === 0 && (code !== 0 || passed === 0) ? 1 : failed };
}

async function runVitest() {
  const file = join(reports, 'vitest.json');
  const args = ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
  const code = await tool([module('vitest', 'vitest.mjs'), ...args]);
  const seen = existsSync(file)
    ? JSON.parse(readFileSync(file, 'utf8'))
    : { numPassedTests: 0, numFailedTests: 0 };
  return counts(code, seen.numPassedTests, seen.numFailedTests);
}

async function runPlaywright(project) {
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
    ? await run('xvfb-run', ['-a', node24(), ...args], { env })
    : await run(node24(), args, { env });
  const seen = existsSync(file)
    ? JSON.parse(readFileSync(file, 'utf8')).stats
    : { expected: 0, unexpected: 0, flaky: 0 };
  return counts(code, seen.expected, seen.unexpected + seen.flaky);
}

async function build() {
  await buildWindow({ always: true });
  await buildPrograms();
  return { passed: 2, failed: 0 };
}

async function runDesktop() {
  await packApp({ inspect: true });
  return runPlaywright('desktop');
}

const steps = [
  ['types', checkTypes],
  ['lint', async () => asOne(await bin('oxlint', ['--deny-warnings']))],
  ['format', async () => asOne(await bin('oxfmt', ['--check', '.']))],
  ['unused', async () => asOne(await bin('knip', []))],
  ['unit', runVitest],
  ['build', build],
  ['browser', () => runPlaywright('browser')],
  ['desktop', runDesktop],
];

/** Steps that run only when they are named. */
const onlyNamed = [['pictures', () => runPlaywright('pictures')]];

const known = [...steps, ...onlyNamed];
const unknown = only.find((name) => !known.some(([step]) => step === name));
if (unknown !== undefined) giveUp(`"${unknown}" is not one of: ${known.map(([step]) => step).join(', ')}`, 2);

await setUp(['window', 'display', 'browser', 'tools']);
rmSync(reports, { recursive: true, force: true });
mkdirSync(reports, { recursive: true });
if (full) say(`full run with seed ${more.KAODIAN_SEED}`);

let passed = 0;
let failed = 0;
const failedSteps = [];
for (const [name, step] of only.length === 0 ? steps : known) {
  if (only.length > 0 && !only.includes(name)) continue;
  say(`── ${name}`);
  const begun = performance.now();
  const result = await step();
  say(
    `${name}: ${result.passed} passed, ${result.failed} failed, ${((performance.now() - begun) / 1000).toFixed(1)} s`,
  );
  passed += result.passed;
  failed += result.failed;
  if (result.failed > 0) failedSteps.push(name);
}
if (failedSteps.length > 0) say(`failed: ${failedSteps.join(', ')}`);
if (full) say(`seed ${more.KAODIAN_SEED}`);
process.stdout.write(`${passed} passed, ${failed} failed\n`);
process.exit(failed === 0 && passed > 0 ? 0 : 1);
