import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { programFile } from '#node/programs.ts';
import { neededNode, wrongNode } from '#node/rightNode.ts';

const root = join(import.meta.dirname, '..', '..', '..');

it('is the one of the lockfile, and the one that the scripts look for', () => {
  const about = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    readonly optionalDependencies: Readonly<Record<string, string>>;
  };
  for (const [name, version] of Object.entries(about.optionalDependencies))
    expect([name, Number.parseInt(version, 10)]).toEqual([name, neededNode]);
  const tools = readFileSync(join(root, 'scripts', 'lib', 'tools.mjs'), 'utf8');
  expect(/const neededNode = (\d+);/.exec(tools)?.[1]).toBe(String(neededNode));
});

it.each(['18.20.0', '22.21.0', '25.1.0', '26.0.0'])('Node %s is another', (version) => {
  expect(wrongNode(version)).toContain(version);
});

it('another one is told so in words by a program of ours, before anything native is loaded', () => {
  const other =
    "Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '22.21.0' } })";
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [
      '--import',
      `data:text/javascript,${encodeURIComponent(other)}`,
      programFile('kaodian'),
      'ledger',
      'verify',
    ],
    { encoding: 'utf8', env: { ...process.env, KAODIAN_LANGUAGE: 'en' } },
  );
  expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
  expect(stderr).toMatch(/^This is Node 22\.21\.0; Kaodian runs under Node 24 only\./);
  expect(stderr.trim().split('\n')).toHaveLength(1);
});
