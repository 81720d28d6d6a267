import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { allowedSignerLine } from '#node/allowedSigners.ts';
import { sealPackage } from '#node/packageSeal.ts';
import { packageVerify } from '../../../src-main/cli/packageVerify.ts';
import { centreAge, institutionCode, otherAge, packageScene, signerOf, siteKey } from './packageFixture.ts';
import { scratchFolder } from './scratch.ts';

async function site() {
  const folder = scratchFolder();
  const out = join(folder, 'package');
  mkdirSync(out);
  const sealed = await sealPackage({ ...packageScene().input, outDir: out });
  if (!sealed.ok) throw new Error(sealed.refusal.code);
  const allowed = join(folder, 'allowed_signers');
  const identity = join(folder, 'centre-identity.txt');
  writeFileSync(allowed, `${allowedSignerLine(signerOf(siteKey))}\n`);
  writeFileSync(identity, `# created: a test\n${centreAge.identity}\n`);
  return { ...sealed.value, allowed, identity };
}

async function run(...args: string[]) {
  let stdout = '';
  let stderr = '';
  const io = {
    stdout: (text: string) => void (stdout += text),
    stderr: (text: string) => void (stderr += text),
  };
  return { exit: await packageVerify(args, io), stdout, stderr };
}

describe('kaodian package verify', () => {
  it('says calmly what was checked, and 0', async () => {
    const { path, allowed, identity } = await site();
    const { exit, stdout } = await run(
      path,
      '--allowed-signers',
      allowed,
      '--signer',
      institutionCode,
      '--identity',
      identity,
    );
    expect(exit).toBe(0);
    expect(stdout).toContain(basename(path));
    expect(stdout.match(/✓/gu)?.length).toBe(16);
    expect(stdout).toContain('结论：核验通过');
  });

  it('without an identity says what was not checked', async () => {
    const { path, allowed } = await site();
    const { exit, stdout } = await run(path, '--allowed-signers', allowed, '--signer', institutionCode);
    expect(exit).toBe(0);
    expect(stdout).toContain('内容尚未核验');
    expect(stdout).toContain('未提供解密密钥');
  });

  it('gives the same as JSON', async () => {
    const { path, packageSha256, bagSha256, allowed, identity } = await site();
    const { exit, stdout } = await run(
      path,
      '--allowed-signers',
      allowed,
      '--signer',
      institutionCode,
      '--identity',
      identity,
      '--json',
    );
    expect(exit).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      ok: true,
      scope: 'whole',
      packageSha256,
      bagSha256,
      refusals: [],
      counts: { enrolments: 2 },
      ledger: { size: packageScene().rows.length },
    });
  });

  it('a flipped byte is refused with its reason, and 1', async () => {
    const { path, allowed, identity } = await site();
    const bytes = readFileSync(path);
    bytes[500] = (bytes[500] ?? 0) ^ 1;
    writeFileSync(path, bytes);
    const { exit, stdout } = await run(
      path,
      '--allowed-signers',
      allowed,
      '--signer',
      institutionCode,
      '--identity',
      identity,
      '--json',
    );
    expect(exit).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({
      ok: false,
      refusals: [{ code: 'signature-invalid', message: '签名与文件不符：文件或签名被改动' }],
    });
  });

  it('a missing signature, another name, another key: refused, and 1', async () => {
    const { path, sigPath, allowed, identity } = await site();
    const args = ['--allowed-signers', allowed, '--signer', institutionCode];
    writeFileSync(identity, otherAge.identity);
    expect(await run(path, ...args, '--identity', identity)).toMatchObject({
      exit: 1,
      stdout: expect.stringContaining('此密钥打不开') as string,
    });
    const renamed = path.replace('-r1', '-x1');
    renameSync(path, renamed);
    renameSync(sigPath, `${renamed}.sig`);
    expect(await run(renamed, ...args)).toMatchObject({
      exit: 1,
      stdout: expect.stringContaining('文件名不是报送包的名称') as string,
    });
    rmSync(`${renamed}.sig`);
    expect(await run(renamed, ...args)).toMatchObject({
      exit: 1,
      stdout: expect.stringContaining('缺少签名文件') as string,
    });
  });

  it('wrong use is 2, with the usage', async () => {
    const { path, allowed, identity } = await site();
    const signer = ['--signer', institutionCode];
    for (const args of [
      [],
      [path],
      [path, ...signer],
      [path, '--allowed-signers', allowed],
      [path, path, '--allowed-signers', allowed, ...signer],
      [path, '--allowed-signers', allowed, ...signer, '--more'],
      [path, '--allowed-signers', `${allowed}.none`, ...signer],
      [`${path}.none`, '--allowed-signers', allowed, ...signer],
    ]) {
      const { exit, stdout, stderr } = await run(...args);
      expect([args, exit, stdout]).toEqual([args, 2, '']);
      expect(stderr).toContain('用法：kaodian package verify');
    }
    writeFileSync(allowed, 'nonsense\n');
    expect(await run(path, '--allowed-signers', allowed, ...signer)).toMatchObject({
      exit: 2,
      stderr: expect.stringContaining('第 1 行') as string,
    });
    writeFileSync(allowed, '');
    writeFileSync(identity, 'nonsense\n');
    expect(await run(path, '--allowed-signers', allowed, ...signer, '--identity', identity)).toMatchObject({
      exit: 2,
    });
  });
});
