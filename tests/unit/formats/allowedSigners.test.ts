import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  allowedSignerLine,
  findSigner,
  parseAllowedSigners,
  sshTime,
  type AllowedSigner,
} from '#node/allowedSigners.ts';
import { signingKeyFromSeed, sshPublicKey, sshPublicKeyLine } from '#node/ed25519.ts';
import { signSshsig } from '#node/sshsig.ts';
import { runTool, scratchFolder } from './scratch.ts';

const key = signingKeyFromSeed(Buffer.alloc(32, 3));
const publicKey = sshPublicKey(key);
const keyText = sshPublicKeyLine(key);
const after = Date.parse('2026-01-01T00:00:00.000Z');
const before = Date.parse('2028-01-01T00:00:00.000Z');
const lineOfTheFormat = `Y510100000123 namespaces="kaodian-package,kaodian-bag,kaodian-checkpoint",valid-after="20260101000000Z",valid-before="20280101000000Z" ${keyText}`;
const signer: AllowedSigner = {
  principal: 'Y510100000123',
  namespaces: ['kaodian-package', 'kaodian-bag', 'kaodian-checkpoint'],
  validAfter: after,
  validBefore: before,
  trustBefore: null,
  key: publicKey,
};

describe('allowed_signers', () => {
  it('the line of the format is read and written', () => {
    expect(parseAllowedSigners(`# comment\n\n${lineOfTheFormat} school\n`)).toEqual({
      ok: true,
      value: [signer],
    });
    expect(allowedSignerLine(signer)).toBe(lineOfTheFormat);
  });

  it('several names, no options', () => {
    const parsed = parseAllowedSigners(`A,B ${keyText}`);
    expect(
      parsed.ok && parsed.value.map((line) => [line.principal, line.namespaces, line.validAfter]),
    ).toEqual([
      ['A', null, null],
      ['B', null, null],
    ]);
  });

  it.each([
    ['a wildcard', `* ${keyText}`],
    ['an authority', `A cert-authority ${keyText}`],
    ['an unknown option', `A force-command="x" ${keyText}`],
    ['an option twice', `A valid-after="20260101000000Z",valid-after="20260101000000Z" ${keyText}`],
    ['a namespace pattern', `A namespaces="kaodian-*" ${keyText}`],
    ['a local time', `A valid-after="20260101000000" ${keyText}`],
    ['a day that does not exist', `A valid-after="20260230000000Z" ${keyText}`],
    ['no key', 'A'],
    ['another key type', 'A ssh-rsa AAAAB3NzaC1yc2E='],
    ['blanks inside the options', `A namespaces="a", valid-after="20260101000000Z" ${keyText}`],
  ])('refuses a file with %s, naming the line', (_name, line) => {
    expect(parseAllowedSigners(`${lineOfTheFormat}\n${line}\n`)).toEqual({
      ok: false,
      refusal: { code: 'allowed-signers-malformed', facts: { line: 2 } },
    });
  });

  it('judges as ssh-keygen does, second by second', () => {
    const folder = scratchFolder();
    writeFileSync(join(folder, 'allowed'), `${lineOfTheFormat}\n`);
    writeFileSync(join(folder, 'sig'), signSshsig(key, 'kaodian-bag', 'x'));
    for (const at of [
      after - 1000,
      after - 1,
      after,
      after + 1,
      before - 1,
      before,
      before + 999,
      before + 1000,
    ]) {
      const args = [
        '-Y',
        'verify',
        '-f',
        join(folder, 'allowed'),
        '-I',
        signer.principal,
        '-n',
        'kaodian-bag',
        '-s',
        join(folder, 'sig'),
        '-O',
        `verify-time=${sshTime(at)}`,
      ];
      const theirs = runTool('ssh-keygen', args, { input: 'x' }).status === 0;
      const ours = findSigner([signer], {
        principal: signer.principal,
        key: publicKey,
        namespace: 'kaodian-bag',
        at,
      });
      expect([at, ours.ok]).toEqual([at, theirs]);
    }
  });

  const wanted = {
    principal: signer.principal,
    key: publicKey,
    namespace: 'kaodian-bag',
    at: after,
  } as const;
  it.each([
    ['another name', [signer], { ...wanted, principal: 'X' }, 'signer-unknown'],
    [
      'another key',
      [signer],
      { ...wanted, key: sshPublicKey(signingKeyFromSeed(Buffer.alloc(32, 4))) },
      'signer-unknown',
    ],
    ['another purpose', [signer], { ...wanted, namespace: 'kaodian-receipt' as const }, 'signer-namespace'],
    ['too early', [signer], { ...wanted, at: after - 1000 }, 'signer-not-yet-valid'],
    ['too late', [signer], { ...wanted, at: before + 1000 }, 'signer-expired'],
    [
      'after the revocation',
      [{ ...signer, trustBefore: after + 5 }],
      { ...wanted, at: after + 5 },
      'signer-revoked',
    ],
    ['never to be trusted', [{ ...signer, trustBefore: Number.NEGATIVE_INFINITY }], wanted, 'signer-revoked'],
  ])('refuses %s', (_name, signers, request, code) => {
    expect(findSigner(signers, request)).toMatchObject({ ok: false, refusal: { code } });
  });

  it('a revoked key still counts for what came before', () => {
    expect(findSigner([{ ...signer, trustBefore: after + 5 }], { ...wanted, at: after + 4 }).ok).toBe(true);
    expect(allowedSignerLine({ ...signer, trustBefore: after + 5000 })).toContain(
      'valid-before="20260101000004Z"',
    );
    expect(allowedSignerLine({ ...signer, trustBefore: Number.NEGATIVE_INFINITY })).toMatch(/^#/u);
  });
});
