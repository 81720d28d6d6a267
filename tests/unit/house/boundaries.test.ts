import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

/**
 * The boundaries hold only if a machine finds their violation: each case plants one in a small tree under our own lint
 * configuration. A tree without violations must pass, so that a configuration which refuses everything is noticed too.
 */
const root = join(import.meta.dirname, '..', '..', '..');

interface Case {
  readonly name: string;
  readonly file: string;
  readonly text: string;
  readonly rule: string;
}

const importing = (name: string, file: string, specifier: string): Case => ({
  name,
  file,
  text: `import { thing } from '${specifier}';\n\nexport const used = thing;\n`,
  rule: 'no-restricted-imports',
});
const importingType = (name: string, file: string, specifier: string): Case => ({
  ...importing(name, file, specifier),
  text: `import type { Thing } from '${specifier}';\n\nexport type Used = Thing;\n`,
});
const global = (name: string, file: string, text: string): Case => ({
  name,
  file,
  text,
  rule: 'no-restricted-globals',
});

const violations: readonly Case[] = [
  importing('src-shared imports Node', 'src-shared/domain/a1.ts', 'node:fs'),
  importing('src-shared imports Node without its prefix', 'src-shared/domain/a2.ts', 'crypto'),
  importing('src-shared imports src-node', 'src-shared/domain/a3.ts', '#node/hashes.ts'),
  importing('src-shared imports src-node by path', 'src-shared/domain/a4.ts', '../../src-node/hashes.ts'),
  importingType(
    'src-shared imports a type of core',
    'src-shared/contract/a5.ts',
    '../../src-main/core/api/types.ts',
  ),
  importing('src-shared imports React', 'src-shared/domain/a6.ts', 'react'),
  importing('src-node imports core', 'src-node/b1.ts', '../src-main/core/app.ts'),
  importing('src-node imports electron', 'src-node/b2.ts', 'electron'),
  importing('core imports electron', 'src-main/core/api/c1.ts', 'electron'),
  importing('a capability imports electron', 'src-main/core/batches/c2.ts', 'electron'),
  importing('the ledger imports electron', 'src-main/core/ledger/c3.ts', 'electron/main'),
  importing('core imports the shell', 'src-main/core/c4.ts', '../shell/places.ts'),
  importing('a capability imports the command line', 'src-main/core/batches/c5.ts', '../../cli/io.ts'),
  importing('core imports the centre', 'src-main/core/outbox/c6.ts', '../../../src-centre/problem.ts'),
  importing("a capability uses another's events", 'src-main/core/results/c8.ts', '../batches/events.ts'),
  importing('deeper inside it does too', 'src-main/core/candidates/import/c9.ts', '../../batches/events.ts'),
  importing(
    "a capability uses another's inner file",
    'src-main/core/results/c12.ts',
    '../practical/matrix.ts',
  ),
  importingType('or a type of it', 'src-main/core/practical/c13.ts', '../candidates/import/columns.ts'),
  importing('a new capability does', 'src-main/core/incidents/c14.ts', '../checkin/verdict.ts'),
  importing('a capability imports the root', 'src-main/core/packages/c15.ts', '../openSite.ts'),
  importingType('deeper inside it does too', 'src-main/core/theory/import/c16.ts', '../../siteHost.ts'),
  importing('the demonstration imports the root', 'src-main/core/demo/c17.ts', '../openSite.ts'),
  importing('the API knows a capability', 'src-main/core/api/c18.ts', '../institution/queries.ts'),
  importing('enrolments know a capability', 'src-main/core/enrolments/c19.ts', '../results/tables.ts'),
  importing('the ledger imports what stands on it', 'src-main/core/ledger/c20.ts', '../access/queries.ts'),
  importing(
    'readers of spreadsheets know a list',
    'src-main/core/spreadsheets/c21.ts',
    '../theory/import/x.ts',
  ),
  importing('the ledger knows a capability', 'src-main/core/ledger/c10.ts', '../batches/queries.ts'),
  importing('the store knows a capability', 'src-main/core/store/c11.ts', '../results/tables.ts'),
  importing('the shell imports core', 'src-main/shell/d1.ts', '../core/app.ts'),
  importingType('the shell imports a type of core', 'src-main/shell/d2.ts', '../core/api/types.ts'),
  importing('the shell has a database', 'src-main/shell/d3.ts', 'better-sqlite3'),
  importing('the shell imports the centre', 'src-main/shell/d4.ts', '../../src-centre/main.ts'),
  importing('the command line imports electron', 'src-main/cli/e1.ts', 'electron'),
  importing('the command line imports the shell', 'src-main/cli/e2.ts', '../shell/places.ts'),
  importing('the centre imports core', 'src-centre/f1.ts', '../src-main/core/app.ts'),
  importing('the page imports core', 'src-renderer/app/g1.ts', '../../src-main/core/api/types.ts'),
  importingType('the page imports a type of core', 'src-renderer/app/g2.ts', '../../src-main/core/app.ts'),
  importingType(
    "the page imports a type of a capability's",
    'src-renderer/app/g3.ts',
    '../../src-main/core/batches/tables.ts',
  ),
  importingType(
    'the page imports a type of the shell',
    'src-renderer/app/g4.ts',
    '../../src-main/shell/places.ts',
  ),
  importing('the page imports Node', 'src-renderer/pages/board/g5.tsx', 'node:path'),
  importing('the page imports src-node', 'src-renderer/app/g6.ts', '#node/hashes.ts'),
  importing('the page imports electron', 'src-renderer/app/g7.ts', 'electron'),
  importing('the page imports the centre', 'src-renderer/app/g8.ts', '../../src-centre/problem.ts'),
  global('the page uses process', 'src-renderer/app/h1.ts', 'export const a = process.pid;\n'),
  global('the page uses Buffer', 'src-renderer/app/h2.ts', "export const a = Buffer.from('');\n"),
  global('the page uses require', 'src-renderer/app/h3.ts', "export const a = require('fs');\n"),
  global('src-shared uses process', 'src-shared/domain/h4.ts', 'export const a = process.pid;\n'),
  global('src-shared uses the DOM', 'src-shared/domain/h5.ts', 'export const a = document.title;\n'),
  global('src-shared uses the network', 'src-shared/domain/h6.ts', "export const a = fetch('/');\n"),
  { name: 'any', file: 'src-node/i1.ts', text: 'export const a: any = 1;\n', rule: 'no-explicit-any' },
  {
    name: 'non-null assertion',
    file: 'src-node/i2.ts',
    text: 'export const a = [1][0]!;\n',
    rule: 'no-non-null-assertion',
  },
  { name: 'default export', file: 'src-node/i3.ts', text: 'export default 1;\n', rule: 'no-default-export' },
  {
    name: 'a circle',
    file: 'src-node/circleOne.ts',
    text: "import { two } from './circleTwo.ts';\n\nexport const one = (): number => two();\n",
    rule: 'no-cycle',
  },
  {
    name: 'a circle closed by a type',
    file: 'src-node/typeCircleOne.ts',
    text: "import type { Two } from './typeCircleTwo.ts';\n\nexport type One = Two;\n",
    rule: 'no-cycle',
  },
  {
    name: 'a circle through an alias',
    file: 'src-shared/circleOne.ts',
    text: "import { two } from '#shared/circleTwo.ts';\n\nexport const one = (): number => two();\n",
    rule: 'no-cycle',
  },
  {
    name: 'a hook behind a condition',
    file: 'src-renderer/parts/Hook.tsx',
    text: "import { useState } from 'react';\n\nexport function Hook({ on }: { on: boolean }) {\n  if (on) useState(1);\n  return <p>1</p>;\n}\n",
    rule: 'rules-of-hooks',
  },
];

const allowed: Readonly<Record<string, string>> = {
  'src-shared/domain/good.ts': "import { z } from 'zod';\n\nexport const good = z.string();\n",
  'src-shared/circleTwo.ts':
    "import { one } from '#shared/circleOne.ts';\n\nexport const two = (): number => one();\n",
  'src-node/circleTwo.ts':
    "import { one } from './circleOne.ts';\n\nexport const two = (): number => one();\n",
  'src-node/typeCircleTwo.ts':
    "import type { One } from './typeCircleOne.ts';\n\nexport type Two = readonly One[];\n",
  'src-node/good.ts': "import { good } from '#shared/domain/good.ts';\n\nexport const again = good;\n",
  'src-main/core/batches/queries.ts': 'export const batchRow = 1;\n',
  'src-main/core/batches/tables.ts':
    "import { people } from '../access/tables.ts';\n\nexport const batches = people;\n",
  'src-main/core/access/tables.ts': 'export const people = 1;\n',
  'src-main/core/access/signIn.ts': 'export const signIn = 1;\n',
  'src-main/core/incidents/import/file.ts':
    "import { row } from '../events.ts';\nimport { batchRow } from '../../batches/queries.ts';\n\nexport const good = [row, batchRow];\n",
  'src-main/core/incidents/events.ts':
    "import { signIn } from '../access/signIn.ts';\n\nexport const row = signIn;\n",
  'src-main/core/demo/story.ts':
    "import { row } from '../incidents/events.ts';\n\nexport const story = row;\n",
  'src-main/core/results/events.ts':
    "import { batchRow } from '../batches/queries.ts';\n\nexport const row = batchRow;\n",
  'src-main/core/results/tables.ts':
    "import { batches } from '../batches/tables.ts';\n\nexport const results = batches;\n",
  'src-main/core/app.ts': "import { row } from './results/events.ts';\n\nexport const app = row;\n",
  'src-main/shell/good.ts':
    "import { again } from '#node/good.ts';\nimport { app } from 'electron';\n\nexport const good = [again, app];\n",
  'src-main/cli/good.ts': "import { app } from '../core/app.ts';\n\nexport const good = app;\n",
  'src-renderer/app/good.ts':
    "import { good } from '#shared/domain/good.ts';\n\nexport const again = good;\n",
};

let folder: string;
let found: ReadonlyMap<string, readonly string[]>;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'boundaries-'));
  cpSync(join(root, 'oxlint.config.ts'), join(folder, 'oxlint.config.ts'));
  cpSync(join(root, 'package.json'), join(folder, 'package.json'));
  for (const [file, text] of [
    ...violations.map((one) => [one.file, one.text] as const),
    ...Object.entries(allowed),
  ]) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), text);
  }
  const oxlint = join(root, 'node_modules', 'oxlint', 'bin', 'oxlint');
  const done = spawnSync(process.execPath, [oxlint, '--format', 'json'], { cwd: folder, encoding: 'utf8' });
  const { diagnostics } = JSON.parse(done.stdout) as { diagnostics: { code: string; filename: string }[] };
  const byFile = new Map<string, string[]>();
  for (const { code, filename } of diagnostics) {
    const name = filename.replaceAll('\\', '/');
    byFile.set(name, [...(byFile.get(name) ?? []), code]);
  }
  found = byFile;
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('a planted violation is found', () => {
  it.each(violations)('$name', ({ file, rule }) => {
    expect((found.get(file) ?? []).join(' ')).toContain(rule);
  });
});

it('what is allowed passes', () => {
  const circles = new Set(['src-shared/circleTwo.ts', 'src-node/circleTwo.ts', 'src-node/typeCircleTwo.ts']);
  const refused = Object.keys(allowed).filter((file) => !circles.has(file) && found.has(file));
  expect(refused.map((file) => [file, found.get(file)])).toEqual([]);
});
