import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { allowedSignerLine } from '#node/allowedSigners.ts';
import { realFileSystem } from '#node/durableFile.ts';
import { sealPackage } from '#node/packageSeal.ts';
import { verifyPackage } from '#node/packageOpen.ts';
import {
  at,
  centreAge,
  institutionCode,
  packageScene,
  siteKey,
  signerOf,
  strangerKey,
  type SceneOptions,
} from './packageFixture.ts';
import { runTool, scratchFolder } from './scratch.ts';

async function sealed(options: SceneOptions = {}, outDir = scratchFolder()) {
  const scene = packageScene(options);
  const result = await sealPackage({ ...scene.input, outDir });
  if (!result.ok) throw new Error(JSON.stringify(result.refusal));
  return { ...result.value, outDir, scene };
}

describe('sealing a package', () => {
  it('the receiver opens and checks it with stock tools only', async () => {
    const { path, sigPath, outDir, bagSha256, packageSha256, scene } = await sealed();
    writeFileSync(join(outDir, 'allowed'), `${allowedSignerLine(signerOf(siteKey))}\n`);
    writeFileSync(join(outDir, 'key'), `# made for a test\n${centreAge.identity}\n`, { mode: 0o600 });
    const verify = ['-Y', 'verify', '-f', join(outDir, 'allowed'), '-I', institutionCode];
    const outer = runTool('ssh-keygen', [...verify, '-n', 'kaodian-package', '-s', sigPath], {
      input: readFileSync(path),
    });
    expect(outer).toMatchObject({ status: 0 });
    expect(runTool('sha256sum', [path]).stdout.slice(0, 64)).toBe(packageSha256);

    expect(runTool('age', ['-d', '-i', 'key', '-o', 'x.tar', path], { cwd: outDir })).toMatchObject({
      status: 0,
      stderr: '',
    });
    const listing = runTool('tar', ['tvf', 'x.tar', '--numeric-owner', '--utc', '--full-time'], {
      cwd: outDir,
    })
      .stdout.trim()
      .split('\n');
    expect(listing.length).toBe(scene.input.files.size + 5);
    for (const line of listing)
      expect(line).toMatch(/^-rw-r--r-- 0\/0 +\d+ 2026-03-05 09:30:12 [a-z0-9./-]+$/u);
    expect(runTool('tar', ['xf', 'x.tar'], { cwd: outDir })).toMatchObject({ status: 0, stderr: '' });
    expect(runTool('sha256sum', ['--strict', '-c', 'manifest-sha256.txt'], { cwd: outDir }).status).toBe(0);
    expect(runTool('sha256sum', ['--strict', '-c', 'tagmanifest-sha256.txt'], { cwd: outDir }).status).toBe(
      0,
    );
    expect(runTool('sha256sum', ['tagmanifest-sha256.txt'], { cwd: outDir }).stdout.slice(0, 64)).toBe(
      bagSha256,
    );
    for (const [namespace, file] of [
      ['kaodian-bag', 'tagmanifest-sha256.txt'],
      ['kaodian-checkpoint', 'data/checkpoint'],
    ] as const) {
      const input = readFileSync(join(outDir, file));
      expect(
        runTool('ssh-keygen', [...verify, '-n', namespace, '-s', join(outDir, `${file}.sig`)], { input })
          .status,
      ).toBe(0);
    }
  });

  it('the rows hold together in a shell, as the format says', async () => {
    const { path, outDir, scene } = await sealed();
    writeFileSync(join(outDir, 'key'), centreAge.identity, { mode: 0o600 });
    runTool('age', ['-d', '-i', 'key', '-o', 'x.tar', path], { cwd: outDir });
    runTool('tar', ['xf', 'x.tar'], { cwd: outDir });
    // The first rows: of this batch, of none, and one of another of which only the header travels.
    const few = scene.rows.slice(0, 6);
    const script = `head -${few.length} data/ledger.ndjson | while IFS= read -r line; do
      (printf '\\0'; jq -j .header <<<"$line") | sha256sum | cut -c1-64
    done`;
    const hashes = runTool('bash', ['-c', script], { cwd: outDir }).stdout.trim().split('\n');
    expect(hashes).toEqual(few.map((row) => row.rowHash));
    expect(hashes.slice(0, -1)).toEqual(few.slice(1).map((row) => row.header.prev));
  });

  it('the same input gives the same bag, and another encrypted file', async () => {
    const first = await sealed();
    const second = await sealed();
    expect(second.bagSha256).toBe(first.bagSha256);
    expect(second.packageSha256).not.toBe(first.packageSha256);
  });

  it('leaves exactly the two files', async () => {
    const { outDir } = await sealed();
    expect(readdirSync(outDir).toSorted()).toEqual([
      `KD-${institutionCode}-2026-01-r1.tar.age`,
      `KD-${institutionCode}-2026-01-r1.tar.age.sig`,
    ]);
  });

  it('never touches a package that is there, but finishes an interrupted sealing', async () => {
    const { outDir, path, sigPath, packageSha256 } = await sealed();
    const { input } = packageScene();
    const again = await sealPackage({ ...input, outDir });
    expect(again).toMatchObject({ ok: false, refusal: { code: 'package-exists' } });
    expect(runTool('sha256sum', [path]).stdout.slice(0, 64)).toBe(packageSha256);

    const replaced = await sealPackage({ ...input, outDir, replaceUnrecorded: true });
    if (!replaced.ok) throw new Error(replaced.refusal.code);
    expect(replaced.value.packageSha256).not.toBe(packageSha256);
    expect(runTool('sha256sum', [path]).stdout.slice(0, 64)).toBe(replaced.value.packageSha256);
    expect(existsSync(sigPath)).toBe(true);
  });

  it.each([
    ['a checkpoint that another key signed', { checkpointKey: strangerKey }, 'checkpoint', 'signer-unknown'],
    [
      'a count that is not so',
      {
        change: (files) => ({
          ...files,
          'package.json': {
            ...files['package.json'],
            counts: { ...files['package.json'].counts, passed: 2 },
          },
        }),
      },
      'agreement',
      'package-counts-differ',
    ],
    [
      'another revision inside',
      { change: (files) => ({ ...files, 'package.json': { ...files['package.json'], revision: 2 } }) },
      'agreement',
      'package-revision-differs',
    ],
    [
      'another sealing time inside',
      {
        change: (files) => ({
          ...files,
          'package.json': { ...files['package.json'], sealedAt: '2026-03-05T09:30:12.346Z' },
        }),
      },
      'sealing',
      'package-sealing-row',
    ],
  ] satisfies [string, SceneOptions, string, string][])(
    'reading back finds %s, and no file stays',
    async (_name, options, check, code) => {
      const outDir = scratchFolder();
      const result = await sealPackage({ ...packageScene(options).input, outDir });
      expect(result).toMatchObject({
        ok: false,
        refusal: { code: 'package-read-back', facts: { check, code } },
      });
      expect(readdirSync(outDir)).toEqual([]);
    },
  );

  it('refuses a file that does not follow its schema, or is missing, before anything is written', async () => {
    const outDir = scratchFolder();
    const { input } = packageScene();
    const wrong = new Map(input.files).set('people.json', Buffer.from('{"format":"kaodian-people-v1"}'));
    expect(await sealPackage({ ...input, files: wrong, outDir })).toMatchObject({
      ok: false,
      refusal: { code: 'package-file-schema', facts: { name: 'people.json' } },
    });
    const missing = new Map(input.files);
    missing.delete('results.json');
    expect(await sealPackage({ ...input, files: missing, outDir })).toMatchObject({
      ok: false,
      refusal: { code: 'package-file-missing' },
    });
    expect(await sealPackage({ ...input, recipients: ['age1nonsense'], outDir })).toMatchObject({
      ok: false,
      refusal: { code: 'age-not-a-recipient' },
    });
    expect(readdirSync(outDir)).toEqual([]);
  });

  it('a disk that fills up while writing leaves no package', async () => {
    const outDir = scratchFolder();
    const { input } = packageScene();
    const full = {
      ...realFileSystem,
      create: async (path: string, mode: number) => {
        const handle = await realFileSystem.create(path, mode);
        return {
          ...handle,
          write: () => Promise.reject(Object.assign(new Error('full'), { code: 'ENOSPC' })),
        };
      },
    };
    await expect(sealPackage({ ...input, outDir, fileSystem: full })).rejects.toMatchObject({
      code: 'ENOSPC',
    });
    expect(readdirSync(outDir)).toEqual([]);
  });

  it('tells how far it is', async () => {
    const { input } = packageScene();
    const seen: [number, number][] = [];
    await sealPackage({
      ...input,
      outDir: scratchFolder(),
      progress: (done, total) => seen.push([done, total]),
    });
    const last = seen.at(-1);
    expect(last?.[0]).toBe(last?.[1]);
    expect(seen.length).toBeGreaterThan(10);
  });

  it('the identity for reading back is not needed afterwards: the centre’s own opens it', async () => {
    const { path, sigPath } = await sealed();
    const report = await verifyPackage({
      source: { path },
      signature: readFileSync(sigPath, 'latin1'),
      allowedSigners: [signerOf(siteKey)],
      signer: institutionCode,
      identity: centreAge.identity,
      at,
    });
    expect(report.refusals).toEqual([]);
    expect(report.checks.every((check) => check.state === 'passed')).toBe(true);
  });
});
