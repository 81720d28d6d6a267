import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { generateSigningKey } from '#node/ed25519.ts';
import { signSshsig } from '#node/sshsig.ts';
import { firstWords, keysOf, languages } from '#shared/words/words.ts';
import { oneAtATime } from '../../../src-centre/oneAtATime.ts';
import { html } from '../../../src-centre/page/html.ts';
import { findingText } from '../../../src-centre/findingText.ts';
import { readCheckedPiece } from '../../../src-centre/tusEndpoint.ts';
import { batchFindings } from '../../../src-centre/review.ts';
import type { StoredPackage } from '../../../src-centre/packageRecord.ts';
import { parseUploadMetadata } from '../../../src-centre/uploads.ts';
import { checkWalls, hostsOf, readBounded } from '../../../src-centre/walls.ts';
import { checkProperty } from '../../support/properties.ts';

const code = 'Y510100000123';

function stream(...chunks: readonly Uint8Array[]): ReadableStream<Uint8Array> {
  return new ReadableStream({
    start(controller) {
      for (const chunk of chunks) controller.enqueue(chunk);
      controller.close();
    },
  });
}

const sent = (...chunks: readonly Uint8Array[]) => ({ body: stream(...chunks), headers: new Headers() });

describe('html', () => {
  test('escapes whatever is filled in, at any depth, and only that', () => {
    checkProperty(
      fc.property(fc.string(), (text) => {
        const inner = html`<b title="${text}">${[text, html`<i>${text}</i>`]}</b>`.text;
        const stripped = inner
          .replace('<b title="', '')
          .replace('">', '')
          .replace('<i>', '')
          .replace('</i></b>', '');
        expect(stripped).not.toMatch(/[<>"']/u);
        expect(stripped.replaceAll(/&(?:amp|lt|gt|quot|#39);/gu, '')).not.toContain('&');
      }),
      { times: 2 },
    );
    expect(html`${null}${0}${'<'}`.text).toBe('0&lt;');
  });
});

describe('walls', () => {
  const hosts = hostsOf(8443, ['centre.example', '127.0.0.1']);
  const cases: readonly (readonly [Readonly<Record<string, string>>, string | null])[] = [
    [{ host: 'centre.example:8443' }, null],
    [{ host: 'CENTRE.example:8443', 'sec-fetch-site': 'none' }, null],
    [
      { host: 'centre.example:8443', origin: 'https://centre.example:8443', 'sec-fetch-site': 'same-origin' },
      null,
    ],
    [{ host: 'centre.example' }, 'host-not-ours'],
    [{ host: 'centre.example:8443.evil.example' }, 'host-not-ours'],
    [{}, 'host-not-ours'],
    [{ host: '127.0.0.1:8443', origin: 'null' }, 'origin-not-ours'],
    [{ host: '127.0.0.1:8443', origin: 'https://centre.example:8443' }, 'origin-not-ours'],
    [{ host: '127.0.0.1:8443', 'sec-fetch-site': 'same-site' }, 'origin-not-ours'],
  ];
  test.each(cases)('%j', (headers, problem) => {
    const checked = checkWalls(new Request('http://x.invalid/', { headers }), hosts);
    expect(checked.ok ? null : checked.refusal.code).toBe(problem);
  });
});

describe('metadata of an upload', () => {
  const signature = signSshsig(generateSigningKey(), 'kaodian-package', 'x');
  const good = {
    name: `KD-${code}-2026-01-r1.tar.age`,
    sha256: 'a'.repeat(64),
    institutionCode: code,
    signature,
  };
  const header = (fields: Readonly<Record<string, string>>): string =>
    Object.entries(fields)
      .map(([key, value]) => `${key} ${Buffer.from(value).toString('base64')}`)
      .join(',');

  test('is read whole', () => {
    expect(parseUploadMetadata(header(good), code)).toMatchObject({
      ok: true,
      value: { ...good, batchNo: '2026-01', revision: 1 },
    });
  });

  test.each([
    ['a field twice', `${header(good)},name ${Buffer.from('x').toString('base64')}`, 'metadata-invalid'],
    ['no base64', 'name ???', 'metadata-invalid'],
    ['nothing', '', 'metadata-invalid'],
    ['an upper-case hash', header({ ...good, sha256: 'A'.repeat(64) }), 'metadata-invalid'],
    ['another institution', header({ ...good, institutionCode: 'Y510100000999' }), 'institution-differs'],
    ['a folder in the name', header({ ...good, name: `../${good.name}` }), 'package-name'],
    ['something behind the signature', header({ ...good, signature: `${signature}\n` }), 'signature-invalid'],
  ])('%s is refused', (_what, text, problem) => {
    const parsed = parseUploadMetadata(text, code);
    expect(parsed.ok ? null : parsed.refusal.code).toBe(problem);
  });
});

describe('a piece', () => {
  const bytes = Buffer.from('a piece of a package');
  const sum = (algorithm: string) => `${algorithm} ${createHash(algorithm).update(bytes).digest('base64')}`;

  test.each(['sha1', 'sha256'])('with a right %s checksum is taken as it is', async (algorithm) => {
    const piece = await readCheckedPiece(sum(algorithm), sent(bytes.subarray(0, 5), bytes.subarray(5)), 99);
    expect(piece.ok && piece.value.equals(bytes)).toBe(true);
  });

  test.each([
    ['sha256 AAAA', 'checksum-mismatch'],
    [sum('md5'), 'checksum-invalid'],
    ['sha256', 'checksum-invalid'],
  ])('with checksum %s is refused', async (header, problem) => {
    const piece = await readCheckedPiece(header, sent(bytes), 99);
    expect(piece.ok ? null : piece.refusal.code).toBe(problem);
  });

  test('is read up to a limit and no further', async () => {
    expect(await readBounded(sent(bytes, bytes), bytes.length * 2)).toMatchObject({ ok: true });
    expect(await readBounded(sent(bytes, bytes), bytes.length * 2 - 1)).toMatchObject({
      refusal: { code: 'too-large' },
    });
  });
});

describe('work on one thing', () => {
  test('never overlaps, goes on after a failure, and does not hold up other things', async () => {
    const queues = oneAtATime();
    const log: string[] = [];
    const gate = Promise.withResolvers<void>();
    const first = queues('a', async () => {
      await gate.promise;
      log.push('a1');
      throw new Error('broken');
    });
    const second = queues('a', async () => log.push('a2'));
    await queues('b', async () => log.push('b'));
    gate.resolve();
    await expect(first).rejects.toThrow('broken');
    await second;
    expect(log).toEqual(['b', 'a1', 'a2']);
  });
});

describe('what came before', () => {
  const stored = (
    revision: number,
    bagSha256: string,
    verdict: 'good' | 'refused' | 'returned',
  ): StoredPackage => ({
    intake: {
      format: 'kaodian-centre-intake-v1',
      name: `KD-${code}-2026-01-r${revision}.tar.age`,
      sha256: bagSha256,
      size: 1,
      institutionCode: code,
      batchNo: '2026-01',
      revision,
      firstReceivedAt: '2026-03-06T08:00:00.000Z',
      signer: 'SHA256:x',
    },
    review: {
      format: 'kaodian-centre-review-v1',
      reviewedAt: '2026-03-06T08:00:00.000Z',
      verdict,
      passed: [],
      findings: [],
      bagSha256,
      checkpoint: null,
      ticketNumbers: [],
    },
  });
  const [a, b] = ['a'.repeat(64), 'b'.repeat(64)] as const;

  test.each([
    ['nothing', 1, a, [], []],
    ['the same content', 1, a, [stored(1, a, 'good')], []],
    ['other content of the same revision', 1, a, [stored(1, b, 'good')], ['package-conflict']],
    ['other content that was refused', 1, a, [stored(1, b, 'refused')], []],
    ['a lower revision', 2, a, [stored(1, b, 'good')], []],
    ['a higher revision', 1, a, [stored(2, b, 'good')], ['package-stale']],
    ['both', 1, a, [stored(1, b, 'good'), stored(3, b, 'returned')], ['package-conflict', 'package-stale']],
  ] as const)('%s', (_what, revision, bag, before, codes) => {
    expect(batchFindings({ revision }, bag, before).map((finding) => finding.code)).toEqual(codes);
  });
});

describe('words', () => {
  const findingCodes = [
    ...keysOf(firstWords.formats.refusals).filter(
      (each) => !/^(?:short-form|key-|allowed-|receipt-|centre-keys|copy-|evidence-)/u.test(each),
    ),
    'package-conflict',
    'package-stale',
    'hash-differs',
  ];
  test.each(findingCodes)('%s has a way out in both languages', (finding) => {
    for (const language of languages) expect(findingText(finding, language)).not.toBe(finding);
    expect(findingText(finding, 'zh')).toMatch(/\p{Script=Han}/u);
    expect(findingText(finding, 'en')).not.toMatch(/\p{Script=Han}/u);
  });
});
