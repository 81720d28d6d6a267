import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { FileStore, type Configstore } from '@tus/file-store';
import { errorCode, removeDurable, sweepUnfinished, writeDurable } from '#node/durableFile.ts';
import { parseSshsig } from '#node/sshsig.ts';
import { strictBase64 } from '#node/sshWire.ts';
import { parsePackageFileName } from '#shared/formats/packageName.ts';
import { sha256HexPattern } from '#shared/formats/patterns.ts';
import { attempt, demand, need, refused, type Outcome } from './problem.ts';

/** What a site says about a package before it sends it. */
export type UploadMetadata = {
  readonly name: string;
  readonly sha256: string;
  readonly institutionCode: string;
  readonly batchNo: string;
  readonly revision: number;
  /** The armored signature over the encrypted file. */
  readonly signature: string;
  /** As sent, decoded once. */
  readonly raw: Readonly<Record<'name' | 'sha256' | 'institutionCode' | 'signature', string>>;
};

/**
 * Reads `Upload-Metadata` and holds it against the token's institution: name, token and metadata must agree.
 * Problems: metadata-invalid (with the field), package-name, institution-differs, signature-invalid.
 */
export function parseUploadMetadata(
  header: string | null,
  tokenInstitution: string,
): Outcome<UploadMetadata> {
  return attempt(() => {
    const fields = new Map<string, string>();
    for (const pair of header === null ? [] : header.split(',')) {
      const [key = '', value = ''] = pair.trim().split(' ');
      const bytes = strictBase64(value);
      const isField = key !== '' && bytes !== null && !fields.has(key);
      demand(isField, refused('metadata-invalid', { field: key.slice(0, 40) }));
      fields.set(key, bytes.toString('utf8'));
    }
    return metadataOf(fields, tokenInstitution);
  });
}

/** The same of an upload that was admitted before; null when its record is not ours. */
export function metadataOfUpload(raw: Readonly<Record<string, string | null>>): UploadMetadata | null {
  const fields = new Map(Object.entries(raw).map(([key, value]) => [key, value ?? '']));
  const metadata = attempt(() => metadataOf(fields, fields.get('institutionCode') ?? ''));
  return metadata.ok ? metadata.value : null;
}

function metadataOf(fields: ReadonlyMap<string, string>, tokenInstitution: string): UploadMetadata {
  const field = (key: keyof UploadMetadata['raw'], form = /^/u): string => {
    const value = fields.get(key);
    demand(value !== undefined && form.test(value), refused('metadata-invalid', { field: key }));
    return value;
  };
  const raw = {
    name: field('name'),
    sha256: field('sha256', sha256HexPattern),
    institutionCode: field('institutionCode'),
    signature: field('signature'),
  };
  const name = parsePackageFileName(raw.name);
  demand(name.ok, refused('package-name', { name: raw.name.slice(0, 100) }));
  const isOwn = (code: string, where: string) =>
    demand(code === tokenInstitution, refused('institution-differs', { where }));
  isOwn(raw.institutionCode, 'institutionCode');
  isOwn(name.value.institutionCode, 'name');
  const signature = parseSshsig(raw.signature);
  if (!signature.ok) return need(refused('signature-invalid', { why: signature.refusal.code }));
  const { batchNo, revision } = name.value;
  return { ...raw, batchNo, revision, raw };
}

/** What the tus server knows about an upload. */
type Announcement = Parameters<Configstore['set']>[1];

const infoSuffix = '.upload.json';

/** An upload as it stands on the disk. */
export type WaitingUpload = {
  readonly id: string;
  readonly path: string;
  /** Bytes there. */
  readonly offset: number;
  /** Bytes announced. */
  readonly size: number;
  /** Milliseconds of the machine's clock: when something of it last arrived; before that, when it was announced. */
  readonly touchedAt: number;
  readonly metadata: Readonly<Record<string, string | null>>;
};

export type Uploads = {
  /** What the tus server works on. */
  readonly fileStore: FileStore;
  find(id: string): Promise<WaitingUpload | null>;
  list(): Promise<readonly WaitingUpload[]>;
  /** Those of one institution. */
  listOf(institutionCode: string): Promise<readonly WaitingUpload[]>;
  /** Forgets an upload, with its bytes when they are still there. */
  remove(id: string): Promise<void>;
};

/**
 * The folder of unfinished uploads. What is announced is kept durably, so that a restart can go on.
 * @param lifetimeMs how long an unfinished upload may wait
 */
export function openUploads(folder: string, lifetimeMs: number): Uploads {
  const infoPath = (id: string): string => join(folder, `${id}${infoSuffix}`);
  const bytesPath = (id: string): string => join(folder, id);
  const readInfo = async (id: string): Promise<Announcement | undefined> => {
    try {
      return JSON.parse(await readFile(infoPath(id), 'utf8')) as Announcement;
    } catch (error) {
      if (errorCode(error) === 'ENOENT') return undefined;
      throw error;
    }
  };
  const ids = async (): Promise<string[]> =>
    (await readdir(folder))
      .filter((name) => name.endsWith(infoSuffix) && !name.startsWith('.'))
      .map((name) => name.slice(0, -infoSuffix.length))
      .toSorted();
  const configstore: Configstore = {
    get: readInfo,
    async set(id, upload) {
      await writeDurable(infoPath(id), JSON.stringify(upload));
    },
    async delete(id) {
      await removeDurable(infoPath(id));
    },
    list: ids,
  };
  const fileStore = new FileStore({
    directory: folder,
    configstore,
    expirationPeriodInMilliseconds: lifetimeMs,
  });
  // Exactly what is published; the store can do more than we want to promise.
  fileStore.extensions = ['creation', 'expiration', 'checksum'];
  const findAll = async (all: readonly string[]): Promise<readonly WaitingUpload[]> => {
    const found: WaitingUpload[] = [];
    for (const id of all) {
      const upload = await uploads.find(id);
      if (upload !== null) found.push(upload);
    }
    return found;
  };
  const uploads: Uploads = {
    fileStore,
    async find(id) {
      const info = await readInfo(id);
      const there = await statOf(bytesPath(id));
      if (info?.size === undefined || there === null) return null;
      const { size: offset, mtimeMs: touchedAt } = there;
      return { id, path: bytesPath(id), offset, size: info.size, touchedAt, metadata: info.metadata ?? {} };
    },
    list: async () => findAll(await ids()),
    listOf: async (institutionCode) =>
      findAll((await ids()).filter((id) => id.startsWith(uploadId(institutionCode, '')))),
    async remove(id) {
      await removeDurable(bytesPath(id));
      await removeDurable(infoPath(id));
    },
  };
  return uploads;
}

/** Of the same bytes under two institutions neither may disturb the other. */
export function uploadId(institutionCode: string, sha256: string): string {
  return `${institutionCode}-${sha256}`;
}

async function statOf(path: string): Promise<{ readonly size: number; readonly mtimeMs: number } | null> {
  try {
    return await stat(path);
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return null;
    throw error;
  }
}

/** At start: removes records without bytes and bytes without a record, which an interrupted step left. */
export async function sweepUploads(folder: string, uploads: Uploads): Promise<void> {
  await sweepUnfinished(folder);
  const whole = new Set((await uploads.list()).map((upload) => upload.id));
  for (const name of await readdir(folder)) {
    const id = name.endsWith(infoSuffix) ? name.slice(0, -infoSuffix.length) : name;
    if (!whole.has(id)) await removeDurable(join(folder, name));
  }
}
