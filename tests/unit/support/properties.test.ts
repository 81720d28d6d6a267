import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type * as PropertiesModule from '../../support/properties.ts';

type Properties = typeof PropertiesModule;
type Environment = Readonly<Record<string, string>>;

// The scripts are plain JavaScript, so that they run on a bare clone.
const script = join(import.meta.dirname, '..', '..', '..', 'scripts', 'lib', 'fullRun.mjs');
const { fullRunEnvironment } = (await import(/* @vite-ignore */ script)) as {
  readonly fullRunEnvironment: (args: readonly string[], given: Environment) => Environment;
};

afterEach(() => {
  vi.unstubAllEnvs();
  vi.resetModules();
});

/** The cases that a property meets in a process with this environment. */
async function casesWith(
  environment: Environment,
  options?: Parameters<Properties['checkProperty']>[1],
): Promise<readonly number[]> {
  for (const name of ['KAODIAN_FULL', 'KAODIAN_SEED']) vi.stubEnv(name, environment[name]);
  vi.resetModules();
  const { checkProperty } = (await import('../../support/properties.ts')) as Properties;
  const cases: number[] = [];
  checkProperty(
    fc.property(fc.integer(), (drawn) => void cases.push(drawn)),
    options,
  );
  return cases;
}

describe('what property tests draw', () => {
  it('is the same in every plain run, and 100 cases', async () => {
    const cases = await casesWith({});
    expect(cases).toHaveLength(100);
    expect(await casesWith(fullRunEnvironment(['node', 'test.mjs'], {}))).toEqual(cases);
  });

  it('is something else with another seed, and the same again with that one', async () => {
    const other = await casesWith({ KAODIAN_SEED: '7' });
    expect(other).not.toEqual(await casesWith({}));
    expect(await casesWith({ KAODIAN_SEED: '7' })).toEqual(other);
  });

  it('is twenty times as much in the full run, by a seed that is drawn anew or given', async () => {
    const [one, two] = [fullRunEnvironment(['--full'], {}), fullRunEnvironment(['--full'], {})];
    expect(one['KAODIAN_SEED']).not.toBe(two['KAODIAN_SEED']);
    const cases = await casesWith(one);
    expect(cases).toHaveLength(2000);
    expect(await casesWith(two)).not.toEqual(cases);
    expect(await casesWith(fullRunEnvironment(['--full'], one))).toEqual(cases);
  });

  it('is more or less where a property says how quick it is, in both kinds of run', async () => {
    expect(await casesWith({}, { times: 6 })).toHaveLength(600);
    expect(await casesWith({}, { times: 0.25 })).toHaveLength(25);
    expect(await casesWith({ KAODIAN_FULL: '1' }, { times: 0.25 })).toHaveLength(500);
  });

  it('does not begin with a seed that is none', async () => {
    await expect(casesWith({ KAODIAN_SEED: 'x' })).rejects.toThrow('KAODIAN_SEED');
  });

  it('comes from one place: no test sets a seed or a number of runs of its own', () => {
    const tests = join(import.meta.dirname, '..', '..');
    const files = globSync('**/*.ts', { cwd: tests });
    const own = files.filter((file) =>
      /\bfc\.(assert|check|sample|configureGlobal)\b|\bnumRuns\b/.test(
        readFileSync(join(tests, file), 'utf8'),
      ),
    );
    expect(own).toEqual(['support/properties.ts']);
  });
});
