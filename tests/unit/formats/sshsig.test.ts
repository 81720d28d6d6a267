import { sign } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  generateSigningKey,
  parseSshPublicKeyLine,
  publicKeyFromRaw,
  rawPublicKey,
  seedOfSigningKey,
  signingKeyFromSeed,
  sshFingerprint,
  sshPublicKey,
  sshPublicKeyLine,
} from '#node/ed25519.ts';
import { sha256, sha512 } from '#node/hashes.ts';
import { opensshPrivateKey, parseOpensshPrivateKey } from '#node/opensshPrivateKey.ts';
import { sshStrings, sshUint32 } from '#node/sshWire.ts';
import { signSshsig, signSshsigDigest, splitSignatures, verifySshsig } from '#node/sshsig.ts';
import { runTool, scratchFolder } from './scratch.ts';
import { checkProperty } from '../../support/properties.ts';

const key = signingKeyFromSeed(Buffer.alloc(32, 7));
const message = 'a message\n';

describe('keys in the form of OpenSSH', () => {
  it('go to raw bytes and back', () => {
    const fresh = generateSigningKey();
    expect(rawPublicKey(signingKeyFromSeed(seedOfSigningKey(fresh)))).toEqual(rawPublicKey(fresh));
    expect(rawPublicKey(publicKeyFromRaw(rawPublicKey(fresh)))).toEqual(rawPublicKey(fresh));
    expect(parseSshPublicKeyLine(sshPublicKeyLine(fresh, 'site'))).toEqual({
      ok: true,
      value: sshPublicKey(fresh),
    });
  });

  it('ssh-keygen reads our public and private key and shows the same fingerprint', () => {
    const folder = scratchFolder();
    writeFileSync(join(folder, 'key.pub'), `${sshPublicKeyLine(key, 'site')}\n`);
    writeFileSync(join(folder, 'key'), opensshPrivateKey(key, 'site'), { mode: 0o600 });
    expect(runTool('ssh-keygen', ['-lf', join(folder, 'key.pub')]).stdout).toContain(sshFingerprint(key));
    expect(runTool('ssh-keygen', ['-yf', join(folder, 'key')]).stdout.trim()).toBe(
      sshPublicKeyLine(key, 'site'),
    );
  });

  it('we read a private key that ssh-keygen made', () => {
    const folder = scratchFolder();
    expect(
      runTool('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', 'theirs', '-f', join(folder, 'key')])
        .status,
    ).toBe(0);
    const parsed = parseOpensshPrivateKey(readFileSync(join(folder, 'key'), 'utf8'));
    if (!parsed.ok) throw new Error(parsed.refusal.code);
    expect(sshPublicKeyLine(parsed.value, 'theirs')).toBe(
      readFileSync(join(folder, 'key.pub'), 'utf8').trim(),
    );
  });

  it.each([
    [
      'another type in front of the blob',
      `ssh-rsa ${sshPublicKey(key).blob.toString('base64')}`,
      'key-malformed',
    ],
    [
      'an RSA key',
      `ssh-rsa ${sshStrings('ssh-rsa', Buffer.of(1, 0, 1), Buffer.alloc(256, 9)).toString('base64')}`,
      'signature-key-type',
    ],
    [
      'bytes after the key',
      `ssh-ed25519 ${Buffer.concat([sshPublicKey(key).blob, Buffer.of(0)]).toString('base64')}`,
      'key-malformed',
    ],
    [
      'a short key',
      `ssh-ed25519 ${sshStrings('ssh-ed25519', Buffer.alloc(31)).toString('base64')}`,
      'key-malformed',
    ],
    ['no key', 'ssh-ed25519', 'key-malformed'],
    ['nothing', '', 'key-malformed'],
  ])('refuses %s', (_name, line, code) => {
    const parsed = parseSshPublicKeyLine(line);
    expect(parsed.ok ? null : parsed.refusal.code).toBe(code);
  });
});

describe('SSHSIG', () => {
  it('several blocks in one file come apart, with nothing between', () => {
    const other = signingKeyFromSeed(Buffer.alloc(32, 8));
    const blocks = [signSshsig(key, 'kaodian-keys', message), signSshsig(other, 'kaodian-keys', message)];
    expect(splitSignatures(blocks.join(''))).toEqual(blocks);
    expect(splitSignatures(blocks.join('\n'))).toBeNull();
    expect(splitSignatures('')).toBeNull();
  });

  it('is byte for byte what ssh-keygen -Y sign writes', () => {
    const folder = scratchFolder();
    writeFileSync(join(folder, 'key'), opensshPrivateKey(key, 'site'), { mode: 0o600 });
    writeFileSync(join(folder, 'file'), message);
    const run = runTool('ssh-keygen', [
      '-Y',
      'sign',
      '-f',
      join(folder, 'key'),
      '-n',
      'kaodian-bag',
      join(folder, 'file'),
    ]);
    expect(run.status).toBe(0);
    expect(readFileSync(join(folder, 'file.sig'), 'utf8')).toBe(signSshsig(key, 'kaodian-bag', message));
  });

  it('ssh-keygen -Y verify and check-novalidate accept ours, and no other namespace', () => {
    const folder = scratchFolder();
    writeFileSync(join(folder, 'allowed'), `SITE namespaces="kaodian-package" ${sshPublicKeyLine(key)}\n`);
    writeFileSync(join(folder, 'sig'), signSshsigDigest(key, 'kaodian-package', sha512(message)));
    const verify = (namespace: string, input: string) =>
      runTool(
        'ssh-keygen',
        [
          '-Y',
          'verify',
          '-f',
          join(folder, 'allowed'),
          '-I',
          'SITE',
          '-n',
          namespace,
          '-s',
          join(folder, 'sig'),
        ],
        { input },
      ).status;
    expect(verify('kaodian-package', message)).toBe(0);
    expect(verify('kaodian-bag', message)).not.toBe(0);
    expect(verify('kaodian-package', `${message} `)).not.toBe(0);
    expect(
      runTool('ssh-keygen', ['-Y', 'check-novalidate', '-n', 'kaodian-package', '-s', join(folder, 'sig')], {
        input: message,
      }).status,
    ).toBe(0);
  });

  it('verifies its own and names the key', () => {
    const verified = verifySshsig(signSshsig(key, 'kaodian-receipt', message), 'kaodian-receipt', message);
    expect(verified.ok && sshFingerprint(verified.value)).toBe(sshFingerprint(key));
  });

  const good = signSshsig(key, 'kaodian-bag', message);
  const inner = sshStrings('ssh-ed25519', Buffer.alloc(64));
  const blob = sshPublicKey(key).blob;
  it.each([
    ['something before the block', `\n${good}`, 'signature-malformed'],
    ['something after the block', `${good}\n`, 'signature-malformed'],
    ['two blocks', good + good, 'signature-malformed'],
    ['CRLF line ends', good.replaceAll('\n', '\r\n'), 'signature-malformed'],
    ['other line lengths', good.replace(/(?<=-\n.{10})/u, '\n'), 'signature-malformed'],
    ['a missing last LF', good.slice(0, -1), 'signature-malformed'],
    ['nothing', '', 'signature-malformed'],
    ['another namespace', signSshsig(key, 'kaodian-package', message), 'signature-namespace'],
    ['another message', signSshsig(key, 'kaodian-bag', 'another'), 'signature-invalid'],
    [
      'another version',
      armored(
        Buffer.concat([
          Buffer.from('SSHSIG'),
          sshUint32(2),
          sshStrings(blob, 'kaodian-bag', '', 'sha512', inner),
        ]),
      ),
      'signature-version',
    ],
    [
      'another hash',
      armored(
        Buffer.concat([
          Buffer.from('SSHSIG'),
          sshUint32(1),
          sshStrings(blob, 'kaodian-bag', '', 'sha256', inner),
        ]),
      ),
      'signature-hash-algorithm',
    ],
    [
      'a filled reserved field',
      armored(
        Buffer.concat([
          Buffer.from('SSHSIG'),
          sshUint32(1),
          sshStrings(blob, 'kaodian-bag', 'x', 'sha512', inner),
        ]),
      ),
      'signature-reserved',
    ],
    [
      'bytes after the last field',
      armored(
        Buffer.concat([
          Buffer.from('SSHSIG'),
          sshUint32(1),
          sshStrings(blob, 'kaodian-bag', '', 'sha512', inner),
          Buffer.of(0),
        ]),
      ),
      'signature-malformed',
    ],
    [
      'bytes after the inner signature',
      armored(
        Buffer.concat([
          Buffer.from('SSHSIG'),
          sshUint32(1),
          sshStrings(blob, 'kaodian-bag', '', 'sha512', Buffer.concat([inner, Buffer.of(0)])),
        ]),
      ),
      'signature-malformed',
    ],
    [
      'another key type',
      armored(
        Buffer.concat([
          Buffer.from('SSHSIG'),
          sshUint32(1),
          sshStrings(sshStrings('ssh-rsa', 'e', 'n'), 'kaodian-bag', '', 'sha512', inner),
        ]),
      ),
      'signature-key-type',
    ],
    [
      'a zero signature',
      armored(
        Buffer.concat([
          Buffer.from('SSHSIG'),
          sshUint32(1),
          sshStrings(blob, 'kaodian-bag', '', 'sha512', inner),
        ]),
      ),
      'signature-invalid',
    ],
  ])('refuses %s', (_name, text, code) => {
    const verified = verifySshsig(text, 'kaodian-bag', message);
    expect(verified.ok ? null : verified.refusal.code).toBe(code);
  });

  it('refuses any single flipped bit of the block', () => {
    const bytes = Buffer.from(good);
    checkProperty(
      fc.property(fc.nat(bytes.length - 1), fc.nat(7), (at, bit) => {
        const flipped = Buffer.from(bytes);
        flipped[at] = (flipped[at] ?? 0) ^ (1 << bit);
        expect(verifySshsig(flipped.toString('latin1'), 'kaodian-bag', message).ok).toBe(false);
      }),
      { times: 6 },
    );
  });

  it('takes a security key for approvals only, and only a touched one', () => {
    const token = tokenSignature('kaodian-approval', 1);
    expect(verifySshsig(token, 'kaodian-approval', message).ok).toBe(true);
    const untouched = verifySshsig(tokenSignature('kaodian-approval', 0), 'kaodian-approval', message);
    expect(untouched.ok ? null : untouched.refusal.code).toBe('signature-invalid');
    const forBag = verifySshsig(tokenSignature('kaodian-bag', 1), 'kaodian-bag', message);
    expect(forBag.ok ? null : forBag.refusal.code).toBe('signature-key-type');
    expect(
      runTool('ssh-keygen', ['-Y', 'check-novalidate', '-n', 'kaodian-approval', '-s', written(token)], {
        input: message,
      }).status,
    ).toBe(0);
  });
});

function written(text: string): string {
  const path = join(scratchFolder(), 'sig');
  writeFileSync(path, text);
  return path;
}

function armored(blob: Buffer): string {
  const lines = blob.toString('base64').replaceAll(/.{1,70}/gu, '$&\n');
  return `-----BEGIN SSH SIGNATURE-----\n${lines}-----END SSH SIGNATURE-----\n`;
}

/** What a FIDO token would answer, made with a plain key (PROTOCOL.u2f of OpenSSH). */
function tokenSignature(namespace: string, flags: number): string {
  const type = 'sk-ssh-ed25519@openssh.com';
  const trailer = Buffer.concat([Buffer.of(flags), sshUint32(42)]);
  const signed = Buffer.concat([Buffer.from('SSHSIG'), sshStrings(namespace, '', 'sha512', sha512(message))]);
  const signature = sign(null, Buffer.concat([sha256('ssh:'), trailer, sha256(signed)]), key);
  const fields = sshStrings(
    sshStrings(type, rawPublicKey(key), 'ssh:'),
    namespace,
    '',
    'sha512',
    Buffer.concat([sshStrings(type, signature), trailer]),
  );
  return armored(Buffer.concat([Buffer.from('SSHSIG'), sshUint32(1), fields]));
}
