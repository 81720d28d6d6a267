import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  AgeAltered,
  ageDecrypt,
  ageEncrypt,
  ageFingerprint,
  ageRecipientOf,
  generateAgeKeys,
  isAgeRecipient,
  parseAgeIdentityFile,
} from '#node/ageFile.ts';
import { runTool, scratchFolder } from './scratch.ts';
import { gather, inPieces } from './tarTools.ts';

const ours = await generateAgeKeys();
const other = await generateAgeKeys();
const stranger = await generateAgeKeys();
const content = Buffer.alloc(200_001, 'candidate ');

async function encrypted(bytes: Uint8Array = content): Promise<Buffer> {
  const result = await ageEncrypt(inPieces(bytes, 40_000), [ours.recipient, other.recipient]);
  if (!result.ok) throw new Error(result.refusal.code);
  return gather(result.value);
}

async function open(bytes: Uint8Array, identity = ours.identity) {
  const opened = await ageDecrypt(inPieces(bytes, 30_000), identity);
  return opened.ok ? gather(opened.value) : opened.refusal.code;
}

describe('age files', () => {
  it.each([0, 1, 65_535, 65_536, 65_537, 131_072])(
    '%i bytes go to both recipients and back, and no one else',
    async (size) => {
      const bytes = content.subarray(0, size);
      const file = await encrypted(bytes);
      expect(await open(file)).toEqual(Buffer.from(bytes));
      expect(await open(file, other.identity)).toEqual(Buffer.from(bytes));
      expect(await open(file, stranger.identity)).toBe('age-other-key');
    },
  );

  it('Debian’s age opens ours, and we open its files', async () => {
    const folder = scratchFolder();
    writeFileSync(join(folder, 'key'), `${ours.identity}\n`, { mode: 0o600 });
    writeFileSync(join(folder, 'ours.age'), await encrypted());
    expect(runTool('age', ['-d', '-i', 'key', '-o', 'plain', 'ours.age'], { cwd: folder })).toMatchObject({
      status: 0,
    });
    expect(readFileSync(join(folder, 'plain')).equals(content)).toBe(true);
    expect(
      runTool('age', ['-r', ours.recipient, '-r', other.recipient, '-o', 'theirs.age', 'plain'], {
        cwd: folder,
      }).status,
    ).toBe(0);
    expect(await open(readFileSync(join(folder, 'theirs.age')))).toEqual(content);
  });

  it('reads a key file of age-keygen and finds its recipient', async () => {
    const folder = scratchFolder();
    runTool('age-keygen', ['-o', join(folder, 'key')]);
    const text = readFileSync(join(folder, 'key'), 'utf8');
    const identity = parseAgeIdentityFile(text);
    if (!identity.ok) throw new Error(identity.refusal.code);
    expect(await ageRecipientOf(identity.value)).toEqual({
      ok: true,
      value: /age1[a-z0-9]+/u.exec(text)?.[0],
    });
    expect(parseAgeIdentityFile(`${text}${text}`).ok).toBe(false);
    expect(parseAgeIdentityFile(ours.recipient).ok).toBe(false);
  });

  it('a file that is cut off or goes on is altered, also at the edge of a piece', async () => {
    const file = await encrypted();
    const payloadStart = file.length - (content.length + 4 * 16);
    for (const length of [file.length - 1, payloadStart + 65_552, payloadStart + 3 * 65_552, payloadStart]) {
      await expect(open(file.subarray(0, length))).rejects.toThrow(AgeAltered);
    }
    await expect(open(Buffer.concat([file, Buffer.of(0)]))).rejects.toThrow(AgeAltered);
  });

  it('a changed header is refused before anything comes out', async () => {
    const file = await encrypted();
    const text = file.toString('latin1');
    const mac = text.indexOf('\n--- ') + 5;
    const changed = Buffer.from(file);
    changed[mac] = (changed[mac] ?? 0) === 0x41 ? 0x42 : 0x41;
    expect(await open(changed)).toMatch(/^age-(?:altered|malformed)$/u);
    expect(await open(Buffer.from('not an age file\n'))).toBe('age-malformed');
    expect(await open(Buffer.alloc(0))).toBe('age-malformed');
    expect(await open(file, 'AGE-SECRET-KEY-1XYZ')).toBe('age-not-a-recipient');
  });

  it('knows a recipient by its checksum', async () => {
    expect(isAgeRecipient(ours.recipient)).toBe(true);
    const last = ours.recipient.at(-1) === 'q' ? 'p' : 'q';
    expect(isAgeRecipient(ours.recipient.slice(0, -1) + last)).toBe(false);
    expect(isAgeRecipient(ours.identity)).toBe(false);
    expect(await ageEncrypt(inPieces(content), [])).toMatchObject({
      refusal: { code: 'age-not-a-recipient' },
    });
    expect(ageFingerprint(ours.recipient)).toMatch(/^SHA256:[A-Za-z0-9+/]{43}$/u);
  });
});
