import { describe, expect, it } from 'vitest';
import { concatList, sourceArguments, withCredentials } from '../../../src-main/recorder/ffmpegArguments.ts';
import { causeOf, redact } from '../../../src-main/recorder/redact.ts';
import { retryAfterMs } from '../../../src-main/recorder/retry.ts';

const secret = "p@ss/w:ö'rd %";

describe('a password', () => {
  const url = withCredentials('rtsp://10.0.0.9:554/main?a=1', 'admin', secret);

  it('is percent-encoded in the address, and read back as it was', () => {
    expect(decodeURIComponent(new URL(url).password)).toBe(secret);
    expect(new URL(url).host).toBe('10.0.0.9:554');
  });

  it('takes the place of what stands in the address already', () => {
    expect(withCredentials('rtsp://old:one@h/x', 'a', 'b')).toBe('rtsp://a:b@h/x');
    expect(withCredentials('rtsp://h/x@y', null, null)).toBe('rtsp://h/x@y');
  });

  it('cannot end its line in the list', () => {
    const list = concatList(withCredentials("rtsp://h/'\nfile '/etc/passwd", 'a', "x'\noption y z"), 'tcp');
    expect(list.split('\n').filter((line) => line.startsWith('file '))).toHaveLength(1);
    expect(list.match(/'/g)).toHaveLength(2);
  });

  it('never stands in the arguments', () => {
    const source = {
      kind: 'rtsp',
      mainUrl: 'rtsp://h/m',
      subUrl: null,
      user: 'admin',
      password: secret,
      transport: 'tcp',
    } as const;
    const { input, stdin } = sourceArguments(source, 'main', 'linux', 0) ?? { input: [], stdin: '' };
    expect(input.join(' ')).not.toContain('admin');
    expect(input.join(' ')).not.toContain('h/m');
    expect(stdin).toContain(encodeURIComponent('p@ss/w'));
  });

  it.each([
    `[concat @ 0x1] Impossible to open '${url}'`,
    `method DESCRIBE failed for ${url}: 401`,
    `user said ${secret}`,
    `and ${encodeURIComponent(secret)}`,
  ])('is taken out of what ffmpeg says: %s', (line) => {
    const clean = redact(line, [secret]);
    expect(clean).not.toContain(secret);
    expect(clean).not.toContain(encodeURIComponent(secret));
    expect(clean).not.toContain('admin:');
  });
});

it.each([
  ['[tcp @ 0x1] Connection to tcp://127.0.0.1:1?timeout=3000000 failed: Connection refused', 'unreachable'],
  ['[tcp @ 0x1] Failed to resolve hostname nohost.invalid: Name or service not known', 'unreachable'],
  ['[rtsp @ 0x1] method DESCRIBE failed: 401 Unauthorized', 'wrongPassword'],
  ['[rtsp @ 0x1] method DESCRIBE failed: 404 Not Found', 'notAStream'],
  ["[http @ 0x1] Protocol 'http' not on whitelist 'pipe,rtsp'!", 'notAStream'],
  ['pipe:0: Invalid data found when processing input', 'notAStream'],
  ["Stream map '0:v:0' matches no streams.", 'noVideo'],
  ['/dev/video0: Device or resource busy', 'deviceBusy'],
  ['', 'unreachable'],
] as const)('what ffmpeg says means: %s is %s', (line, cause) => {
  expect(causeOf([line])).toBe(cause);
});

it('a stream is tried again soon, a wrong password rarely', () => {
  expect([1, 2, 3, 9].map((attempt) => retryAfterMs('unreachable', attempt))).toEqual([250, 500, 1000, 1000]);
  expect([1, 2, 5, 9].map((attempt) => retryAfterMs('wrongPassword', attempt))).toEqual([
    5000, 10_000, 60_000, 60_000,
  ]);
});
