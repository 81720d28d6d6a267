import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readTar } from '#node/tarReader.ts';
import { tarHeaderBlock, tarSize, writeTar, type TarFile } from '#node/tarWriter.ts';
import { runTool, scratchFolder } from './scratch.ts';
import { gather, inPieces, patchHeader } from './tarTools.ts';
import { checkProperty } from '../../support/properties.ts';

const mtimeSeconds = 1772703012;
const file = (name: string, text: string): TarFile => {
  const bytes = Buffer.from(text);
  return { name, bytes, size: bytes.length };
};

async function read(tar: Uint8Array, pieceSize = 700) {
  const found = new Map<string, string>();
  const result = await readTar(inPieces(tar, pieceSize), (header) => {
    const chunks: Uint8Array[] = [];
    return {
      write: (chunk) => void chunks.push(chunk),
      end: () => void found.set(header.name, Buffer.concat(chunks).toString('hex')),
    };
  });
  return { result, found };
}

async function refusal(tar: Uint8Array) {
  const { result } = await read(tar);
  return result.ok ? 'ok' : result.refusal.code;
}

const files = [file('b/two.txt', 'second'), file('a.txt', 'first'), file('b/empty', '')];
const tar = await gather(writeTar(files, mtimeSeconds));
/** Offsets of the headers: a.txt at 0 (one block of content), b/empty at 1024 (none), b/two.txt at 1536. */
const second = 1024;
const third = 1536;

describe('writing the tar', () => {
  it('is read by tar, sorted, with one time and no owner', () => {
    const folder = scratchFolder();
    writeFileSync(join(folder, 'x.tar'), tar);
    const run = runTool('tar', ['tvf', 'x.tar', '--numeric-owner', '--utc', '--full-time'], { cwd: folder });
    expect(run).toMatchObject({ status: 0, stderr: '' });
    expect(run.stdout.split('\n').map((line) => line.split(/ +/u).at(-1))).toEqual([
      'a.txt',
      'b/empty',
      'b/two.txt',
      '',
    ]);
    expect(runTool('tar', ['xf', 'x.tar'], { cwd: folder }).status).toBe(0);
    expect(readFileSync(join(folder, 'b/two.txt'), 'utf8')).toBe('second');
    expect(tar.length).toBe(tarSize(files));
  });

  it.each([
    ['a way out of the folder', '../x'],
    ['an absolute name', '/etc/x'],
    ['a capital letter', 'Data/x'],
    ['a hidden part', 'data/.x'],
    ['an empty part', 'data//x'],
    ['a backslash', 'data\\x'],
    ['a Han character', 'data/甲'],
    ['more than 100 bytes', `data/${'x'.repeat(96)}`],
    ['nothing', ''],
  ])('throws on a name with %s', async (_name, name) => {
    await expect(gather(writeTar([file(name, '')], mtimeSeconds))).rejects.toThrow(TypeError);
  });

  it('throws on a name twice, a folder that is a file, a wrong size', async () => {
    await expect(gather(writeTar([file('a', ''), file('a', '')], 0))).rejects.toThrow(TypeError);
    await expect(gather(writeTar([file('a', ''), file('a-b', ''), file('a/b', '')], 0))).rejects.toThrow(
      TypeError,
    );
    await expect(gather(writeTar([{ ...file('a', 'x'), size: 2 }], 0))).rejects.toThrow(TypeError);
    await expect(gather(writeTar([file('a', '')], -1))).rejects.toThrow(TypeError);
    expect((await gather(writeTar([file(`d/${'x'.repeat(98)}`, '')], 0))).length).toBe(1536);
  });
});

describe('reading the tar', () => {
  it('gives back what was written, in pieces of any size', async () => {
    const part = fc.stringMatching(/^[a-z0-9][a-z0-9._-]{0,8}$/u);
    const name = fc.array(part, { minLength: 1, maxLength: 3 }).map((parts) => parts.join('/'));
    const content = fc.dictionary(name, fc.uint8Array({ maxLength: 1600 }), { maxKeys: 6 });
    await checkProperty(
      fc.asyncProperty(content, fc.integer({ min: 1, max: 2000 }), async (dictionary, pieceSize) => {
        const names = Object.keys(dictionary);
        fc.pre(!names.some((left) => names.some((right) => right.startsWith(`${left}/`))));
        const written = Object.entries(dictionary).map(([key, bytes]) => ({
          name: key,
          bytes,
          size: bytes.length,
        }));
        const { result, found } = await read(await gather(writeTar(written, mtimeSeconds)), pieceSize);
        expect(result.ok && result.value.entries.map((entry) => entry.name)).toEqual(names.toSorted());
        expect(found).toEqual(
          new Map(written.map((entry) => [entry.name, Buffer.from(entry.bytes).toString('hex')])),
        );
      }),
      { times: 1.2 },
    );
  });

  it('reads a file that comes as a stream', async () => {
    const bytes = () => inPieces(Buffer.from('streamed'), 3);
    const { found } = await read(await gather(writeTar([{ name: 's', size: 8, bytes }], mtimeSeconds)));
    expect(found.get('s')).toBe(Buffer.from('streamed').toString('hex'));
  });

  it('takes what another writer makes by the same profile', async () => {
    const folder = scratchFolder();
    for (const name of ['a.txt', 'b.txt']) writeFileSync(join(folder, name), name);
    runTool(
      'tar',
      [
        '--format=ustar',
        '-b1',
        '--sort=name',
        '--mode=0644',
        '--numeric-owner',
        '--owner=0',
        '--group=0',
        `--mtime=@${mtimeSeconds}`,
        '-cf',
        'x.tar',
        'a.txt',
        'b.txt',
      ],
      { cwd: folder },
    );
    const { result } = await read(readFileSync(join(folder, 'x.tar')));
    expect(result).toMatchObject({ ok: true, value: { mtimeSeconds } });
    runTool(
      'tar',
      [
        '--format=ustar',
        '--mode=0644',
        '--numeric-owner',
        '--owner=0',
        '--group=0',
        `--mtime=@${mtimeSeconds}`,
        '-cf',
        'y.tar',
        'a.txt',
        'b.txt',
      ],
      { cwd: folder },
    );
    expect(await refusal(readFileSync(join(folder, 'y.tar')))).toBe('tar-trailing-bytes');
  });

  const swapped = Buffer.concat([
    tar.subarray(third, third + 1024),
    tar.subarray(0, second),
    Buffer.alloc(1024),
  ]);
  const twice = Buffer.concat([tar.subarray(0, second), tar]);
  const nested = Buffer.concat([
    tarHeaderBlock({ name: 'a', size: 0, mtimeSeconds }),
    tarHeaderBlock({ name: 'a/b', size: 0, mtimeSeconds }),
    Buffer.alloc(1024),
  ]);
  it.each([
    ['nothing', Buffer.alloc(0), 'tar-truncated'],
    ['one zero block', Buffer.alloc(512), 'tar-truncated'],
    ['a cut header', tar.subarray(0, 300), 'tar-truncated'],
    ['cut content', tar.subarray(0, 514), 'tar-truncated'],
    ['cut padding', tar.subarray(0, 600), 'tar-truncated'],
    ['no end', tar.subarray(0, -1024), 'tar-truncated'],
    ['half an end', tar.subarray(0, -512), 'tar-truncated'],
    ['three zero blocks', Buffer.concat([tar, Buffer.alloc(512)]), 'tar-trailing-bytes'],
    ['a byte too many', Buffer.concat([tar, Buffer.of(0)]), 'tar-trailing-bytes'],
    ['a file after a zero block', Buffer.concat([Buffer.alloc(512), tar]), 'tar-trailing-bytes'],
    [
      'a symbolic link',
      patchHeader(patchHeader(tar, second, 156, '2'), second, 157, '/etc/passwd'),
      'tar-entry-type',
    ],
    ['a hard link', patchHeader(tar, second, 156, '1'), 'tar-entry-type'],
    ['a character device', patchHeader(tar, second, 156, '3'), 'tar-entry-type'],
    ['a folder', patchHeader(tar, second, 156, '5'), 'tar-entry-type'],
    ['a pax header', patchHeader(tar, second, 156, 'x'), 'tar-entry-type'],
    ['a GNU long name', patchHeader(tar, second, 156, 'L'), 'tar-entry-type'],
    ['an old file type', patchHeader(tar, second, 156, '\0'), 'tar-entry-type'],
    ['a GNU archive', patchHeader(tar, 0, 257, 'ustar  \0'), 'tar-not-ustar'],
    ['a way out', patchHeader(tar, 0, 0, '../xt'), 'tar-name'],
    ['an absolute name', patchHeader(tar, 0, 0, '/.txt'), 'tar-name'],
    ['a capital letter', patchHeader(tar, 0, 0, 'A'), 'tar-name'],
    ['a prefix', patchHeader(tar, 0, 345, 'up'), 'tar-name'],
    ['bytes behind the name’s end', patchHeader(tar, 0, 50, 'x'), 'tar-name'],
    ['another order', swapped, 'tar-order'],
    ['a name twice', twice, 'tar-name-duplicate'],
    ['a folder that is a file', nested, 'tar-name'],
    ['another mode', patchHeader(tar, 0, 100, '0000600'), 'tar-mode'],
    ['a set-uid bit', patchHeader(tar, 0, 100, '0004644'), 'tar-mode'],
    ['an owner', patchHeader(tar, 0, 108, '0001750'), 'tar-owner'],
    ['a group', patchHeader(tar, 0, 116, '0001750'), 'tar-owner'],
    ['an owner’s name', patchHeader(tar, 0, 265, 'root'), 'tar-owner'],
    ['a group’s name', patchHeader(tar, 0, 297, 'root'), 'tar-owner'],
    ['another time', patchHeader(tar, second, 136, '00000000001'), 'tar-mtime'],
    ['a link name', patchHeader(tar, second, 157, 'x'), 'tar-header-field'],
    ['device numbers', patchHeader(tar, second, 329, '0000001'), 'tar-header-field'],
    ['bytes at the header’s end', patchHeader(tar, second, 505, 'x'), 'tar-header-field'],
    ['a size in another spelling', patchHeader(tar, second, 124, '          0\0'), 'tar-size'],
    ['a size in base 256', patchHeader(tar, second, 124, '\x80'), 'tar-size'],
    ['a size in fewer digits', patchHeader(tar, second, 124, '0\0\0\0\0\0\0\0\0\0\0'), 'tar-header-field'],
    ['a wrong checksum', Buffer.concat([Buffer.from('b'), tar.subarray(1)]), 'tar-checksum'],
    ['filled padding', Buffer.concat([tar.subarray(0, 600), Buffer.of(1), tar.subarray(601)]), 'tar-padding'],
  ])('refuses %s', async (_name, bytes, code) => {
    expect(await refusal(bytes)).toBe(code);
  });

  it('refuses any flipped bit outside the contents', async () => {
    await checkProperty(
      fc.asyncProperty(fc.nat(tar.length - 1), fc.nat(7), async (at, bit) => {
        const isContent = (at >= 512 && at < 517) || (at >= third + 512 && at < third + 518);
        fc.pre(!isContent);
        const flipped = Buffer.from(tar);
        flipped[at] = (flipped[at] ?? 0) ^ (1 << bit);
        expect(await refusal(flipped)).not.toBe('ok');
      }),
      { times: 8 },
    );
  });
});
