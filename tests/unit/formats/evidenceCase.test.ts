import { createHash } from 'node:crypto';
import { copyFileSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { signCheckpoint } from '#node/checkpoint.ts';
import { signingKeyFromSeed, sshPublicKey, sshPublicKeyLine } from '#node/ed25519.ts';
import { verifyEvidenceCase, writeEvidenceCase } from '#node/evidenceCase.ts';
import type { EvidenceRow } from '#node/evidenceCase.ts';
import { sha256Hex } from '#node/hashes.ts';
import { appendLeaf, emptyFrontier } from '#node/merkle.ts';
import { jcs } from '#shared/formats/jcs.ts';
import { runTool, scratchFolder } from './scratch.ts';

const key = signingKeyFromSeed(Buffer.alloc(32, 7));
const stranger = signingKeyFromSeed(Buffer.alloc(32, 8));
const camera = '0CAM0000000000000000000001';
const code = 'S500100000001';
const name = `KD-EV-${code}-1`;

const secondAt = (second: number) =>
  new Date(Date.parse('2026-11-24T01:00:00.000Z') + second * 1000).toISOString();

/** Real pictures: five segments of a test source, two seconds each, made by ffmpeg. */
function recorded(folder: string): readonly string[] {
  const made = runTool('ffmpeg', [
    '-v',
    'error',
    '-f',
    'lavfi',
    '-i',
    'testsrc2=size=160x120:rate=5',
    '-t',
    '10',
    '-c:v',
    'libx264',
    '-g',
    '10',
    '-keyint_min',
    '10',
    '-sc_threshold',
    '0',
    '-pix_fmt',
    'yuv420p',
    '-f',
    'segment',
    '-segment_time',
    '2',
    '-segment_format',
    'mp4',
    '-reset_timestamps',
    '1',
    join(folder, 'seg%d.mp4'),
  ]);
  expect([made.status, made.stderr]).toEqual([0, '']);
  return readdirSync(folder)
    .filter((file) => file.startsWith('seg'))
    .toSorted()
    .map((file) => join(folder, file));
}

/** The chain of a camera whose third row is a gap. */
function chainOf(files: readonly string[]): { readonly rows: readonly EvidenceRow[]; readonly head: string } {
  let prev = '0'.repeat(64);
  const rows = [0, 1, 2, 3, 4, 5].map((at): EvidenceRow => {
    const path = at === 2 ? null : files[at > 2 ? at - 1 : at];
    const bytes = path == null ? null : readFileSync(path);
    const text = jcs(
      {
        v: 1,
        ledger: '0LEDGER0000000000000000001',
        epoch: 0,
        camera,
        run: '0RVN0000000000000000000001',
        index: at,
        kind: bytes === null ? 'gap' : 'segment',
        start: secondAt(at * 2),
        end: secondAt(at * 2 + 2),
        clockOffsetMs: 0,
        size: bytes?.length ?? 0,
        sha256: bytes === null ? null : sha256Hex(bytes),
        cause: bytes === null ? 'streamLost' : null,
        prev,
      },
      { integersOnly: true },
    );
    prev = createHash('sha256').update(`kaodian-segment-v1\0${text}`).digest('hex');
    return {
      no: at + 1,
      text,
      file: path == null || bytes === null ? null : { path, sha256: sha256Hex(bytes) },
    };
  });
  return { rows, head: prev };
}

function joinByFfmpeg(files: readonly string[], target: string): Promise<boolean> {
  const list = `${target}.txt`;
  writeFileSync(list, files.map((file) => `file '${file}'\n`).join(''));
  const run = runTool('ffmpeg', [
    '-v',
    'error',
    '-f',
    'concat',
    '-safe',
    '0',
    '-i',
    list,
    '-c',
    'copy',
    target,
  ]);
  rmSync(list);
  return Promise.resolve(run.status === 0);
}

/** A case of seconds 2 to 9 on a drive. */
async function written(): Promise<{ readonly drive: string; readonly path: string }> {
  const source = scratchFolder();
  const drive = scratchFolder();
  const { rows, head } = chainOf(recorded(source));
  const video = { [camera]: [rows.length, head] as const };
  const checkpoint = signCheckpoint(
    {
      institutionCode: code,
      ledgerId: '0LEDGER0000000000000000001',
      epoch: 0,
      frontier: appendLeaf(emptyFrontier, createHash('sha256').update('row').digest()),
      head: '1'.repeat(64),
      video,
      time: secondAt(60),
    },
    key,
  );
  const done = await writeEvidenceCase(drive, name, {
    about: {
      caseId: '0CASE000000000000000000001',
      institutionCode: code,
      institutionName: '测试技工学校',
      batchNo: 'B1',
      incidentId: null,
      from: secondAt(2),
      to: secondAt(9),
      reason: '复核考场秩序',
      askedBy: '主考',
      exportedAt: secondAt(70),
      softwareVersion: 'test',
    },
    // rows from the anchor before the span on
    cameras: [{ cameraId: camera, name: '前门', roomName: '第 1 考场', rows: rows.slice(1) }],
    checkpoint,
    video,
    words: '录像调取\n',
    signingKey: key,
    join: joinByFfmpeg,
  });
  if (!done.ok) throw new Error(JSON.stringify(done.refusal));
  return { drive, path: done.value.path };
}

const verdictOf = async (path: string) => {
  const verdict = await verifyEvidenceCase(path, sshPublicKey(key));
  return verdict.ok ? 'sound' : verdict.refusal;
};

describe('an evidence case', () => {
  it('is checked by sha256sum, ssh-keygen, jq and ffprobe alone', async () => {
    const { path, drive } = await written();
    expect(runTool('sha256sum', ['--strict', '--quiet', '-c', 'SHA256SUMS'], { cwd: path })).toMatchObject({
      status: 0,
    });
    writeFileSync(join(drive, 'signers'), `${code} ${sshPublicKeyLine(key, code)}\n`);
    for (const [namespace, file, signature] of [
      ['kaodian-evidence', 'SHA256SUMS', 'SHA256SUMS.sig'],
      ['kaodian-checkpoint', 'checkpoint', 'checkpoint.sig'],
    ] as const) {
      const args = [
        '-Y',
        'verify',
        '-f',
        join(drive, 'signers'),
        '-I',
        code,
        '-n',
        namespace,
        '-s',
        join(path, signature),
      ];
      const input = readFileSync(join(path, file));
      expect(runTool('ssh-keygen', args, { input })).toMatchObject({ status: 0 });
    }
    // from row to row, as docs/evidence.md says, up to the head that the checkpoint stands for
    const script = `set -eu
      last=""
      while IFS= read -r line; do
        if [ -n "$last" ]; then [ "$(printf %s "$line" | jq -r .prev)" = "$last" ]; fi
        last=$( (printf 'kaodian-segment-v1\\0'; printf %s "$line") | sha256sum | cut -d' ' -f1)
      done < chain/${camera}.ndjson
      [ "$last" = "$(jq -r '.["${camera}"][1]' video.json)" ]
      grep -qx "video $(sha256sum < video.json | cut -d' ' -f1)" checkpoint`;
    expect(runTool('bash', ['-c', script], { cwd: path })).toMatchObject({ status: 0, stderr: '' });
    const probe = runTool('ffprobe', [
      '-v',
      'error',
      '-show_entries',
      'format=duration:stream=codec_name',
      '-of',
      'json',
      join(path, 'joined', `${camera}.mp4`),
    ]);
    const found = JSON.parse(probe.stdout) as {
      streams: { codec_name: string }[];
      format: { duration: string };
    };
    expect(found.streams[0]?.codec_name).toBe('h264');
    expect(Number(found.format.duration)).toBeGreaterThan(5);
    expect(await verdictOf(path)).toBe('sound');
  });

  it('says in its index what was asked, every segment and the gap', async () => {
    const { path } = await written();
    const index = JSON.parse(readFileSync(join(path, 'index.json'), 'utf8')) as {
      reason: string;
      cameras: { segments: { no: number; kind: string; file: string | null }[] }[];
    };
    expect(index.reason).toBe('复核考场秩序');
    expect(index.cameras[0]?.segments.map(({ no, kind }) => [no, kind])).toEqual([
      [2, 'segment'],
      [3, 'gap'],
      [4, 'segment'],
      [5, 'segment'],
    ]);
  });

  const first = (path: string) => {
    const folder = join(path, 'segments', camera);
    const [file] = readdirSync(folder).toSorted();
    return join(folder, file ?? '');
  };
  const tricks: readonly (readonly [string, (path: string) => void, string])[] = [
    [
      'an altered segment',
      (path) => writeFileSync(first(path), Buffer.concat([readFileSync(first(path)), Buffer.of(0)])),
      'evidence-file-altered',
    ],
    ['a removed segment', (path) => rmSync(first(path)), 'evidence-file-missing'],
    [
      'an extra segment',
      (path) => copyFileSync(first(path), join(path, 'segments', camera, '999999-extra.mp4')),
      'evidence-file-unknown',
    ],
    [
      'an altered joined file',
      (path) => writeFileSync(join(path, 'joined', `${camera}.mp4`), 'x'),
      'evidence-file-altered',
    ],
    [
      'a row taken out of the chain',
      (path) =>
        rewritten(path, `chain/${camera}.ndjson`, (text) => text.split('\n').toSpliced(1, 1).join('\n')),
      'signature-invalid',
    ],
  ];
  it.each(tricks)('with %s is found out', async (_, change, found) => {
    const { path } = await written();
    change(path);
    expect(await verdictOf(path)).toMatchObject({ code: found });
  });

  /** Changes a file and makes the list agree with it, as somebody without the key would. */
  function rewritten(path: string, file: string, change: (text: string) => string): void {
    const before = readFileSync(join(path, file), 'utf8');
    const after = change(before);
    writeFileSync(join(path, file), after);
    const list = readFileSync(join(path, 'SHA256SUMS'), 'utf8');
    writeFileSync(join(path, 'SHA256SUMS'), list.replace(sha256Hex(before), sha256Hex(after)));
  }

  it('of another signer is not this site’s', async () => {
    const { path } = await written();
    expect(await verifyEvidenceCase(path, sshPublicKey(stranger))).toMatchObject({
      ok: false,
      refusal: { code: 'evidence-signer-differs' },
    });
  });

  it('is written whole or not at all, and never over another', async () => {
    const { drive, path } = await written();
    expect(readdirSync(drive)).toEqual([name]);
    expect(runTool('sha256sum', ['--quiet', '-c', 'SHA256SUMS'], { cwd: path }).status).toBe(0);
    const blocked = scratchFolder();
    mkdirSync(join(blocked, name));
    await expect(writeEvidenceCase(blocked, name, null as never)).rejects.toMatchObject({ code: 'EEXIST' });
    expect(readdirSync(blocked)).toEqual([name]);
  });
});
