import { readFile, readdir, rm } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import type { KeyObject } from 'node:crypto';
import { z } from 'zod';
import { parseCheckpoint, videoHeadsText, type VideoHeads } from '#shared/formats/checkpointText.ts';
import { refuse, type FormatResult } from '#shared/formats/formatRefusal.ts';
import { attempt, demand, need } from './attempt.ts';
import {
  copyDurable,
  makeFolderDurable,
  nameFolderDurable,
  refuseExisting,
  writeDurable,
} from './durableFile.ts';
import type { SshPublicKey } from './ed25519.ts';
import { hashFile, sha256Hex } from './hashes.ts';
import { signSshsig, verifySshsig } from './sshsig.ts';

/**
 * 录像调取: a time span of cameras as a folder that anybody checks with `sha256sum`, `ssh-keygen`, `jq` and `ffprobe` (docs/evidence.md).
 *
 *   SHA256SUMS  SHA256SUMS.sig     every other file with its hash; SSHSIG over that list, namespace kaodian-evidence
 *   index.json  说明.txt            what it is, who asked and why, every segment and gap
 *   segments/<camera>/…            the originals, byte for byte as they were recorded
 *   joined/<camera>.mp4            the same pictures in one file, made of them without re-encoding, for viewing
 *   chain/<camera>.ndjson          rows of the camera's chain, from the anchor before the span to the head that the checkpoint knows
 *   checkpoint  checkpoint.sig  video.json   the signed head of the ledger, and the heads of all chains that it stands for
 */
const listName = 'SHA256SUMS';
const namespace = 'kaodian-evidence';

/** One row of a camera's chain as it is hashed, and where its file lies; null: outside of the span, or a gap. */
export interface EvidenceRow {
  /** Place in the chain, from 1. */
  readonly no: number;
  /** RFC 8785 text of the row (docs/integrity.md, Video segment). */
  readonly text: string;
  readonly file: { readonly path: string; readonly sha256: string } | null;
}

export interface EvidenceCamera {
  readonly cameraId: string;
  readonly name: string;
  readonly roomName: string | null;
  readonly rows: readonly EvidenceRow[];
}

/** What is said of a case: in `index.json`, and in words. */
export interface EvidenceAbout {
  readonly caseId: string;
  readonly institutionCode: string;
  readonly institutionName: string;
  readonly batchNo: string;
  readonly incidentId: string | null;
  readonly from: string;
  readonly to: string;
  readonly reason: string;
  readonly askedBy: string;
  readonly exportedAt: string;
  readonly softwareVersion: string;
}

export interface EvidenceCase {
  readonly about: EvidenceAbout;
  readonly cameras: readonly EvidenceCamera[];
  readonly checkpoint: { readonly text: string; readonly signature: string };
  /** What the checkpoint's `video` line stands for. */
  readonly video: VideoHeads;
  /** The index in words. */
  readonly words: string;
  readonly signingKey: KeyObject;
  /** Joins finished segments into one MP4 without re-encoding; false when they cannot be joined: then there is none. */
  readonly join: (files: readonly string[], target: string) => Promise<boolean>;
}

const rowFields = z.looseObject({
  kind: z.string(),
  start: z.string(),
  end: z.string(),
  sha256: z.string().nullable(),
  prev: z.string(),
});

const indexFile = z.looseObject({
  format: z.literal('kaodian-evidence-v1'),
  cameras: z.array(
    z.looseObject({
      cameraId: z.string(),
      segments: z.array(
        z.looseObject({ no: z.int(), file: z.string().nullable(), sha256: z.string().nullable() }),
      ),
    }),
  ),
});

/** Hex hash of a row of a chain: what the next row carries as `prev`. */
function rowHash(text: string): string {
  return sha256Hex('kaodian-segment-v1', '\0', text);
}

/**
 * Writes a case below `folder` under a temporary name, each file synced and read back, the signature last; checks the whole, and only
 * then gives it its name. Answers the folder. Refusals: copy-differs, evidence-*. Throws the system's error when the drive is full or
 * gone; what was begun is removed then, as far as there is a drive.
 */
export async function writeEvidenceCase(
  folder: string,
  name: string,
  evidence: EvidenceCase,
): Promise<FormatResult<{ readonly path: string; readonly listSha256: string; readonly files: number }>> {
  const unfinished = join(folder, `.${name}.unfinished`);
  const path = join(folder, name);
  await refuseExisting(path);
  await clear(unfinished);
  try {
    const written = await attempt(async () => {
      const files = need(await fill(unfinished, evidence));
      need(await verifyEvidenceCase(unfinished, null));
      await nameFolderDurable(unfinished, path);
      return { path, ...files };
    });
    if (!written.ok) await clear(unfinished);
    return written;
  } catch (error) {
    await clear(unfinished).catch(() => undefined);
    throw error;
  }
}

function clear(folder: string): Promise<void> {
  return rm(folder, { recursive: true, force: true });
}

function fill(
  at: string,
  { about, cameras, checkpoint, video, words, signingKey, join: joinInto }: EvidenceCase,
): Promise<FormatResult<{ readonly listSha256: string; readonly files: number }>> {
  return attempt(async () => {
    const list = new Map<string, string>();
    const put = async (name: string, content: string): Promise<void> => {
      await makeFolderDurable(join(at, name, '..'));
      list.set(name, (await writeDurable(join(at, name), content, { mode: 0o644 })).sha256);
    };
    const indexed = [];
    for (const camera of cameras) {
      const { cameraId } = camera;
      await makeFolderDurable(join(at, 'segments', cameraId));
      const segments = [];
      const placed: string[] = [];
      for (const { no, text, file } of camera.rows) {
        const { kind, start, end, sha256, ...row } = rowFields.parse(JSON.parse(text));
        if (end <= about.from || start >= about.to) continue;
        const target =
          file === null ? null : `segments/${cameraId}/${String(no).padStart(6, '0')}-${compact(start)}.mp4`;
        if (file !== null && target !== null) {
          const copied = need(await copyDurable(file.path, join(at, target), { mode: 0o644 }));
          demand(copied.sha256 === file.sha256, refuse('evidence-file-altered', { name: target }));
          list.set(target, copied.sha256);
          placed.push(join(at, target));
        }
        segments.push({ no, kind, start, end, sha256, cause: row['cause'] ?? null, file: target });
      }
      await put(`chain/${cameraId}.ndjson`, camera.rows.map(({ text }) => `${text}\n`).join(''));
      const joined = `joined/${cameraId}.mp4`;
      await makeFolderDurable(join(at, 'joined'));
      const hasJoined = placed.length > 0 && (await joinInto(placed, join(at, joined)));
      if (hasJoined) list.set(joined, (await hashFile(join(at, joined))).sha256);
      indexed.push({
        cameraId,
        name: camera.name,
        roomName: camera.roomName,
        firstNo: camera.rows[0]?.no ?? null,
        joined: hasJoined ? joined : null,
        segments,
      });
    }
    await put(
      'index.json',
      `${JSON.stringify({ format: 'kaodian-evidence-v1', ...about, cameras: indexed }, null, 1)}\n`,
    );
    await put('说明.txt', words);
    await put('checkpoint', checkpoint.text);
    await put('checkpoint.sig', checkpoint.signature);
    await put('video.json', videoHeadsText(video));
    const lines = [...list].toSorted(([one], [other]) => (one < other ? -1 : 1));
    const text = lines.map(([name, sha256]) => `${sha256}  ${name}\n`).join('');
    await writeDurable(join(at, listName), text, { mode: 0o644 });
    await writeDurable(join(at, `${listName}.sig`), signSshsig(signingKey, namespace, text), { mode: 0o644 });
    return { listSha256: sha256Hex(text), files: list.size };
  });
}

/** `2026-11-24T01:00:00.000Z` as a part of a name: `20261124T010000000Z`. */
function compact(instant: string): string {
  return instant.replaceAll(/[-:.]/g, '');
}

/**
 * Checks a case as it lies on a drive: signature over the list, every file of it and none beside it, each camera's chain from row to
 * row up to the head that the signed checkpoint knows, and each original against its row. `key`: who must have signed; null: whoever
 * did, twice the same. Refusals: evidence-*, signature-*.
 */
export function verifyEvidenceCase(
  folder: string,
  key: SshPublicKey | null,
): Promise<FormatResult<{ readonly key: SshPublicKey; readonly files: number; readonly segments: number }>> {
  return attempt(async () => {
    const textOf = async (name: string): Promise<string> => {
      const text = await readFile(join(folder, name), 'utf8').catch(() => null);
      demand(text !== null, refuse('evidence-file-missing', { name }));
      return text;
    };
    const listText = await textOf(listName);
    const signer = need(verifySshsig(await textOf(`${listName}.sig`), namespace, listText));
    demand(key === null || sameKey(key, signer), refuse('evidence-signer-differs'));
    const list = new Map<string, string>();
    for (const line of listText.trimEnd().split('\n')) {
      const [, sha256, name] = /^([0-9a-f]{64}) {2}(\S.*)$/u.exec(line) ?? [];
      demand(sha256 !== undefined && name !== undefined, refuse('evidence-list-malformed'));
      demand(!name.split('/').includes('..') && !name.startsWith('/'), refuse('evidence-list-malformed'));
      list.set(name, sha256);
    }
    const present = await filesBelow(folder);
    for (const name of list.keys()) demand(present.has(name), refuse('evidence-file-missing', { name }));
    for (const name of present) {
      if (name === listName || name === `${listName}.sig`) continue;
      const stated = list.get(name);
      demand(stated !== undefined, refuse('evidence-file-unknown', { name }));
      demand(
        (await hashFile(join(folder, name))).sha256 === stated,
        refuse('evidence-file-altered', { name }),
      );
    }
    const checkpoint = need(parseCheckpoint(await textOf('checkpoint')));
    const checkpointSigner = need(
      verifySshsig(await textOf('checkpoint.sig'), 'kaodian-checkpoint', await textOf('checkpoint')),
    );
    demand(sameKey(signer, checkpointSigner), refuse('evidence-signer-differs'));
    const video = await textOf('video.json');
    demand(sha256Hex(video) === checkpoint.video, refuse('evidence-file-altered', { name: 'video.json' }));
    const heads = JSON.parse(video) as Partial<Record<string, readonly [number, string]>>;
    const index = indexFile.safeParse(JSON.parse(await textOf('index.json')));
    demand(index.success, refuse('evidence-list-malformed'));
    let segments = 0;
    for (const { cameraId, segments: named } of index.data.cameras) {
      const rows = (await textOf(`chain/${cameraId}.ndjson`)).split('\n').filter((line) => line !== '');
      const [count, head] = heads[cameraId] ?? [0, ''];
      const first = count - rows.length + 1;
      const known = new Map<number, string | null>();
      let before: string | null = null;
      for (const [at, text] of rows.entries()) {
        const row = rowFields.parse(JSON.parse(text));
        const no = first + at;
        demand(
          before === null || row.prev === before,
          refuse('evidence-chain-broken', { camera: cameraId, no }),
        );
        before = rowHash(text);
        known.set(no, row.sha256);
      }
      demand(before === head, refuse('evidence-chain-broken', { camera: cameraId, no: count }));
      for (const { no, file, sha256 } of named) {
        demand(known.get(no) === sha256, refuse('evidence-chain-broken', { camera: cameraId, no }));
        demand(
          file === null || list.get(file) === sha256,
          refuse('evidence-chain-broken', { camera: cameraId, no }),
        );
        if (file !== null) segments += 1;
      }
      const listed = [...list.keys()].filter((name) => name.startsWith(`segments/${cameraId}/`));
      const stranger = listed.find((name) => !named.some(({ file }) => file === name));
      demand(stranger === undefined, refuse('evidence-file-unknown', { name: stranger ?? '' }));
    }
    return { key: signer, files: list.size, segments };
  });
}

function sameKey(one: SshPublicKey, other: SshPublicKey): boolean {
  return Buffer.from(one.blob).equals(Buffer.from(other.blob));
}

async function filesBelow(folder: string): Promise<ReadonlySet<string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return new Set(
    entries
      .filter((entry) => !entry.isDirectory())
      .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/')),
  );
}
