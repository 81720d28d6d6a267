import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { checkpointMatches, signCheckpoint, verifyCheckpoint } from '#node/checkpoint.ts';
import { signingKeyFromSeed, sshFingerprint } from '#node/ed25519.ts';
import { sha256Hex } from '#node/hashes.ts';
import { emptyFrontier, frontierOf, merkleRoot } from '#node/merkle.ts';
import { signSshsig } from '#node/sshsig.ts';
import { checkpointText, parseCheckpoint, videoHeadsText } from '#shared/formats/checkpointText.ts';
import { parseShortForm } from '#shared/formats/shortForm.ts';
import { runTool, scratchFolder } from './scratch.ts';

const key = signingKeyFromSeed(Buffer.alloc(32, 5));
const leaves = ['a', 'b', 'c'].map((text) => sha256Hex(text));
const input = {
  institutionCode: 'Y510100000123',
  ledgerId: '01JNB3R4XYZ',
  epoch: 1,
  frontier: frontierOf(leaves),
  head: leaves[2] ?? '',
  video: { cam2: [5, 'b'.repeat(64)], cam1: [3, 'a'.repeat(64)] },
  time: '2026-03-05T09:30:12.345Z',
} as const;
const signed = signCheckpoint(input, key);

describe('checkpoint', () => {
  it('has the seven lines of the format', () => {
    expect(signed.text).toBe(
      `kaodian/Y510100000123/01JNB3R4XYZ\n3\n${merkleRoot(leaves).toString('base64')}\nepoch 1\nhead ${leaves[2]}\nvideo ${sha256Hex(`{"cam1":[3,"${'a'.repeat(64)}"],"cam2":[5,"${'b'.repeat(64)}"]}`)}\ntime 2026-03-05T09:30:12.345Z\n`,
    );
    expect(videoHeadsText({})).toBe('{}');
  });

  it('verifies, here and with ssh-keygen, and names its key', () => {
    const verified = verifyCheckpoint(signed.text, signed.signature);
    expect(verified.ok && sshFingerprint(verified.value.key)).toBe(sshFingerprint(key));
    const path = join(scratchFolder(), 'sig');
    writeFileSync(path, signed.signature);
    expect(
      runTool('ssh-keygen', ['-Y', 'check-novalidate', '-n', 'kaodian-checkpoint', '-s', path], {
        input: signed.text,
      }).status,
    ).toBe(0);
    expect(verifyCheckpoint(signed.text, signSshsig(key, 'kaodian-bag', signed.text))).toMatchObject({
      refusal: { code: 'signature-namespace' },
    });
  });

  it('its short form is made of its text', () => {
    expect(signed.sha256).toBe(sha256Hex(signed.text));
    expect(parseShortForm(signed.shortForm)).toMatchObject({
      ok: true,
      value: { epoch: 1, size: 3, institutionCode: 'Y510100000123' },
    });
  });

  it.each([
    ['no last LF', signed.text.slice(0, -1)],
    ['a line more', `${signed.text}x\n`],
    ['CRLF', signed.text.replaceAll('\n', '\r\n')],
    ['another maker', signed.text.replace('kaodian', 'other')],
    ['a leading zero', signed.text.replace('\n3\n', '\n03\n')],
    ['no rows', signed.text.replace('\n3\n', '\n0\n')],
    ['a size beyond safe integers', signed.text.replace('\n3\n', '\n9007199254740993\n')],
    ['base64 with loose bits', signed.text.replace(/.=\n/u, 'B=\n')],
    ['a head in capitals', signed.text.replace(/head .*/u, (line) => `head ${line.slice(5).toUpperCase()}`)],
    ['a time that does not exist', signed.text.replace('03-05', '02-30')],
    ['a time without milliseconds', signed.text.replace('.345', '')],
  ])('refuses %s', (_name, text) => {
    expect(parseCheckpoint(text)).toMatchObject({ ok: false, refusal: { code: 'checkpoint-malformed' } });
  });

  it('cannot be made of a ledger without rows, or of values without a line', () => {
    expect(() => signCheckpoint({ ...input, frontier: emptyFrontier }, key)).toThrow(TypeError);
    const parsed = parseCheckpoint(signed.text);
    if (!parsed.ok) throw new Error(parsed.refusal.code);
    expect(checkpointText(parsed.value)).toBe(signed.text);
    expect(() => checkpointText({ ...parsed.value, ledgerId: 'a/b' })).toThrow(TypeError);
    expect(() => checkpointText({ ...parsed.value, epoch: -1 })).toThrow(TypeError);
  });

  it('is held against the rows it is about', () => {
    const parsed = parseCheckpoint(signed.text);
    if (!parsed.ok) throw new Error(parsed.refusal.code);
    const rows = { frontier: input.frontier, head: input.head };
    expect(checkpointMatches(parsed.value, rows).ok).toBe(true);
    expect(checkpointMatches(parsed.value, { ...rows, head: 'f'.repeat(64) })).toMatchObject({
      refusal: { code: 'checkpoint-head-differs' },
    });
    expect(checkpointMatches(parsed.value, { ...rows, frontier: frontierOf(leaves.slice(1)) })).toMatchObject(
      { refusal: { code: 'checkpoint-size-differs' } },
    );
    expect(
      checkpointMatches(parsed.value, { ...rows, frontier: frontierOf(leaves.toReversed()) }),
    ).toMatchObject({ refusal: { code: 'checkpoint-root-differs' } });
  });
});
